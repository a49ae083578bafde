"""The paper of what the program draws itself."""

from PySide6.QtCore import QLocale, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize

DOTS, MARGIN = 300, 16  # an inch of a PDF; millimetres around the page


def usual_page() -> QPageLayout:
    """Letter where inches are used, A4 elsewhere."""
    inches = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize(QPageSize.PageSizeId.Letter if inches else QPageSize.PageSizeId.A4)
    around = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, around, QPageLayout.Unit.Millimeter)
