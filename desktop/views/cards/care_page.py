"""A person's care summary: the bar above it, and the document or why there is none (SUM-1, 8)."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.items.absence import Remedy, Situation, no_summary, remedy_word
from desktop.models.items.care import PersonRow, summary_of
from desktop.models.items.care_missing import left_out_words, no_document_words
from desktop.models.items.summary import days_words
from desktop.models.shown import Shown
from desktop.models.summary import Days
from desktop.services.portal import Context, Portal, PortalError
from desktop.views.cards.care_bar import CareBar
from desktop.views.cards.care_head import CareHead
from desktop.views.cards.undelivered import Undelivered
from desktop.views.page import SideColumn
from desktop.views.tab_order import stops
from desktop.views.theme import look
from desktop.views.viewers.own.package import PackageChoice, entry_name
from desktop.views.viewers.pdf.says import could_not_open, loading, scrolled
from desktop.views.viewers.summary import SummaryViewer
from desktop.views.widgets.buttons import Button, quiet, secondary
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.text import rule
from desktop.views.widgets.tone import Tone
from portal_protocol.summaries import CareSummary

translate = QCoreApplication.translate
LEAST = 220  # pixels at 100 % text: the height of the document


class CarePage(QWidget):
    """`save_wanted` hands over the summary to be saved as received, `remedy_wanted` what an empty
    place offers."""

    save_wanted = Signal(object)
    source_wanted = Signal(object, bytes, int)  # the summary, its file, the place in a package
    download_wanted = Signal(object)
    history_wanted = Signal()
    transmit_wanted = Signal()
    back_wanted = Signal()
    remedy_wanted = Signal(object)
    retry_wanted = Signal()
    turned = Signal()  # something else shows
    came = Signal()  # a file has come to this computer

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portal = portal
        self._reading: Context | None = None
        self._data = b""  # as it was received
        self._file = 0  # the place in a package that was asked for
        self._failed = False
        self._shown_days = Days()
        self.row: PersonRow | None = None
        self.shown: Shown[CareSummary] | None = None
        self.back = quiet(translate("Care", "Back to the list"), "arrow-left")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.bar = CareBar()
        self.undelivered = Undelivered(portal)
        self.head = CareHead()
        self.viewer = SummaryViewer(portal, beside=False)
        self.viewer.tools.save_button.hide()  # its place is in the menu of the head
        self.package = PackageChoice()
        self.package.hide()
        self.talk = scrolled(QWidget())
        self.stack = QStackedWidget()
        self._card = QFrame()
        mark(self._card, card="true")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        for above in (self.head, rule(), self.package):
            inside.addWidget(above)
        inside.addWidget(self.stack, 1)
        for part in (self.viewer, self.talk):
            self.stack.addWidget(part)
        for carried in (self.back, self.bar, self.undelivered, self._card):
            look.carry(carried)
        self._area = SideColumn()  # scrolls where a document would be too small to be read
        self._area.column.setSpacing(8)
        for shown in (self.back, self.bar, self.undelivered):
            self._area.column.addWidget(shown)
        self._area.column.addWidget(self._card, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)
        keep_dressed(self._dress)
        self._connect()

    def _connect(self) -> None:
        viewer, bar = self.viewer, self.bar
        viewer.shown.connect(self._on_shown)
        viewer.refused.connect(self._on_refused)
        viewer.save_requested.connect(self._save)
        viewer.retry_requested.connect(self._retry)
        self.retry_wanted.connect(self._retry)
        self.package.chosen.connect(self._on_chosen)
        self.head.picked.connect(self._on_picked)
        self.head.save_wanted.connect(self._save)
        self.head.source_wanted.connect(self._show_source)
        bar.days_changed.connect(self._show_days)
        bar.history_wanted.connect(self.history_wanted)
        bar.download_wanted.connect(self._download)
        bar.transmit_wanted.connect(self.transmit_wanted)

    @property
    def reading(self) -> bool:
        """Whether the file is still on its way."""
        return self._reading is not None

    def show_person(self, row: PersonRow, situation: Situation, key: str = "") -> None:
        """The summary with this id, or else the one that was open, or the newest."""
        other = self.row is None or self.row.key != row.key
        if other:
            self.bar.all_dates()
        before = self.shown
        self.row = row
        self.shown = shown = summary_of(row, key or (before.key if before else ""))
        self.undelivered.look_for(row.key)
        self.head.show_choices(row, shown.key if shown else "", situation.family)
        self.head.show_summary(shown.record if shown else None)
        if shown is None:
            self._say_none(row, situation)
        elif other or before is None or before.record != shown.record or self._has_come(shown):
            self._open(shown.record)

    def show_contact(self, *, offline: bool) -> None:
        """What needs a connection is there or says why it is not."""
        self.bar.show_contact(offline=offline)
        self.undelivered.show_contact(offline=offline)

    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self._stop()
        self.row = self.shown = None
        self.undelivered.look_for(None)
        self.viewer.clear()
        self.bar.all_dates()
        self.bar.say("")

    def show_back(self, *, shown: bool) -> None:
        """The way back, where there is no room beside the document."""
        self.back.setVisible(shown)

    def stops(self) -> list[QWidget]:
        """Where Tab stops: the way back, the bar, the document."""
        parts = (self.bar, self.undelivered, self._card)
        return [self.back, *(stop for part in parts for stop in stops(part))]

    def focus_part(self) -> QWidget:
        """Where F6 goes."""
        if self.stack.currentWidget() is not self.viewer:
            return self.talk.findChild(Button) or self.bar.history
        return self.viewer.body or self.viewer.paper

    def _has_come(self, shown: Shown[CareSummary]) -> bool:
        """Whether a file that could not be had is here now."""
        return self._failed and shown.saved

    def _open(self, summary: CareSummary) -> None:
        self._stop()
        self._failed = False
        self.bar.say("")
        self.bar.enable(document=bool(summary.blobs))
        if not summary.blobs:
            self._say_missing(summary)
            return
        self._say(loading())
        self._reading = self._portal.documents.read(
            summary,
            summary.blobs[0],
            owner=self,
            done=partial(self._on_read, summary),
            failed=self._on_not_read,
        )

    def _on_read(self, _summary: CareSummary, data: bytes) -> None:
        self._reading = None
        self._data, self._file = data, 0
        self.came.emit()
        self._turn_to(self.viewer)
        self.viewer.show_document(data)

    def _on_chosen(self, at: int) -> None:
        self._file = at
        self.viewer.show_document(self._data, at)

    def _on_not_read(self, error: PortalError) -> None:
        self._reading, self._failed = None, True
        self._say(could_not_open(error, retry=self.retry_wanted, save=None))

    def _on_shown(self) -> None:
        summary = self.viewer.summary
        if summary is not None:
            self.package.show_names([entry_name(one) for one in summary.files], summary.file)
        self._shown_days = Days()  # a document shows whole at first
        self._show_days()
        self.turned.emit()

    def _on_refused(self, _error: PortalError) -> None:
        self.bar.since.setEnabled(False)
        self.bar.until.setEnabled(False)
        self.turned.emit()

    def _show_days(self) -> None:
        """What is of the wanted dates, and a line that says so."""
        paper, days = self.viewer.paper, self.bar.days
        sections = paper.summary is not None
        for edit in (self.bar.since, self.bar.until):
            edit.setEnabled(sections)
        if not sections:
            return
        if days != self._shown_days:
            self._shown_days = days
            self.viewer.show_days(days.since, days.until)
        said = days_words(days)
        if not paper.groups:
            said = translate("Care", "Nothing in this summary is of these dates")
        elif not said and self.shown is not None:
            said = left_out_words(self.shown.record)
        self.bar.say(said)

    def _on_picked(self, key: str) -> None:
        if self.row is not None and (self.shown is None or self.shown.key != key):
            self.shown = summary_of(self.row, key)
            if self.shown is not None:
                self.head.show_summary(self.shown.record)
                self._open(self.shown.record)

    def _retry(self) -> None:
        if self.shown is not None:
            self._open(self.shown.record)

    def _save(self) -> None:
        if self.shown is not None:
            self.save_wanted.emit(self.shown.record)

    def _show_source(self) -> None:
        if self.shown is not None and self._data:
            self.source_wanted.emit(self.shown.record, self._data, self._file)

    def _download(self) -> None:
        if self.shown is not None and self.shown.record.blobs:
            self.download_wanted.emit(self.shown.record)

    def _say_none(self, row: PersonRow, situation: Situation) -> None:
        self._stop()
        self.bar.say("")
        self.bar.enable(document=False)
        said = no_summary(situation.family.name(row.key), situation)
        self._say(
            EmptyState(
                said.icon, Tone(said.tone), said.title, said.text, [self._contact()], said.small
            )
        )

    def _say_missing(self, summary: CareSummary) -> None:
        title, text = no_document_words(summary)
        self._say(EmptyState("file-text", Tone.WARN, title, text, [self._contact()]))

    def _contact(self) -> QWidget:
        button = secondary(remedy_word(Remedy.CONTACT), "phone")
        button.clicked.connect(lambda: self.remedy_wanted.emit(Remedy.CONTACT))
        return button

    def _say(self, said: QWidget) -> None:
        self.viewer.clear()
        self.talk.setWidget(said)
        self._turn_to(self.talk)
        self.turned.emit()

    def _turn_to(self, part: QWidget) -> None:
        self.stack.setCurrentWidget(part)

    def _stop(self) -> None:
        self._data = b""
        self.package.hide()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _dress(self) -> None:
        self._card.setMinimumHeight(look.px(LEAST))
