"""A scroll bar over the rows, at their end: rows keep their width whether it shows or not."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar
from typing_extensions import override

from desktop.views.widgets.paint import mirrored


class OverBar(QScrollBar):
    """Stands in for the vertical scroll bar of a list, which stays hidden and says where it is."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        own = view.verticalScrollBar()
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        own.rangeChanged.connect(self._on_range)
        own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(own.setValue)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def place(self) -> None:
        """To the end of the rows."""
        area = self._view.rect()
        wide = self.sizeHint().width()
        self.setGeometry(mirrored(QRect(area.right() + 1 - wide, 0, wide, area.height()), area))

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.raise_()

    def _on_range(self, least: int, most: int) -> None:
        own = self._view.verticalScrollBar()  # asked anew: a wrapper that is kept outlives it
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setRange(least, most)
        self.setValue(own.value())
        self.setVisible(most > least)
        self.place()
