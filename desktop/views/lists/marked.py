"""Text with marked words, wrapped into a width: for what a search found."""

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from desktop.models.found import Range
from desktop.models.items.found import Line
from desktop.views.lists import lettering
from desktop.views.lists.lettering import Type
from desktop.views.theme import look


def height(line: Line, role: Type, wide: int) -> int:
    """How high a marked text is when wrapped to a width; 0 for no text."""
    return round(_laid(line, role, wide).boundingRect().height()) if line.text else 0


def write(painter: QPainter, area: QRect, line: Line, role: Type, token: str) -> None:
    """The text from the top of an area, its marks on a ground of their own and in bold."""
    painter.setPen(look.color(token))
    _laid(line, role, area.width()).draw(painter, QPointF(area.topLeft()))


def _laid(line: Line, role: Type, wide: int) -> QTextLayout:
    layout = QTextLayout(line.text, lettering.font(role))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_format(line.text, one) for one in line.marks])
    layout.beginLayout()
    top = 0.0
    while (one := layout.createLine()).isValid():
        one.setLineWidth(max(1, wide))
        one.setPosition(QPointF(0, top))
        top += one.height()
    layout.endLayout()
    return layout


def _format(text: str, marked: Range) -> QTextLayout.FormatRange:
    """Qt counts a text in units of UTF-16, Python in signs."""
    found = QTextLayout.FormatRange()
    found.start, end = (_units(text[:at]) for at in marked)
    found.length = end - found.start
    look_of = QTextCharFormat()
    look_of.setFontWeight(QFont.Weight.DemiBold)
    look_of.setBackground(look.color("warnBg"))
    look_of.setForeground(look.color("text"))
    found.format = look_of
    return found


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
