"""What is opened: one picture or two, a PDF, or the word that a file can only be saved."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.image import ImageSource
from desktop.models.items.family import Family
from desktop.models.items.images import ImageRow, detail_of, spoken_of, title_of
from desktop.services.portal import Attachment, Context, Portal, PortalError, Viewing
from desktop.views.page import SideColumn
from desktop.views.theme import look
from desktop.views.viewers.image import ImageViewer
from desktop.views.viewers.pdf import PdfViewer
from desktop.views.viewers.pdf.says import scrolled
from desktop.views.widgets.buttons import quiet, secondary
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.tone import Tone
from portal_protocol.images import Image

translate = QCoreApplication.translate
LEAST = 180  # pixels at 100 % text: the height of a picture


class ImagePage(QWidget):
    """`save_wanted` hands over the image to be saved, `compared` says which two show."""

    save_wanted = Signal(object)
    back_wanted = Signal()
    step_wanted = Signal(int)
    beside_wanted = Signal()
    compared = Signal()
    turned = Signal()  # another kind of viewer shows
    came = Signal(str)  # the file of the image with this id is on this computer

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portal, self._family = portal, Family()
        self._reading: dict[int, Context] = {}
        self.shown: list[ImageRow | None] = [None, None]
        self._at = 0
        self.back = quiet(translate("Images", "Back to the list"), "arrow-left")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.viewer = ImageViewer(portal)
        self.pdf = PdfViewer(portal)
        self.talk = scrolled(QWidget())
        self.stack = QStackedWidget()
        self._cards: dict[QWidget, QFrame] = {
            part: _card(part) for part in (self.viewer, self.pdf, self.talk)
        }
        for card in self._cards.values():
            self.stack.addWidget(card)
        for part in (self.back, *self._cards.values()):
            look.carry(part)
        self._area = SideColumn()  # scrolls where a picture would be too small to be of use
        self._area.column.setSpacing(4)
        self._area.column.addWidget(self.back)
        self._area.column.addWidget(self.stack, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)
        keep_dressed(self._dress)
        self._connect()

    def _connect(self) -> None:
        viewer = self.viewer
        viewer.older_wanted.connect(lambda: self.step_wanted.emit(-1))
        viewer.newer_wanted.connect(lambda: self.step_wanted.emit(1))
        viewer.save_wanted.connect(self._save)
        viewer.retry_wanted.connect(self._retry)
        viewer.compare_changed.connect(self._on_compare)
        viewer.pair.changed.connect(self._on_looked_at)
        self.pdf.save_requested.connect(self._save)
        self.pdf.retry_requested.connect(self._retry)

    @property
    def active(self) -> int:
        """In which place the next image is shown: 1 when the second picture is looked at."""
        return self.viewer.pair.panes.index(self.viewer.pane)

    @property
    def current(self) -> ImageRow | None:
        """The image that is looked at."""
        return self.shown[self.active]

    @property
    def reading(self) -> bool:
        """Whether a file is still on its way."""
        return bool(self._reading)

    @property
    def keys(self) -> tuple[str, ...]:
        """What shows, by key."""
        return tuple(row.key for row in self.shown if row is not None)

    def marks(self) -> dict[str, str]:
        """The letters of the two that are compared, by key."""
        first, second = self.shown
        if first is None or second is None or first.key == second.key:
            return {}
        return {first.key: "A", second.key: "B"}

    def show_row(self, row: ImageRow, family: Family) -> None:
        """Open an image in the place that is looked at; the one that is shown there stays."""
        same = self.current is not None and self.current.shown.record == row.shown.record
        self._family = family
        self.shown[self.active] = row
        if not same:
            self._read(row, self.active)
        self.compared.emit()

    def show_beside(self, row: ImageRow, *, older: bool = False) -> None:
        """Open a second image beside the first; an older one takes the first place."""
        self._turn_to(self.viewer)
        self.shown[1] = row  # nobody else shall look for one
        if not self.viewer.pair.both:
            self.viewer.tools.compare.setChecked(True)
        first, second = self.viewer.pair.panes
        if older and first.source is not None:
            second.show_source(first.source)
            self.shown = [row, self.shown[0]]
        self._read(row, 0 if older else 1)
        self.compared.emit()

    def show_count(self, number: int, count: int) -> None:
        """Which of how many images is looked at."""
        self.viewer.show_count(number, count)

    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self._stop()
        self.shown = [None, None]
        self.viewer.clear()
        self.pdf.clear()
        self._turn_to(self.viewer)

    def show_back(self, *, shown: bool) -> None:
        """The way back, where there is no room beside the image."""
        self.back.setVisible(shown)

    def focus_part(self) -> QWidget:
        """Where F6 goes."""
        now = self.stack.currentWidget()
        if now is self._cards[self.viewer]:
            return self.viewer.pane.canvas
        return self.pdf.canvas if now is self._cards[self.pdf] else self.talk

    def _read(self, row: ImageRow, at: int) -> None:
        self._stop(at)
        image = row.shown.record
        if not image.blobs:
            self._say_nothing_here()
            return
        self.viewer.pair.panes[at].show_loading()
        done, failed = partial(self._show, image, at), partial(self._refuse, at)
        self._reading[at] = self._portal.gallery.open(image, owner=self, done=done, failed=failed)

    def _show(self, image: Image, at: int, file: Attachment) -> None:
        self._reading.pop(at, None)
        self.came.emit(image.id)
        if file.viewing is Viewing.IMAGE:
            self._turn_to(self.viewer)
            self.viewer.pair.panes[at].show_source(self._source(image, file))
        elif file.viewing is Viewing.PDF:
            self._alone(self.pdf)
            self.pdf.show_document(file.data, spoken_of(image, self._family))
        else:
            self._alone(self.talk)
            self.talk.setWidget(self._only_saved(danger=file.viewing is Viewing.DANGEROUS))
        self.turned.emit()

    def _source(self, image: Image, file: Attachment) -> ImageSource:
        return ImageSource(
            file.data,
            title_of(image),
            detail_of(image, self._family),
            spoken_of(image, self._family),
            image.settings,
        )

    def _alone(self, part: QWidget) -> None:
        """Something that is no picture shows by itself: nothing is compared with it."""
        row = self.current
        self.shown = [row, None]
        self.viewer.clear()
        self._turn_to(part)
        self.compared.emit()

    def _refuse(self, at: int, error: PortalError) -> None:
        self._reading.pop(at, None)
        self._turn_to(self.viewer)
        pane = self.viewer.pair.panes[at]
        pane.clear()  # nothing of the one before is tried again
        pane.show_trouble(error)
        self.turned.emit()

    def _retry(self) -> None:
        if self.current is not None and self.viewer.pane.source is None:
            self._read(self.current, self.active)

    def _save(self) -> None:
        if self.current is not None:
            self.save_wanted.emit(self.current.shown.record)

    def _on_compare(self, on: bool) -> None:
        if not on:
            self.shown[1] = None
        elif self.shown[1] is None:
            self.beside_wanted.emit()
        self.compared.emit()

    def _on_looked_at(self) -> None:
        """The other one of two has the focus: list and count tell of that one."""
        if self._at != self.active:
            self._at = self.active
            self.compared.emit()

    def _only_saved(self, *, danger: bool) -> QWidget:
        save = secondary(translate("Images", "Download"), "download")
        save.clicked.connect(self._save)
        title = translate("Images", "This file can only be saved")
        text = translate("Images", "It is no picture and no PDF. Another program can open it.")
        if danger:
            text = translate(
                "Images",
                "It could run as a program. Save it only if you expected it from the practice.",
            )
        tone = Tone.WARN if danger else Tone.ACCENT
        icon = "triangle-alert" if danger else "file-down"
        return EmptyState(icon, tone, title, text, [save])

    def _say_nothing_here(self) -> None:
        title = translate("Images", "There is no file")
        text = translate("Images", "The practice has shared the entry alone.")
        self._alone(self.talk)
        self.talk.setWidget(EmptyState("file-text", Tone.ACCENT, title, text))

    def _dress(self) -> None:
        for pane in self.viewer.pair.panes:
            pane.setMinimumHeight(look.px(LEAST))

    def _turn_to(self, part: QWidget) -> None:
        self.stack.setCurrentWidget(self._cards[part])

    def _stop(self, *places: int) -> None:
        for at in places or (0, 1):
            if at in self._reading:
                self._reading.pop(at).cancel()


def _card(part: QWidget) -> QFrame:
    """A part in a frame of its own, which is styled by itself: together they are too many."""
    card = QFrame()
    mark(card, card="true")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(part)
    return card
