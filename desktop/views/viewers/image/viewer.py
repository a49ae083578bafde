"""The image viewer: tools above, one picture or two, tones and pages below (IMG-2, IMG-3)."""

from PySide6.QtCore import QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.image import ImageSource, Look
from desktop.models.trouble import PortalError
from desktop.services.portal.readers import Readers
from desktop.views.announce import announce
from desktop.views.viewers.image.bottom import Bottom
from desktop.views.viewers.image.keys import ImageKeys
from desktop.views.viewers.image.pair import Pair
from desktop.views.viewers.image.pane import ImagePane
from desktop.views.viewers.image.taking import Taking
from desktop.views.viewers.image.toolbar import ImageToolbar
from desktop.views.widgets.text import rule

SAY_AFTER = 400  # milliseconds after the last change, before it is said


class ImageViewer(QWidget):
    """Shows an image, or two side by side. The images are the caller's: `older_wanted` and
    `newer_wanted` ask for another, `compare_changed` tells that a second one is wanted or not,
    `save_wanted` asks to save the one that is looked at as it came."""

    shown = Signal()
    refused = Signal(object)  # PortalError
    retry_wanted = Signal()
    save_wanted = Signal()
    older_wanted = Signal()
    newer_wanted = Signal()
    compare_changed = Signal(bool)

    def __init__(self, portal: Readers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portal = portal
        self.tools = ImageToolbar()
        self.pair = Pair(ImagePane(portal), ImagePane(portal))
        self.bottom = Bottom()
        self.taking = Taking(portal, self.pair, self)
        self._keys = ImageKeys(self)
        row = QHBoxLayout()
        row.setSpacing(3)
        for pane in self.pair.panes:
            row.addWidget(pane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.tools, rule()):
            column.addWidget(part)
        column.addLayout(row, 1)
        column.addWidget(self.bottom)
        column.addWidget(self.taking.strip)
        self._say = QTimer(self, singleShot=True, interval=SAY_AFTER)
        self._say.timeout.connect(lambda: announce(self, self.pane.canvas.accessibleName()))
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        tools, bottom = self.tools, self.bottom
        tools.step_wanted.connect(self._step)
        tools.fit_wanted.connect(self._fit)
        tools.move_tool.toggled.connect(self._on_moves)
        tools.turn_wanted.connect(self.turn)
        tools.flip_wanted.connect(self.flip)
        tools.invert_wanted.connect(self.invert)
        tools.reset_wanted.connect(self.reset)
        tools.tones.toggled.connect(bottom.show_tones)
        tools.compare.toggled.connect(self._on_compare)
        tools.print_wanted.connect(self.taking.print_image)
        tools.save_wanted.connect(self.save_wanted)
        bottom.tones.toned.connect(self._on_toned)
        bottom.pages.page_wanted.connect(self._turn_page)
        bottom.neighbours.older_wanted.connect(self.older_wanted)
        bottom.neighbours.newer_wanted.connect(self.newer_wanted)
        bottom.together.toggled.connect(self.pair.link)
        bottom.same_tones.toggled.connect(self.pair.share_tones)
        bottom.close_button.clicked.connect(lambda: tools.compare.setChecked(False))
        self.pair.changed.connect(self._refresh)
        for pane in self.pair.panes:
            pane.shown.connect(self.shown)
            pane.refused.connect(self.refused)
            pane.retry_wanted.connect(self._retry)
            pane.save_wanted.connect(self.save_wanted)
            pane.canvas.toned.connect(self.tone)
            pane.canvas.menu_wanted.connect(self._show_menu)

    @property
    def pane(self) -> ImagePane:
        """The picture that the tools work on."""
        return self.pair.active

    def show_image(self, source: ImageSource) -> None:
        """Show an image in the pane that is looked at."""
        self.pane.show_source(source)

    def show_beside(self, source: ImageSource) -> None:
        """Show a second image beside the first."""
        self.tools.compare.setChecked(True)
        self.pair.panes[1].show_source(source)

    def show_loading(self) -> None:
        """An image is on its way."""
        self.pane.show_loading()

    def show_trouble(self, error: PortalError) -> None:
        """Say why there is no image."""
        self.pane.show_trouble(error)

    def show_count(self, number: int, count: int) -> None:
        """Which of how many images shows, from 1, oldest first."""
        self.bottom.neighbours.show_count(number, count)

    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self.taking.stop()
        self.tools.compare.setChecked(False)
        for pane in self.pair.panes:
            pane.clear()

    def turn(self) -> None:
        """A quarter to the right."""
        self._change(self.pane.canvas.look.turned())

    def flip(self) -> None:
        """Left to right."""
        self._change(self.pane.canvas.look.mirrored())

    def invert(self) -> None:
        """Light to dark."""
        self._change(self.pane.canvas.look.negative())

    def tone(self, brightness: int, contrast: int) -> None:
        """So many steps more."""
        now = self.pane.canvas.look
        self._change(now.toned(now.brightness + brightness, now.contrast + contrast))

    def reset(self) -> None:
        """As the practice shows it, all of it."""
        self.pane.reset()

    def step_page(self, step: int) -> None:
        """To the next page of the image, or the one before."""
        image = self.pane.image
        if image is not None:
            self.pane.turn_page(image.page + step)

    def _change(self, look: Look) -> None:
        self.pane.set_look(look)

    def _fit(self) -> None:
        self.pane.canvas.fit()

    def _turn_page(self, page: int) -> None:
        self.pane.turn_page(page)

    def _step(self, steps: int) -> None:
        canvas = self.pane.canvas
        canvas.put(canvas.place.stepped(steps))

    def _on_toned(self, brightness: int, contrast: int) -> None:
        self._change(self.pane.canvas.look.toned(brightness, contrast))

    def _on_moves(self, moves: bool) -> None:
        for pane in self.pair.panes:
            pane.canvas.moves = moves

    def _on_compare(self, on: bool) -> None:
        self.pair.show_both(on=on)
        self.bottom.show_comparing(on=on)
        self.compare_changed.emit(on)

    def _retry(self) -> None:
        source = self.pane.source
        if source is not None:
            self.pane.show_source(source)
        self.retry_wanted.emit()

    def _refresh(self) -> None:
        """The tools tell of the picture that they work on."""
        image, canvas = self.pane.image, self.pane.canvas
        self.tools.enable(on=image is not None)
        self.tools.show_zoom(canvas.place.percent if image else None)
        self.tools.invert.setChecked(canvas.look.inverted)
        self.bottom.show_image(image, canvas.look)
        self._say.start()

    def _show_menu(self, place: QPoint) -> None:
        if self.pane.image is not None:
            self._keys.menu().popup(place)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._portal.images.warm_up(owner=self)

    @override
    def event(self, event: QEvent) -> bool:
        """Take the viewer's own keys before the window's shortcuts of the same name."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = self.pane.image is not None and self._keys.act(event) is not None
            event.setAccepted(own)
            return own
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        do = self._keys.act(event) if self.pane.image is not None else None
        if do is None:
            super().keyPressEvent(event)
        else:
            do()
