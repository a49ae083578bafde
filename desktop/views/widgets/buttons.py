"""Buttons: one primary an area, secondary, quiet, destructive, icon-only, and links."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.paint import fill_rect

GAP = 4  # with Qt's own 4 the icon stands 8 from the text
INK = {
    "primary": "onAccent",
    "secondary": "text",
    "plain": "text",
    "quiet": "accentText",
    "destructive": "badText",
    "icon": "text2",
    "segment": "text2",
    "link": "accentText",
    "toast": "surface",
    "foot": "text2",
}


class Button(QPushButton):
    """A button of a kind; `kind` is a key of `INK`."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        icon: str = "",
        parent: QWidget | None = None,
        *,
        tall: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self.kind = kind
        self._icon = icon
        self.setAutoDefault(False)
        mark(self, kind=kind, tall=tall)
        across = QSizePolicy.Policy.MinimumExpanding if tall else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        keep_dressed(self.dress)

    def set_icon(self, name: str) -> None:
        """Show another icon, or none with ""."""
        self._icon = name
        self.dress()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and never another one of its dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def dress(self) -> None:
        """Take the icon's colour and size from the look of now."""
        if not self._icon:
            self.setIcon(QIcon())
            return
        alone = self.kind == "icon"
        size, gap = (20, 0) if alone else (18, GAP)
        on = self.isCheckable() and self.isChecked()
        self.setIcon(look.icon(self._icon, "accentText" if on else INK[self.kind], size, gap=gap))
        self.setIconSize(look.icon_size(size, gap=gap))


class LinkButton(Button):
    """A link in running text: underlined, reachable by keyboard, at least 24 pixels high."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "link", parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(wide, max(look.px(24), self.fontMetrics().height() + 4))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        token = "accentText" if self.isEnabled() else "disabled"
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(QPen(look.color(token), 1))
        metrics = self.fontMetrics()
        base = (self.height() + metrics.ascent() - metrics.descent()) // 2
        painter.drawText(0, base, self.text())
        line = base + max(2, look.px(3))
        thick = 2 if self.underMouse() else 1
        under = QRect(0, line, metrics.horizontalAdvance(self.text()), thick)
        fill_rect(painter, under, look.color(token))


def primary(
    text: str, icon: str = "", parent: QWidget | None = None, *, tall: bool = False
) -> Button:
    """The one thing that an area asks for."""
    return Button(text, "primary", icon, parent, tall=tall)


def secondary(
    text: str, icon: str = "", parent: QWidget | None = None, *, tall: bool = False
) -> Button:
    """Something else that can be done here."""
    return Button(text, "secondary", icon, parent, tall=tall)


def quiet(text: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """Something that is seldom done; no border."""
    return Button(text, "quiet", icon, parent)


def plain(text: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """A quiet button in the colour of the text, as in the header."""
    return Button(text, "plain", icon, parent)


def destructive(text: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """Something that takes away; asks first or offers undo."""
    return Button(text, "destructive", icon, parent)


def icon_button(
    icon: str,
    name: str,
    parent: QWidget | None = None,
    *,
    dense: bool = False,
    checkable: bool = False,
) -> Button:
    """A button with an icon alone; `name` is its tooltip and what a screen reader says."""
    made = Button("", "icon", icon, parent)
    mark(made, dense=dense)
    made.setAccessibleName(name)
    made.setToolTip(name)
    if checkable:
        made.setCheckable(True)
        made.toggled.connect(made.dress)
    return made
