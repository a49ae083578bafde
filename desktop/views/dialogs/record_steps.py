"""While a record is written, and how it ended (OFF-7)."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.items.record_taking import amount_words, left_out_words, taken_words
from desktop.services.portal import Progress, Taken
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.text import flowing, label
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate
STEPS = 1000  # of the bar: bytes are too many for its numbers


class RecordProgress(QWidget):
    """The file that is in hand, a bar, and how much of all it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = flowing("")
        self.what = label("", "meta")
        self.what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translate("Record", "Writing your record"))
        self.amount = label("", "meta")
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addWidget(self.bar, 1)
        row.addWidget(self.amount)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        column.addWidget(self.words)
        column.addLayout(row)
        column.addWidget(self.what)

    def begin(self, *, again: bool) -> None:
        """At the start; `again` when an unfinished record is taken up."""
        fresh = translate("Record", "Writing your record")
        resumed = translate("Record", "Going on with the record that was begun here")
        self.words.setText(resumed if again else fresh)
        self.bar.setRange(0, 0)
        self.what.clear()
        self.amount.clear()

    def show_step(self, step: Progress) -> None:
        """How far it is."""
        self.bar.setRange(0, STEPS if step.total else 0)
        self.bar.setValue(step.done * STEPS // (step.total or 1))
        self.amount.setText(amount_words(step.done, step.total))
        _elide(self.what, step.what)


class RecordEnd(QWidget):
    """What was written, and what is not in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = Banner(Tone.OK, "").flow()
        self.missing = Banner(Tone.WARN, "", icon="triangle-alert").flow()
        advice = translate(
            "Record",
            "Open index.html to read it. Keep it where only you can read it, and remove copies "
            "that you no longer need.",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        for part in (self.saved, self.missing, flowing(advice)):
            column.addWidget(part)

    def show_taken(self, taken: Taken) -> str:
        """Say how it ended; returns the words."""
        title, said = translate("Record", "Your record is saved"), taken_words(taken)
        self.saved.show_notice(Tone.OK, said, title=title)
        left_out = left_out_words(taken)
        self.missing.setVisible(bool(left_out))
        if left_out:
            self.missing.show_notice(Tone.WARN, left_out, icon="triangle-alert")
        return " ".join(filter(None, (title, said, left_out)))


def _elide(part: QLabel, text: str) -> None:
    wide = max(part.width(), look.px(120))
    part.setText(part.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, wide))
    part.setToolTip(text)
