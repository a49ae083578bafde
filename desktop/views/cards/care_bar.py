"""Above a care summary: of which dates, and what can be done with it (SUM-1, SUM-6)."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.models.summary import Days
from desktop.views.announce import announce
from desktop.views.theme import look
from desktop.views.widgets.buttons import primary, secondary
from desktop.views.widgets.date_edit import DateEdit, sample
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.text import label

translate = QCoreApplication.translate


class CareBar(QFrame):
    """`days` are the dates that are wanted; what is typed wrong is said and changes nothing."""

    days_changed = Signal()
    history_wanted = Signal()
    download_wanted = Signal()
    transmit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card="true")
        self.days = Days()
        self.since = DateEdit(translate("Care", "From this date"))
        self.until = DateEdit(translate("Care", "To this date"))
        for edit in (self.since, self.until):
            edit.chosen.connect(self._on_chosen)
        self.history = secondary(translate("Care", "History"), "history")
        self.history.clicked.connect(self.history_wanted)
        self.download = secondary(translate("Care", "Download"), "download")
        self.download.clicked.connect(self.download_wanted)
        self.transmit = primary(translate("Care", "Transmit"), "share-2")
        self.transmit.clicked.connect(self.transmit_wanted)
        self._needs = label("", "meta", wrap=True)
        self._document, self._offline = False, False
        self._note = label("", "meta", wrap=True)
        self._lay_out()
        self.say("")
        keep_dressed(self._dress)

    def _lay_out(self) -> None:
        tools = QWidget()
        self._flow = FlowLayout(tools)
        self._flow.add_group(label(translate("Care", "From"), "medium"), self.since)
        self._flow.add_group(label(translate("Care", "to"), "medium"), self.until)
        self._flow.push()
        self._flow.add_group(self.history, self.download, self.transmit)
        self._column = QVBoxLayout(self)
        self._column.addWidget(tools)
        self._column.addWidget(self._needs)
        self._column.addWidget(self._note)
        self._show_transmit()

    def enable(self, *, document: bool) -> None:
        """Whether there is a document to narrow down and to download."""
        for part in (self.since, self.until, self.download):
            part.setEnabled(document)
        self._document = document
        self._show_transmit()

    def show_contact(self, *, offline: bool) -> None:
        """Nothing that is transmitted waits: without a connection the button says why."""
        self._offline = offline
        self._show_transmit()

    def all_dates(self) -> None:
        """Any date again, for the next person."""
        self.since.clear_day()
        self.until.clear_day()
        self.days = Days()

    def say(self, text: str, *, wrong: bool = False) -> None:
        """A line below, "" for none."""
        mark(self._note, tone="bad" if wrong else "")
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def said(self) -> str:
        """The line below."""
        return self._note.text()

    def _on_chosen(self) -> None:
        wrong = self._wrong()
        if wrong:
            self.say(wrong, wrong=True)
            announce(self, wrong)
            return
        self.days = Days(self.since.day, self.until.day)
        self.days_changed.emit()

    def _show_transmit(self) -> None:
        self.transmit.setEnabled(self._document and not self._offline)
        needs = translate("Care", "Transmit needs a connection to the practice")
        said = needs if self._offline and self._document else ""
        self._needs.setText(said)
        self._needs.setVisible(bool(said))
        self.transmit.setAccessibleDescription(said)

    def _wrong(self) -> str:
        if not (self.since.sound and self.until.sound):
            text = translate("Care", "This is no date. Dates are written like this: %1")
            return text.replace("%1", sample())
        since, until = self.since.day, self.until.day
        if since and until and since > until:
            return translate("Care", "The first date is after the second one.")
        return ""

    def _dress(self) -> None:
        side, upright = look.px(12), look.px(8)
        self._column.setContentsMargins(side, upright, side, upright)
        self._column.setSpacing(look.px(4))
        self._flow.set_gaps(look.px(12), look.px(8))
