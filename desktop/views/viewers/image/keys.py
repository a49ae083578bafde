"""The viewer's keys, which come before the window's shortcuts of the same name (IMG-3)."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.viewers.image.viewer import ImageViewer

translate = QCoreApplication.translate
Act = Callable[[], None]
Standard = QKeySequence.StandardKey
STEP = 48  # pixels that an arrow moves the picture
TONE = 5


class ImageKeys:
    """Which key does what, and the same in a menu.

    Single letters count only on the picture itself, so that nobody who types anywhere else meets
    them.
    """

    def __init__(self, viewer: "ImageViewer") -> None:
        self._viewer = viewer

    def act(self, event: QKeyEvent) -> Act | None:
        """What a key asks for here."""
        pressed = QKeySequence(event.keyCombination())
        bare = QKeySequence(event.key())  # plus is typed with Shift on many keyboards
        on_picture = self._viewer.pane.canvas.hasFocus()
        keys: list[tuple[QKeySequence, Act]] = list(self._anywhere())
        if on_picture:
            keys += self._on_picture()
        typed = event.key() in _SIGNS and not event.modifiers() & ~_HELD
        for key, do in keys:
            if key == pressed or (typed and key == bare):
                return do
        return None

    def _anywhere(self) -> Iterator[tuple[QKeySequence, Act]]:
        viewer, canvas = self._viewer, self._viewer.pane.canvas
        named: tuple[tuple[Standard, Act], ...] = (
            (Standard.Print, viewer.taking.print_image),
            (Standard.Save, viewer.save_wanted.emit),
            (Standard.Copy, viewer.taking.copy),
            (Standard.ZoomIn, lambda: canvas.put(canvas.place.stepped(1))),
            (Standard.ZoomOut, lambda: canvas.put(canvas.place.stepped(-1))),
        )
        for name, do in named:
            for key in QKeySequence.keyBindings(name):
                yield key, do
        yield QKeySequence("Ctrl+="), lambda: canvas.put(canvas.place.stepped(1))
        yield QKeySequence("Ctrl+0"), canvas.fit
        yield QKeySequence("Ctrl+PgUp"), lambda: viewer.step_page(-1)
        yield QKeySequence("Ctrl+PgDown"), lambda: viewer.step_page(1)

    def _on_picture(self) -> Iterator[tuple[QKeySequence, Act]]:
        viewer, canvas = self._viewer, self._viewer.pane.canvas
        yield QKeySequence("+"), lambda: canvas.put(canvas.place.stepped(1))
        yield QKeySequence("="), lambda: canvas.put(canvas.place.stepped(1))
        yield QKeySequence("-"), lambda: canvas.put(canvas.place.stepped(-1))
        yield QKeySequence("0"), canvas.fit
        yield QKeySequence("1"), canvas.full_size
        yield QKeySequence("R"), viewer.turn
        yield QKeySequence("F"), viewer.flip
        yield QKeySequence("I"), viewer.invert
        yield QKeySequence("B"), lambda: viewer.tone(TONE, 0)
        yield QKeySequence("Shift+B"), lambda: viewer.tone(-TONE, 0)
        yield QKeySequence("C"), lambda: viewer.tone(0, TONE)
        yield QKeySequence("Shift+C"), lambda: viewer.tone(0, -TONE)
        if not viewer.tools.compare.isHidden():
            yield QKeySequence("S"), viewer.tools.compare.toggle
        yield QKeySequence("T"), viewer.tools.tones.toggle
        yield QKeySequence("M"), viewer.tools.move_tool.toggle
        yield QKeySequence("PgUp"), viewer.older_wanted.emit
        yield QKeySequence("PgDown"), viewer.newer_wanted.emit
        yield QKeySequence("Backspace"), viewer.reset
        yield from self._moves()

    def _moves(self) -> Iterator[tuple[QKeySequence, Act]]:
        wide, high = self._viewer.pane.canvas.room
        for shift, right, down in (("", STEP, STEP), ("Shift+", wide * 0.9, high * 0.9)):
            for arrow, x, y in (
                ("Left", right, 0.0),
                ("Right", -right, 0.0),
                ("Up", 0.0, down),
                ("Down", 0.0, -down),
            ):
                moved = partial(self._move, x, y)
                yield QKeySequence(f"{shift}{arrow}"), moved

    def _move(self, right: float, down: float) -> None:
        canvas = self._viewer.pane.canvas
        canvas.put(canvas.place.moved(right, down))

    def menu(self) -> QMenu:
        """The menu of the picture; the caller shows it."""
        viewer, menu = self._viewer, QMenu(self._viewer)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows: tuple[tuple[str, str, str, Act], ...] = (
            (translate("Images", "Copy"), "copy", "Ctrl+C", viewer.taking.copy),
            (translate("Images", "Turn right"), "rotate-cw", "R", viewer.turn),
            (translate("Images", "Flip left to right"), "flip-horizontal-2", "F", viewer.flip),
            (translate("Images", "Invert light and dark"), "contrast", "I", viewer.invert),
            (viewer.tools.reset.accessibleName(), "undo-2", "Backspace", viewer.reset),
            (translate("Images", "Print"), "printer", "Ctrl+P", viewer.taking.print_image),
            (translate("Images", "Download"), "download", "Ctrl+S", viewer.save_wanted.emit),
        )
        if viewer.tools.save_button.isHidden():
            rows = rows[:-1]
        for words, icon, key, do in rows:
            action = menu.addAction(look.icon(icon), words)
            action.triggered.connect(do)
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
        return menu


_SIGNS = frozenset(
    {Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal, Qt.Key.Key_0, Qt.Key.Key_1}
)
_HELD = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
"""Signs that are typed with these keys held on some keyboards."""
