"""The page of a tab: 20 pixels around, scrolled as a whole where it does not fit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

GAP = 16
SIDE = 20


class Page(QScrollArea):
    """Fills `owner`; what stands on the page goes into `column`."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        self.column.setSpacing(GAP)
        self.setWidget(content)
        around = QVBoxLayout(owner)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self)
