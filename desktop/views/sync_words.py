"""The state of sync in words, with the button that syncs now (HEAD-1; DESIGN.md, 6)."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.models.items import freshness
from desktop.models.items.freshness import Freshness
from desktop.services.portal import Portal, SyncStage, SyncState
from desktop.views.announce import announce
from desktop.views.theme import look
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import round_rect

translate = QCoreApplication.translate
TICK = 20_000


def words(state: SyncState, now: datetime) -> Freshness:
    """What a state of sync says at a moment."""
    match state.stage:
        case SyncStage.CHECKING:
            return freshness.checking(state.done, state.total)
        case SyncStage.OFFLINE:
            return freshness.offline(state.saved_at, now)
        case SyncStage.TROUBLE:
            return freshness.trouble(state.saved_at, now)
    return freshness.fresh(state.saved_at, now)


class Pill(QWidget):
    """An icon and words; filled with the warning's tint when what is shown may be old."""

    def __init__(self, size: int = 15, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.said = Freshness("", "circle-check", "okText")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        keep_dressed(self._dress)

    def say(self, said: Freshness) -> None:
        """Say something else."""
        if said != self.said:
            self.said = said
            self.setAccessibleName(said.text)
            self._dress()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._wide(self.said.text), look.px(self._size + 19))

    @override
    def minimumSizeHint(self) -> QSize:
        least = min(map(self._wide, (self.said.text, *self.said.shorter)))
        return QSize(least, look.px(self._size + 19))

    def written(self) -> str:
        """The longest words that have room."""
        choices = (self.said.text, *self.said.shorter)
        return next((one for one in choices if self._wide(one) <= self.width()), choices[-1])

    def _wide(self, text: str) -> int:
        wide = QFontMetrics(look.font(self._size, 400)).horizontalAdvance(text) + 2
        return wide + look.px(26) + (2 * look.px(12) if self.said.pill else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        self.setToolTip(self.said.text if self.written() != self.said.text else "")

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area, side = self.rect(), 0
        if self.said.pill:
            side = look.px(12)
            ground = self.said.token.removesuffix("Text") + "Bg"
            round_rect(painter, QRectF(area), 4, look.color(ground))
        icon = look.px(18)
        left = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        at = side if left else area.width() - side - icon
        picture = look.pixmap(self.said.icon, 18, self.said.token)
        painter.drawPixmap(at, (area.height() - icon) // 2, picture)
        start = side + look.px(26)
        box = QRect(start if left else side, 0, area.width() - start - side, area.height())
        painter.setFont(look.font(self._size, 400))
        painter.setPen(look.color(self.said.token if self.said.pill else "text2"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, flags, self.written())

    def _dress(self) -> None:
        self.updateGeometry()
        self._tell()
        self.update()


class SyncWords(QWidget):
    """Follows the portal; the minutes go on by themselves."""

    def __init__(self, portal: Portal, size: int = 15, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portal = portal
        self._stage: SyncStage | None = None
        self.pill = Pill(size)
        self.button = icon_button("refresh-cw", translate("Sync", "Check for changes now"))
        self.button.clicked.connect(portal.refresh)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.pill)
        row.addWidget(self.button)
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self._say)
        self._tick.start()
        portal.sync_changed.connect(self._on_sync)
        self._say()

    def text(self) -> str:
        """What is said now."""
        return self.pill.said.text

    def _on_sync(self, state: SyncState) -> None:
        self._say()
        if self._stage not in (None, state.stage) and self.isVisible():
            announce(self.pill, self.pill.said.text)
        self._stage = state.stage

    def _say(self) -> None:
        self.pill.say(words(self._portal.sync_state, datetime.now(UTC)))
