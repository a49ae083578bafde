"""The page of a tab: 20 pixels around, scrolled as a whole where it does not fit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.views.theme import look

GAP = 16
SIDE = 20
PLAIN_SPLIT = "QSplitter::handle { background: transparent; }"


class SideColumn(QScrollArea):
    """A column of panels that scrolls where it does not fit; they go into `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)
        self.setWidget(content)
        self._bars = (self.verticalScrollBar(), self.horizontalScrollBar())
        for bar in self._bars:
            look.carry(bar)


class Page(SideColumn):
    """Fills `owner`, with the margins of a page."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.column.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        around = QVBoxLayout(owner)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self)
