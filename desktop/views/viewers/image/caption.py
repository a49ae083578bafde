"""The words over a picture: its mark when two show, what it is called, and when it was made."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import round_rect

SIDE, GAP, MARK, HIGH, INSET = 12, 8, 22, 32, 6


class Caption(QWidget):
    """Painted, since it stands on the dark ground of the viewer in every theme. Screen readers
    find its words in the name of the picture."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title, self._detail, self._mark = "", "", ""
        keep_dressed(self._settle)

    @property
    def words(self) -> tuple[str, str, str]:
        """Mark, title and detail as they show."""
        return self._mark, self._title, self._detail

    def show_words(self, title: str, detail: str) -> None:
        """Another picture's; nothing hides it."""
        self._title, self._detail = title, detail
        self._settle()

    def show_mark(self, mark: str) -> None:
        """ "A" or "B" while two pictures show, "" for none."""
        self._mark = mark
        self._settle()

    def _settle(self) -> None:
        self.setVisible(bool(self._title))
        self.resize(self.sizeHint())
        self.move(INSET, INSET)  # the focus ring stands around it
        self.update()

    @override
    def sizeHint(self) -> QSize:
        strong, plain = _fonts()
        words = strong.horizontalAdvance(self._title) + plain.horizontalAdvance(self._detail)
        between = look.px(GAP) if self._detail else 0
        mark = look.px(MARK + GAP) if self._mark else 0
        return QSize(2 * look.px(SIDE) + mark + words + between + 4, look.px(HIGH))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        round_rect(painter, QRectF(self.rect()), 8, look.color("viewer"))
        area = self.rect().adjusted(look.px(SIDE), 0, 0, 0)
        if self._mark:
            area = self._paint_mark(painter, area)
        painter.setPen(look.color("onViewer"))
        painter.setFont(look.font(15, 600))
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, centre, self._title)
        step = painter.fontMetrics().horizontalAdvance(self._title) + look.px(GAP)
        painter.setFont(look.font(15))
        painter.drawText(area.adjusted(step, 0, 0, 0), centre, self._detail)

    def _paint_mark(self, painter: QPainter, area: QRect) -> QRect:
        side = look.px(MARK)
        circle = QRect(area.left(), area.center().y() - side // 2, side, side)
        round_rect(painter, QRectF(circle), side / 2, look.color("viewerAccent"))
        painter.setPen(look.color("viewer"))
        painter.setFont(look.font(13, 600))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._mark)
        return area.adjusted(look.px(MARK + GAP), 0, 0, 0)


def _fonts() -> tuple[QFontMetrics, QFontMetrics]:
    return QFontMetrics(look.font(15, 600)), QFontMetrics(look.font(15))
