"""One form in the middle of an area that scrolls when there is no room for all of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import ground, keep_dressed

EDGE = 20


class Column(QScrollArea):
    """Shows one of its forms, as wide as was asked for it where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths: dict[QWidget, int] = {}
        self._current: QWidget | None = None
        self._room = 0
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground(self, "surface")
        inside = QWidget()
        ground(inside, "surface")
        row = QHBoxLayout(inside)
        row.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        row.addStretch(1)
        self._forms = QVBoxLayout()
        self._forms.addStretch(1)
        self._forms.addStretch(1)
        row.addLayout(self._forms)
        row.addStretch(1)
        self.setWidget(inside)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        keep_dressed(self._dress)

    def add(self, form: QWidget, width: int) -> None:
        """Another form, hidden; `width` in pixels at 100 %."""
        form.hide()
        self._widths[form] = width
        self._forms.insertWidget(self._forms.count() - 1, form)

    def forms(self) -> list[QWidget]:
        """All forms, shown or not."""
        return list(self._widths)

    def show_only(self, form: QWidget) -> None:
        """Show this form instead of the one that is there."""
        self._current = form
        for other in self._widths:
            other.setVisible(other is form)
        self._dress()

    def current(self) -> QWidget | None:
        """The form that is shown."""
        return self._current

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room = event.size().width()  # what is left beside the scroll bar
        self._dress()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, look.px(60))

    def _dress(self) -> None:
        room = self._room - 2 * EDGE
        for form, width in self._widths.items():
            form.setFixedWidth(max(200, min(look.px(width), room)))
