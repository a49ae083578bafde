"""The viewer's keys, which come before the window's shortcuts of the same name."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.models.items.page_layout import Fit
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.viewers.pdf.viewer import PdfViewer

translate = QCoreApplication.translate
Act = Callable[[], None]
Standard = QKeySequence.StandardKey


class ViewerKeys:
    """Which key does what, and the same in a menu."""

    def __init__(self, viewer: "PdfViewer") -> None:
        self._viewer = viewer

    def act(self, event: QKeyEvent) -> Act | None:
        """What a key asks for; while somebody types, only what no field needs."""
        pressed, viewer = QKeySequence(event.keyCombination()), self._viewer
        typing = viewer.tools.find_edit.hasFocus() or viewer.tools.page_edit.hasFocus()
        anywhere = list(self._anywhere())
        for key, do in anywhere if typing else [*anywhere, *self._on_pages()]:
            if key == pressed:
                return do
        return None

    def _anywhere(self) -> Iterator[tuple[QKeySequence, Act]]:
        viewer, canvas = self._viewer, self._viewer.canvas
        named: tuple[tuple[Standard, Act], ...] = (
            (Standard.Print, viewer.print_document),
            (Standard.Save, viewer.save_requested.emit),
            (Standard.Find, viewer.start_find),
            (Standard.FindNext, lambda: viewer.finding.go(1)),
            (Standard.FindPrevious, lambda: viewer.finding.go(-1)),
            (Standard.ZoomIn, lambda: canvas.zoom_by(1)),
            (Standard.ZoomOut, lambda: canvas.zoom_by(-1)),
        )
        for name, do in named:
            for key in QKeySequence.keyBindings(name):
                yield key, do
        yield QKeySequence("F3"), lambda: viewer.finding.go(1)
        yield QKeySequence("Shift+F3"), lambda: viewer.finding.go(-1)
        yield QKeySequence("Ctrl+="), lambda: canvas.zoom_by(1)
        yield QKeySequence("Ctrl+0"), lambda: canvas.set_zoom(Fit.WIDTH)
        yield QKeySequence("F4"), viewer.tools.thumbnails_action.toggle

    def _on_pages(self) -> Iterator[tuple[QKeySequence, Act]]:
        viewer, canvas = self._viewer, self._viewer.canvas
        for key in QKeySequence.keyBindings(Standard.Copy):
            yield key, viewer.copy
        for key in QKeySequence.keyBindings(Standard.SelectAll):
            yield key, canvas.selection.all
        yield QKeySequence("Ctrl+PgDown"), lambda: canvas.go_to(canvas.page + 1)
        yield QKeySequence("Ctrl+PgUp"), lambda: canvas.go_to(canvas.page - 1)
        if viewer.finding.strip.isVisible():
            yield QKeySequence(Qt.Key.Key_Escape), viewer.leave_find

    def menu(self) -> QMenu:
        """The menu of the pages; the caller shows it."""
        viewer, menu = self._viewer, QMenu(self._viewer)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows: tuple[tuple[str, str, Standard | None, Act], ...] = (
            (translate("Viewer", "Copy"), "copy", Standard.Copy, viewer.copy),
            (
                translate("Viewer", "Select all"),
                "",
                Standard.SelectAll,
                viewer.canvas.selection.all,
            ),
            (translate("Viewer", "Find"), "search", Standard.Find, viewer.start_find),
            ("", "", None, viewer.copy),
            (
                translate("Viewer", "Save a copy"),
                "download",
                Standard.Save,
                viewer.save_requested.emit,
            ),
            (translate("Viewer", "Print"), "printer", Standard.Print, viewer.print_document),
        )
        for words, icon, key, do in rows:
            if key is Standard.Save and viewer.tools.save_button.isHidden():
                continue
            if key is None:
                menu.addSeparator()
                continue
            action = menu.addAction(words)
            action.triggered.connect(do)
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
            if icon:
                action.setIcon(look.icon(icon))
        menu.addAction(viewer.tools.thumbnails_action)
        menu.actions()[0].setEnabled(bool(viewer.canvas.marks.selected))
        return menu
