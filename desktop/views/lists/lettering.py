"""Painting of text in rows, with fonts and laid-out text kept between paints."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QStaticText, QTextOption
from PySide6.QtWidgets import QStyle

from desktop.views.theme import look

ROOM = 10_000


@dataclass(frozen=True, slots=True)
class Type:
    """A role of the type scale: pixels at 100 %, weight, figures of one width."""

    size: float
    weight: int = 400
    tabular: bool = False


BODY = Type(15)
MEDIUM = Type(15, 500)
TITLE = Type(17, 600)
STRONG = Type(15, 600)
AMOUNT = Type(15, 600, tabular=True)
FIGURES = Type(15, 400, tabular=True)
META = Type(13)
META_MEDIUM = Type(13, 500)
META_FIGURES = Type(13, 400, tabular=True)
META_STRONG = Type(13, 600)


@lru_cache(maxsize=64)
def _font(role: Type, _scale: float, _family: str) -> QFont:
    return look.font(role.size, role.weight, tabular=role.tabular)


def font(role: Type) -> QFont:
    """The font of a role in the look of now."""
    return _font(role, look.scale, look.family)


@lru_cache(maxsize=64)
def _metrics(role: Type, scale: float, family: str) -> QFontMetrics:
    return QFontMetrics(_font(role, scale, family))


def metrics(role: Type) -> QFontMetrics:
    """What the font of a role measures."""
    return _metrics(role, look.scale, look.family)


def width(text: str, role: Type) -> int:
    """How wide a text is on one line."""
    return metrics(role).horizontalAdvance(text) + 1


@lru_cache(maxsize=4000)
def _size(text: str, role: Type, wide: int, _scale: float, _family: str) -> QSize:
    flags = int(Qt.TextFlag.TextWordWrap)
    return metrics(role).boundingRect(QRect(0, 0, wide, ROOM), flags, text).size()


def height(text: str, role: Type, wide: int) -> int:
    """How high a text is when wrapped to a width."""
    return _size(text, role, max(1, wide), look.scale, look.family).height()


@lru_cache(maxsize=2000)
def _laid(
    text: str, role: Type, wide: int, way: Qt.LayoutDirection, _scale: float, _family: str
) -> QStaticText:
    laid = QStaticText(text)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption()
    option.setTextDirection(way)  # else the first letter decides where a line's figures stand
    option.setAlignment(QStyle.visualAlignment(way, Qt.AlignmentFlag.AlignLeft))
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    laid.setTextOption(option)
    laid.setTextWidth(wide)
    laid.prepare(font=font(role))
    return laid


def write(painter: QPainter, area: QRect, text: str, role: Type, token: str) -> None:
    """Text wrapped into an area, from its top, on the leading side."""
    painter.setFont(font(role))
    painter.setPen(look.color(token))
    way = QGuiApplication.layoutDirection()
    laid = _laid(text, role, area.width(), way, look.scale, look.family)
    painter.drawStaticText(QPointF(area.topLeft()), laid)


def write_at_end(painter: QPainter, area: QRect, text: str, role: Type, token: str) -> None:
    """One line at the trailing side of an area, centred upright: amounts."""
    _line(painter, area, text, role, token, Qt.AlignmentFlag.AlignRight)


def write_centred(painter: QPainter, area: QRect, text: str, role: Type, token: str) -> None:
    """One line in the middle of an area."""
    _line(painter, area, text, role, token, Qt.AlignmentFlag.AlignHCenter)


def write_line(painter: QPainter, area: QRect, text: str, role: Type, token: str) -> None:
    """One line at the leading side of an area, centred upright."""
    _line(painter, area, text, role, token, Qt.AlignmentFlag.AlignLeft)


def _line(
    painter: QPainter, area: QRect, text: str, role: Type, token: str, side: Qt.AlignmentFlag
) -> None:
    painter.setFont(font(role))
    painter.setPen(look.color(token))
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, text)


def icon(painter: QPainter, at: QPoint, name: str, size: float, token: str) -> None:
    """An icon with its top left corner at a point."""
    painter.drawPixmap(at, look.pixmap(name, size, token))
