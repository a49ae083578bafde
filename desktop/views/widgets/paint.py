"""Pieces that widgets and delegates paint alike."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QStyle

from desktop.views.theme import look
from desktop.views.widgets.tone import Tone

RING = 2
AVATARS = 4


def fill_rect(painter: QPainter, rect: QRect, color: QColor) -> None:
    """As `QPainter.fillRect`, for which PySide6 makes the 170 presets of `QGradient` first."""
    painter.setBackground(color)
    painter.eraseRect(rect)


def round_rect(painter: QPainter, rect: QRectF, radius: float, fill: QColor) -> None:
    """A filled rounded rectangle with smooth corners."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, radius, radius)


def outline(
    painter: QPainter, rect: QRectF, radius: float, color: QColor, width: float = 1
) -> None:
    """A rounded border of `width`, wholly inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, width))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def paint_row_ring(painter: QPainter, rect: QRect) -> None:
    """The focus ring of a row: two pixels wide, two pixels inside."""
    outline(painter, QRectF(rect).adjusted(2, 2, -2, -2), 8, look.color("focus"), RING)


def mirrored(part: QRect, whole: QRect) -> QRect:
    """`part`, laid out for left to right inside `whole`, as the layout direction wants it."""
    return QStyle.visualRect(QGuiApplication.layoutDirection(), whole, part)


def chip_size(text: str, icon: str = "", tone: Tone = Tone.NEUTRAL) -> QSize:
    """How much room a status chip takes."""
    side = 0 if tone is Tone.BARE else look.px(9)
    picture = look.px(15) + look.px(6) if icon else 0
    words = _chip_words(text, look.scale, look.family)
    return QSize(words + 2 * side + picture + 1, look.px(26))


@lru_cache(maxsize=500)
def _chip_words(text: str, _scale: float, _family: str) -> int:
    return QFontMetrics(look.font(13, 500)).horizontalAdvance(text)


def paint_chip(
    painter: QPainter, rect: QRect, text: str, tone: Tone = Tone.NEUTRAL, icon: str = ""
) -> None:
    """A status chip that fills `rect` (see `chip_size`): fill, icon 15 and word 13/500."""
    if tone is not Tone.BARE:
        round_rect(painter, QRectF(rect), 4, look.color(tone.ground))
    side = 0 if tone is Tone.BARE else look.px(9)
    inner = rect.adjusted(side, 0, -side, 0)
    if icon:
        size = look.px(15)
        start = inner.left() if _left_to_right() else inner.right() + 1 - size
        top = inner.top() + (inner.height() - size) // 2
        painter.drawPixmap(start, top, look.pixmap(icon, 15, tone.ink))
        step = size + look.px(6)
        inner = (
            inner.adjusted(step, 0, 0, 0) if _left_to_right() else inner.adjusted(0, 0, -step, 0)
        )
    painter.setFont(look.font(13, 500))
    painter.setPen(look.color(tone.ink))
    painter.drawText(inner, _LEADING, text)


def paint_avatar(painter: QPainter, rect: QRect, name: str, at: int) -> None:
    """The round initial of a person; `at` is their place in the family, which gives the tint."""
    number = at % AVATARS + 1
    round_rect(painter, QRectF(rect), rect.height() / 2, look.color(f"av{number}"))
    painter.setFont(look.font(max(12, round(rect.height() / look.scale / 2)), 600))
    painter.setPen(look.color(f"av{number}t"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name.strip()[:1].upper())


def badge_text(count: int) -> str:
    """The number in a badge: to 99, then "99+"."""
    return str(count) if count <= 99 else "99+"


def badge_width(count: int) -> int:
    """How wide the badge of a count is."""
    wide = QFontMetrics(look.font(13, 600)).horizontalAdvance(badge_text(count))
    return max(look.px(22), wide + look.px(12))


def paint_badge(painter: QPainter, rect: QRect, count: int, *, tone: str = "new") -> None:
    """A count badge; tone "new" (accent), "plain" (chip) or "bad" (failed)."""
    fill, ink = {
        "new": ("badge", "onBadge"),
        "plain": ("chip", "text"),
        "bad": ("badBg", "badText"),
    }[tone]
    round_rect(painter, QRectF(rect), rect.height() / 2, look.color(fill))
    painter.setFont(look.font(13, 600, tabular=True))
    painter.setPen(look.color(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, badge_text(count))


def _left_to_right() -> bool:
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight


_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
