"""An icon in a tinted circle."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import round_rect
from desktop.views.widgets.tone import Tone


class TintCircle(QWidget):
    """Decoration of cards (40) and empty states (52)."""

    def __init__(
        self, icon: str, tone: Tone, size: int = 40, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size = icon, tone, size
        keep_dressed(self._dress)

    def show_icon(self, icon: str, tone: Tone) -> None:
        """Become another icon and tone."""
        self._icon, self._tone = icon, tone
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = QRectF(0, 0, self.width(), self.height())
        round_rect(painter, whole, whole.height() / 2, look.color(self._tone.ground))
        ink = "text2" if self._tone is Tone.NEUTRAL else self._tone.ink
        inner = look.px(self._size * 0.55)
        at = (self.width() - inner) // 2
        painter.drawPixmap(at, at, look.pixmap(self._icon, self._size * 0.55, ink))

    def _dress(self) -> None:
        self.setFixedSize(look.px(self._size), look.px(self._size))
        self.update()
