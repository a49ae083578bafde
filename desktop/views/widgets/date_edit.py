"""A field for a day, typed as days are written here; empty is any day."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.items.days import day_pattern, parsed_day, typed_day
from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark

translate = QCoreApplication.translate
WIDTH = 128
MOST_SIGNS = 40


def sample() -> str:
    """How days are written here, by a day."""
    return typed_day(date(2026, 10, 21))


class DateEdit(QLineEdit):
    """`chosen` when what was typed is finished; `day` is the last day that was one."""

    chosen = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day: date | None = None
        self.sound = True
        self.setAccessibleName(name)
        self.setMaxLength(MOST_SIGNS)
        self.setPlaceholderText(translate("Fields", "Any day"))
        form = translate("Fields", "Written like %1").replace("%1", sample())
        self.setToolTip(form)
        self.setAccessibleDescription(form)
        self.editingFinished.connect(self._on_finished)
        keep_dressed(self._dress)

    def clear_day(self) -> None:
        """Any day again, without a word."""
        self.clear()
        self._take(None, sound=True)

    def _on_finished(self) -> None:
        before = (self.day, self.sound)
        try:
            self._take(parsed_day(self.text()), sound=True)
        except ValueError:
            self._take(None, sound=False)
        if self.sound and self.day:
            self.setText(typed_day(self.day))
        if (self.day, self.sound) != before:
            self.chosen.emit()

    def _take(self, day: date | None, *, sound: bool) -> None:
        self.day, self.sound = day, sound
        mark(self, error=not sound)

    def _dress(self) -> None:
        mark(self, dense=True)
        wide = self.fontMetrics().horizontalAdvance(day_pattern() + "00") + look.px(36)
        self.setFixedWidth(max(wide, look.px(WIDTH)))
