"""The viewer's tools: pages, zoom, find, print, save."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.items.page_layout import Fit, Zoom
from desktop.views.theme import look
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.field import Select
from desktop.views.widgets.text import label, rule

translate = QCoreApplication.translate
PERCENTS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0)
NARROW = 620


class PdfToolbar(QWidget):
    """Says what is asked; knows nothing of documents."""

    page_wanted = Signal(int)  # from 0
    zoom_wanted = Signal(object)  # Zoom
    step_wanted = Signal(int)  # 1 larger, -1 smaller
    find_wanted = Signal(str)
    hit_wanted = Signal(int)  # 1 the next, -1 the one before
    thumbnails_wanted = Signal(bool)
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = 0
        self._page = 0
        self._make_page_tools()
        self._make_zoom_tools()
        self._make_find_tools()
        self.print_button = icon_button("printer", translate("Viewer", "Print"))
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button = icon_button("download", translate("Viewer", "Save a copy"))
        self.save_button.clicked.connect(self.save_wanted)
        self._line = rule(upright=True)
        pages = (self.thumbnails_button, self.previous_button, self.page_edit, self.count)
        zooms = (self._line, self.smaller_button, self.zoom_select, self.larger_button)
        self._left: tuple[QWidget, ...] = (*pages, self.next_button, *zooms)
        self._right: tuple[QWidget, ...] = (self.found, self.find_edit, self.print_button)
        self._right += (self.save_button,)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addLayout(self._first)
        column.addLayout(self._second)
        self._narrow: bool | None = None
        keep_dressed(self._dress)

    def _make_page_tools(self) -> None:
        self.thumbnails_button = icon_button(
            "panel-left", translate("Viewer", "Small pages"), checkable=True
        )
        self.thumbnails_button.toggled.connect(self.thumbnails_wanted)
        self.previous_button = icon_button("chevron-left", translate("Viewer", "Previous page"))
        self.previous_button.clicked.connect(lambda: self.page_wanted.emit(self._page - 1))
        self.next_button = icon_button("chevron-right", translate("Viewer", "Next page"))
        self.next_button.clicked.connect(lambda: self.page_wanted.emit(self._page + 1))
        self.page_edit = QLineEdit("1")
        self.page_edit.setAccessibleName(translate("Viewer", "Page number"))
        self.page_edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page_edit.setValidator(QIntValidator(1, 99_999, self))
        self.page_edit.editingFinished.connect(self._on_page_typed)
        self.count = label("", "body", "text2")

    def _make_zoom_tools(self) -> None:
        self.smaller_button = icon_button("zoom-out", translate("Viewer", "Smaller"))
        self.smaller_button.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.larger_button = icon_button("zoom-in", translate("Viewer", "Larger"))
        self.larger_button.clicked.connect(lambda: self.step_wanted.emit(1))
        self.zoom_select = Select(dense=True)
        self.zoom_select.setAccessibleName(translate("Viewer", "Zoom"))
        self.zoom_select.addItem(translate("Viewer", "Fit width"), Fit.WIDTH)
        self.zoom_select.addItem(translate("Viewer", "Fit page"), Fit.PAGE)
        for percent in PERCENTS:
            self.zoom_select.addItem(self._percent(percent), percent)
        self.zoom_select.activated.connect(
            lambda at: self.zoom_wanted.emit(self.zoom_select.itemData(at))
        )

    def _make_find_tools(self) -> None:
        self.find_edit = QLineEdit()
        self.find_edit.setPlaceholderText(translate("Viewer", "Find in statement"))
        self.find_edit.setAccessibleName(translate("Viewer", "Find in this document"))
        self.find_edit.setClearButtonEnabled(True)
        self.find_edit.addAction(look.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.find_edit.textChanged.connect(self.find_wanted)
        self.find_edit.installEventFilter(self)
        self.found = label("", "meta")
        self.found.hide()

    def show_pages(self, page: int, pages: int) -> None:
        """Where the reader is: page from 0, of so many."""
        self._page, self._pages = page, pages
        if not self.page_edit.hasFocus() or not self.page_edit.isModified():
            self.page_edit.setText(str(page + 1) if pages else "")
        self.count.setText(translate("Viewer", "of {pages}").format(pages=pages) if pages else "")
        self.previous_button.setEnabled(page > 0)
        self.next_button.setEnabled(page + 1 < pages)

    def show_zoom(self, zoom: Zoom, value: float) -> None:
        """What the zoom is: a fit, or a number that may not be in the list."""
        at = self.zoom_select.findData(zoom)
        if at < 0:
            at = self.zoom_select.findData("other")
            if at < 0:
                self.zoom_select.addItem("", "other")
                at = self.zoom_select.count() - 1
            self.zoom_select.setItemText(at, self._percent(value))
            self.zoom_select.setItemData(at, value)
        self.zoom_select.setCurrentIndex(at)

    def show_hits(self, current: int, hits: int) -> None:
        """Which hit of how many; hidden without a search."""
        words = translate("Viewer", "{hit} of {hits}").format(hit=current + 1, hits=hits)
        self.found.setText(words if hits else translate("Viewer", "Not found"))
        self.found.setVisible(bool(self.find_edit.text()))

    @staticmethod
    def _percent(value: float) -> str:
        return translate("Viewer", "{percent} %").format(percent=round(value * 100))

    def _on_page_typed(self) -> None:
        if self.page_edit.isModified() and self.page_edit.text():
            self.page_edit.setModified(False)
            self.page_wanted.emit(int(self.page_edit.text()) - 1)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.find_edit and isinstance(event, QKeyEvent):
            pressed = event.type() is QEvent.Type.KeyPress
            if pressed and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.hit_wanted.emit(-1 if back else 1)
                return True
            if pressed and event.key() == Qt.Key.Key_Escape and self.find_edit.text():
                self.find_edit.clear()
                return True
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        narrow = self.width() / look.scale < NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for row in (self._first, self._second):
            while row.takeAt(0) is not None:
                pass
        self._line.setVisible(not narrow)
        second = self._second if narrow else self._first
        for part in self._left:
            self._first.addWidget(part)
        self._first.addStretch(1)
        for part in self._right:
            second.addWidget(part, 1 if narrow and part is self.find_edit else 0)

    def _dress(self) -> None:
        for edit in (self.page_edit, self.find_edit):
            mark(edit, dense=True)
        self.page_edit.setFixedWidth(look.px(44))
        self.find_edit.setMinimumWidth(look.px(150))
        self.find_edit.setMaximumWidth(look.px(400))
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(look.px(8), look.px(8), look.px(8), look.px(8))
        for row in (self._first, self._second):
            row.setSpacing(look.px(6))
        self._place()
