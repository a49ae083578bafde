"""The names of a plan's columns, above them."""

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.lists import lettering
from desktop.views.lists.lettering import META_MEDIUM
from desktop.views.lists.plan_places import SIDE
from desktop.views.lists.plan_table_delegate import PlanTableDelegate
from desktop.views.lists.row_delegate import RADIUS
from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import mirrored

translate = QCoreApplication.translate
HIGH = 32


class PlanHeads(QWidget):
    """Where the columns lie, the delegate of the rows says."""

    def __init__(self, delegate: PlanTableDelegate) -> None:
        super().__init__()
        self._delegate = delegate
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        keep_dressed(self._dress)

    @override
    def sizeHint(self) -> QSize:
        return QSize(1, look.px(HIGH))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        area = self.rect()
        ground.addRoundedRect(area.adjusted(0, 0, 0, RADIUS).toRectF(), RADIUS, RADIUS)
        painter.fillPath(ground, look.color("sunken"))
        places = self._delegate.places(area.width())
        side = look.px(SIDE)
        for left, text in (
            (side, translate("Plan", "Procedure")),
            (places.visit, translate("Plan", "Visit")),
        ):
            box = QRect(left, 0, lettering.width(text, META_MEDIUM), area.height())
            lettering.write_line(painter, mirrored(box, area), text, META_MEDIUM, "text2")
        for end, text in zip(places.ends, self._delegate.table.headings, strict=True):
            box = QRect(0, 0, end, area.height())
            lettering.write_at_end(painter, mirrored(box, area), text, META_MEDIUM, "text2")

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
