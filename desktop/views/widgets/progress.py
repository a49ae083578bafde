"""Progress in place: what is being done, a thin bar, and how much of it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.text import label

translate = QCoreApplication.translate


class ProgressLine(QWidget):
    """A text, a bar 160 x 6 and "9 of 12"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label("", "meta")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.amount = label("", "meta")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        for part in (self.text, self.bar, self.amount):
            row.addWidget(part)
        keep_dressed(self._dress)

    def show_progress(self, text: str, done: int, total: int | None) -> None:
        """`total` None: busy, nobody knows how long."""
        self.text.setText(text)
        self.bar.setRange(0, total or 0)
        self.bar.setValue(done)
        self.bar.setAccessibleName(text)
        words = translate("Progress", "{done} of {total}").format(done=done, total=total)
        self.amount.setText("" if total is None else words)

    def _dress(self) -> None:
        self.bar.setFixedWidth(look.px(160))
