"""A dialog: body, a line, and a foot with a note and buttons; the window below is darkened."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import ground, keep_dressed
from desktop.views.widgets.focus_ring import FocusRing
from desktop.views.widgets.text import label, rule

SHADE = QColor(10, 24, 28, 107)  # 42 %


class Scrim(QWidget):
    """Darkens the window below, as long as the dialog is there."""

    def __init__(self, below: QWidget) -> None:
        super().__init__(below)
        self.setGeometry(below.rect())
        below.installEventFilter(self)
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), SHADE)


class Dialog(QDialog):
    """Use `body` for the content, `note` for the small text in the foot, `add` for buttons.

    Opened with `open()`, never with `exec()`; it deletes itself when it is closed.
    """

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QVBoxLayout()
        self.note = label("", "meta", wrap=True)
        self.buttons = QDialogButtonBox()
        self._ends: list[QWidget] = [self.buttons]  # what keeps its width in the foot
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(20, 14, 20, 14)
        self._foot.setSpacing(12)
        self._foot.addWidget(self.note, 1)
        self._foot.addWidget(self.buttons)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self.body, 1)
        self._column.addWidget(rule())
        self._column.addLayout(self._foot)
        self.ring = FocusRing(self)
        self._scrim: Scrim | None = None
        self._scrolled: QVBoxLayout | None = None
        keep_dressed(self._dress)
        look.carry(self)

    def add(self, button: QWidget, role: QDialogButtonBox.ButtonRole) -> None:
        """A button in the place that the platform gives its role."""
        self.buttons.addButton(button, role)  # type: ignore[call-overload]

    def add_first(self, button: QWidget) -> None:
        """A button at the beginning of the foot, away from those that close."""
        self._foot.insertWidget(0, button)
        self._ends.insert(0, button)

    def set_scrolled(self, column: QVBoxLayout) -> None:
        """Make `column` the whole body; it scrolls where the window has no room for all of it."""
        content = QWidget()
        content.setLayout(column)
        ground(content, "surface")
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        area.setAccessibleName(self.windowTitle())
        self.body.addWidget(area)
        self._scrolled = column
        self._dress()

    def fit(self, wide: int) -> None:
        """Become this wide and as high as the scrolled body needs, as far as there is room."""
        above = self.parentWidget()
        if above is None or self._scrolled is None:
            return
        self._polish()
        room = above.window().size()
        wide = min(max(wide, self._foot.totalSizeHint().width()), room.width() - 40)
        foot = self._foot.totalHeightForWidth(wide) if self._foot.hasHeightForWidth() else 0
        foot = max(foot, self._foot.totalSizeHint().height()) + 1
        beside = wide - self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        high = self._scrolled.totalHeightForWidth(beside) + foot  # a bar that shows goes again
        self.resize(wide, min(high, room.height() - 60))

    @override
    def open(self) -> None:
        """Show it over its window, which stays alive."""
        above = self.parentWidget()
        if above is not None:
            self._scrim = Scrim(above.window())
            self.destroyed.connect(self._scrim.deleteLater)  # gone with its parent, unclosed
        self.finished.connect(self._on_finished)
        self._polish()
        if above is not None and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            wide = min(self.sizeHint().width(), above.window().width() - 40)
            wide = max(wide, self.minimumWidth())
            self.resize(wide, self._column.totalHeightForWidth(wide))
        super().open()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_foot()

    def _arrange_foot(self) -> None:
        """Beside one another what stands in the foot, as long as it has room."""
        parts = [part for part in self._ends if not part.isHidden()]
        sides = self._foot.contentsMargins()
        wide = sum(part.sizeHint().width() for part in parts) + sides.left() + sides.right()
        wide += self._foot.spacing() * len(parts)
        way = QBoxLayout.Direction
        self._foot.setDirection(way.LeftToRight if wide <= self.width() else way.TopToBottom)

    def _polish(self) -> None:
        """Give all words their size: a height for a width is asked for before they are shown."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()

    def _on_finished(self) -> None:
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None

    def _dress(self) -> None:
        inside = self.body if self._scrolled is None else self._scrolled
        self.body.setContentsMargins(0, 0, 0, 0)
        inside.setContentsMargins(20, 20, 20, 20)
        self.body.setSpacing(look.px(12))
        self.setMinimumWidth(min(look.px(440), 620))
