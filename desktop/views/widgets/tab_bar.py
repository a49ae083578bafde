"""The tab bar: icon, word, badge, and an accent line under the chosen tab."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import RING, badge_width, mirrored, outline, paint_badge


@dataclass(slots=True)
class _Face:
    icon: str
    badge: int = 0
    tone: str = "new"


class PortalTabBar(QTabBar):
    """48 pixels high at 100 %; `set_badge` counts what waits in a tab (HEAD-2)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces: dict[str, _Face] = {}
        self._icons = True
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        keep_dressed(self._dress)

    def add(self, title: str, icon: str, key: str) -> int:
        """A tab at the end; `key` is its `tabData`. Returns its place."""
        return self.insert(self.count(), title, icon, key)

    def insert(self, at: int, title: str, icon: str, key: str) -> int:
        """A tab at a place; returns the place it took."""
        at = self.insertTab(at, "")
        self.setTabText(at, title)
        self.adopt(at, icon, key)
        return at

    def adopt(self, at: int, icon: str, key: str) -> None:
        """Take over a tab that a `QTabWidget` has put here."""
        self._faces[key] = _Face(icon)
        self.setTabData(at, key)
        self.setAccessibleTabName(at, self.tabText(at))
        self._dress()

    def set_badge(self, at: int, count: int, spoken: str = "", *, tone: str = "new") -> None:
        """Show a count (0: none); `spoken` is the tab as it is read out."""
        face = self._face(at)
        face.badge, face.tone = count, tone
        self.setAccessibleTabName(at, spoken or self.tabText(at))
        self._dress()

    def badge(self, at: int) -> int:
        """The count that is shown, 0 for none."""
        return self._face(at).badge

    def show_icons(self, *, shown: bool) -> None:
        """Icons are left out where the window is narrow."""
        if shown != self._icons:
            self._icons = shown
            self._dress()

    @override
    def tabSizeHint(self, at: int) -> QSize:
        face = self._face(at)
        words = QFontMetrics(look.font(15, 600)).horizontalAdvance(self.tabText(at))
        wide = 2 * look.px(12) + words + 2
        if self._icons:
            wide += look.px(18) + look.px(8)
        if face.badge:
            wide += look.px(8) + badge_width(face.badge)
        return QSize(wide, look.px(48))

    @override
    def minimumTabSizeHint(self, at: int) -> QSize:
        return self.tabSizeHint(at)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        under = self.mapFromGlobal(self.cursor().pos()) if self.underMouse() else QPoint(-1, -1)
        for at in range(self.count()):
            self._paint_tab(painter, at, hovered=self.tabRect(at).contains(under))

    def _paint_tab(self, painter: QPainter, at: int, *, hovered: bool) -> None:
        area, face, on = self.tabRect(at), self._face(at), at == self.currentIndex()
        token = "accentText" if on else "text" if hovered else "text2"
        left = area.x() + look.px(12)
        middle = area.center().y()
        if self._icons:
            box = mirrored(QRect(left, middle - look.px(9), look.px(18), look.px(18)), area)
            painter.drawPixmap(box.topLeft(), look.pixmap(face.icon, 18, token))
            left += look.px(18) + look.px(8)
        font = look.font(15, 600 if on else 500)
        wide = QFontMetrics(font).horizontalAdvance(self.tabText(at)) + 2
        painter.setFont(font)
        painter.setPen(look.color(token))
        painter.drawText(
            mirrored(QRect(left, area.y(), wide, area.height()), area),
            Qt.AlignmentFlag.AlignVCenter,
            self.tabText(at),
        )
        left += wide + look.px(8) - 2
        if face.badge:
            box = QRect(left, middle - look.px(11), badge_width(face.badge), look.px(22))
            paint_badge(painter, mirrored(box, area), face.badge, tone=face.tone)
        if on:
            line = QRect(area.x(), area.bottom() - 2, area.width(), 3)
            painter.fillRect(line, look.color("accent"))
        if on and self.hasFocus():
            ring = QRectF(area).adjusted(2, 4, -2, -6)
            outline(painter, ring, 8, look.color("focus"), RING)

    def _face(self, at: int) -> _Face:
        return self._faces.get(str(self.tabData(at)), _Face(""))

    def _dress(self) -> None:
        self.setFont(look.font(15, 500))
        self.updateGeometry()
        self.setIconSize(QSize(look.px(18), look.px(18)))  # also makes Qt lay the tabs out anew
        self.update()
