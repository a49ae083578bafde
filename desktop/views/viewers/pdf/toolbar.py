"""The viewer's tools: pages, zoom, find, print, save."""

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QIntValidator, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.items.page_layout import Fit, Zoom
from desktop.views.theme import look
from desktop.views.viewers.find_edit import FindEdit
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.menu_button import MenuButton
from desktop.views.widgets.text import label, rule

translate = QCoreApplication.translate
PERCENTS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0)
FIND_WIDTH = 180


class PdfToolbar(QWidget):
    """Says what is asked; knows nothing of documents."""

    page_wanted = Signal(int)  # from 0
    zoom_wanted = Signal(object)  # Zoom
    step_wanted = Signal(int)  # 1 larger, -1 smaller
    find_wanted = Signal(str)
    hit_wanted = Signal(int)  # 1 the next, -1 the one before
    find_left = Signal()  # Esc
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages, self._page, self._on = 0, 0, True
        self._zoom: Zoom = Fit.WIDTH
        self.thumbnails_action = QAction(translate("Viewer", "Small pages"), self)
        self.thumbnails_action.setCheckable(True)
        self.thumbnails_action.setShortcut(Qt.Key.Key_F4)
        self.thumbnails_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._make_page_tools()
        self._make_zoom_tools()
        self._make_find_tools()
        self.print_button = icon_button("printer", translate("Viewer", "Print"))
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button = icon_button("download", translate("Viewer", "Save a copy"))
        self.save_button.clicked.connect(self.save_wanted)
        self._line = rule(upright=True, parent=self)
        edge = (self.previous_button, self.page_edit, self.count, self.next_button)
        zoom = (self.smaller_button, self.zoom_button, self.larger_button)
        out = (self.print_button, self.save_button)
        self._groups: tuple[tuple[QWidget, ...], ...] = (edge, zoom, (self.find_edit, *out))
        self._rows = [QHBoxLayout() for _ in self._groups]
        column = QVBoxLayout(self)
        column.setSpacing(4)
        for row in self._rows:
            column.addLayout(row)
        self._split: tuple[int, ...] = ()
        keep_dressed(self._dress)

    def _make_page_tools(self) -> None:
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
        self.zoom_button = MenuButton("", translate("Viewer", "Zoom"), "plain")
        self.zoom_button.menu_wanted.connect(self.fill_zoom_menu)
        self.show_zoom(Fit.WIDTH, 1.0)

    def _make_find_tools(self) -> None:
        self.find_edit = FindEdit()
        self.find_edit.textChanged.connect(self.find_wanted)
        self.find_edit.hit_wanted.connect(self.hit_wanted)
        self.find_edit.find_left.connect(self.find_left)

    def enable(self, *, on: bool) -> None:
        """Whether there is a document for the tools to work on."""
        self._on = on
        for group in self._groups:
            for part in group:
                part.setEnabled(on)
        self.thumbnails_action.setEnabled(on)
        self.show_pages(self._page, self._pages)

    def show_pages(self, page: int, pages: int) -> None:
        """Where the reader is: page from 0, of so many."""
        self._page, self._pages = page, pages
        number = str(page + 1) if pages else ""
        typing = self.page_edit.hasFocus() and self.page_edit.isModified()
        if not typing and number != self.page_edit.text():
            self.page_edit.setText(number)
        words = translate("Viewer", "of {pages}").format(pages=pages) if pages else ""
        if words != self.count.text():
            self.count.setText(words)
        self.previous_button.setEnabled(self._on and page > 0)
        self.next_button.setEnabled(self._on and page + 1 < pages)

    def show_zoom(self, zoom: Zoom, value: float) -> None:
        """What the zoom is: a fit, or a number."""
        self._zoom = zoom
        words = _words(zoom) if isinstance(zoom, Fit) else _words(value)
        if words == self.zoom_button.text():
            return
        self.zoom_button.setText(words)
        name = translate("Viewer", "Zoom, {value}").format(value=words)
        self.zoom_button.setAccessibleName(name)

    def fill_zoom_menu(self, menu: QMenu) -> None:
        """The fits, the usual sizes, and whether small pages show."""
        menu.clear()
        group = QActionGroup(menu)
        for zoom in (Fit.WIDTH, Fit.PAGE, *PERCENTS):
            action = menu.addAction(_words(zoom))
            action.setCheckable(True)
            action.setChecked(zoom == self._zoom)
            action.triggered.connect(lambda _on, zoom=zoom: self.zoom_wanted.emit(zoom))
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(self.thumbnails_action)

    def _on_page_typed(self) -> None:
        if self.page_edit.isModified() and self.page_edit.text():
            self.page_edit.setModified(False)
            page = min(max(int(self.page_edit.text()), 1), max(1, self._pages)) - 1
            self.page_wanted.emit(page)
            self.page_edit.setText(str(page + 1))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """One row where it fits, else the groups wrap."""
        split = self._wrapped()
        if split == self._split:
            return
        self._split = split
        self._empty()
        self._line.setVisible(split[1] == 0)
        pages, zoom, find = self._groups
        if split[1] == 0:
            zoom = (self._line, *zoom)
        for at, group in zip(split, (pages, zoom, find), strict=True):
            if group is find:
                self._rows[at].addStretch(1)
            for part in group:
                self._rows[at].addWidget(part)
        for at in set(split) - {split[2]}:
            self._rows[at].addStretch(1)

    def _empty(self) -> None:
        for row in self._rows:
            while row.takeAt(0) is not None:
                pass

    def _wrapped(self) -> tuple[int, ...]:
        room, gap = self.width() - 2 * look.px(8), look.px(6)
        wide = [sum(part.sizeHint().width() + gap for part in group) for group in self._groups[:2]]
        wide.append(look.px(FIND_WIDTH) + 2 * (look.px(36) + gap))
        wide[0] += self.page_edit.width() - self.page_edit.sizeHint().width()
        rows, used = [0], wide[0]
        for each in wide[1:]:
            fits = used + each + gap * 2 <= room
            rows.append(rows[-1] if fits else rows[-1] + 1)
            used = used + each + gap * 2 if fits else each
        return tuple(rows)

    def _dress(self) -> None:
        for edit in (self.page_edit, self.find_edit):
            mark(edit, dense=True)
        self.page_edit.setFixedWidth(look.px(44))
        self.find_edit.setFixedWidth(look.px(FIND_WIDTH))
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(6))
        for row in self._rows:
            row.setSpacing(look.px(6))
        self._split = ()
        self._place()

    @override
    def minimumSizeHint(self) -> QSize:
        wide = max(look.px(FIND_WIDTH) + 3 * look.px(36), look.px(240))
        return QSize(wide, super().minimumSizeHint().height())


def _words(zoom: Zoom) -> str:
    if zoom is Fit.WIDTH:
        return translate("Viewer", "Fit width")
    if zoom is Fit.PAGE:
        return translate("Viewer", "Fit page")
    return translate("Viewer", "{percent} %").format(percent=round(zoom * 100))
