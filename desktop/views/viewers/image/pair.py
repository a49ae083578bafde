"""Two pictures side by side: which one is looked at, and what both do together (IMG-3)."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.models.image import Look
from desktop.views.viewers.image.pane import ImagePane


class Pair(QObject):
    """The first pane always shows; `changed` tells of anything that the tools show."""

    changed = Signal()

    def __init__(self, first: ImagePane, second: ImagePane) -> None:
        super().__init__(first)
        self.panes = (first, second)
        self.active = first
        self.both = False
        self._linked, self._same_tones, self._following = True, False, False
        second.hide()
        for pane in self.panes:
            pane.canvas.focused.connect(partial(self.look_at, pane))
            pane.canvas.placed.connect(partial(self._on_placed, pane))
            pane.opened.connect(partial(self._on_opened, pane))
            pane.changed.connect(partial(self._on_changed, pane))

    def look_at(self, pane: ImagePane) -> None:
        """The tools work on this one from now on."""
        if pane is not self.active:
            self.active = pane
            self.changed.emit()

    def show_both(self, *, on: bool) -> None:
        """Two pictures, or the one that is looked at."""
        first, second = self.panes
        self.both = on
        second.setVisible(on)
        first.caption.show_mark("A" if on else "")
        second.caption.show_mark("B" if on else "")
        if on:
            self.look_at(second)
        else:
            second.clear()
            self.look_at(first)
        self.active.canvas.setFocus()

    def link(self, on: bool) -> None:
        """Whether both move and zoom together."""
        self._linked = on
        if on:
            self._on_placed(self.active)

    def share_tones(self, on: bool) -> None:
        """Whether both have one brightness and contrast."""
        self._same_tones = on
        if on:
            self._lend_tones(self.active)

    def _on_placed(self, pane: ImagePane) -> None:
        other = self._other(pane)
        if self._linked and other is not None and not self._following:
            self._following = True
            other.canvas.put(other.canvas.place.like(pane.canvas.place.relative))
            self._following = False
        self.changed.emit()

    def _on_opened(self, pane: ImagePane) -> None:
        """What comes beside another one lies as that one does."""
        other = self._other(pane)
        if other is None:
            return
        if self._linked:
            pane.canvas.put(pane.canvas.place.like(other.canvas.place.relative))
        if self._same_tones:
            self._lend_tones(other)

    def _on_changed(self, pane: ImagePane) -> None:
        if self._same_tones and pane is self.active:
            self._lend_tones(pane)
        self.changed.emit()

    def _lend_tones(self, pane: ImagePane) -> None:
        other = self._other(pane)
        if other is not None:
            own: Look = other.canvas.look
            other.set_look(own.tone_of(pane.canvas.look))

    def _other(self, pane: ImagePane) -> ImagePane | None:
        """The other one while both show an image."""
        first, second = self.panes
        other = second if pane is first else first
        both = self.both and pane.image is not None and other.image is not None
        return other if both else None
