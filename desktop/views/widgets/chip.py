"""A status chip as a widget; delegates use `paint_chip`."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import chip_size, paint_chip
from desktop.views.widgets.tone import Tone

__all__ = ["StatusChip", "Tone", "chip_size", "paint_chip"]


class StatusChip(QWidget):
    """A state in a word, an icon and a colour; 26 pixels high."""

    def __init__(
        self,
        text: str,
        tone: Tone = Tone.NEUTRAL,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon = text, tone, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        keep_dressed(self._dress)

    def show_state(self, text: str, tone: Tone, icon: str = "") -> None:
        """Say something else."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self._dress()

    def text(self) -> str:
        """The word that is shown."""
        return self._text

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self._text, self._icon, self._tone)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        area = QRect(0, 0, self.width(), self.height())
        paint_chip(QPainter(self), area, self._text, self._tone, self._icon)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
