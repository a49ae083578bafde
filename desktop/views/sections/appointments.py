"""The "Appointments" tab: what waits for an answer, visits to come, visits that were."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from desktop.models.found import Findable
from desktop.models.items.absence import Remedy, no_past, no_upcoming
from desktop.models.items.needs import Act, card_of
from desktop.models.items.periods import Period
from desktop.models.items.row_list import PagedListModel
from desktop.models.items.visits import ListRow, VisitRow, count_words, past_rows, upcoming_rows
from desktop.services.portal import Need, Page, Portal, Shown, SyncStage, SyncState, Waiting
from desktop.views.calendars import save_calendar
from desktop.views.cards.deck import NeedDeck
from desktop.views.cards.refusals import refusal
from desktop.views.cards.visit_panels import PastPanel, UpcomingPanel
from desktop.views.dialogs.visit import VisitDialog
from desktop.views.lists.seeker import Seeker
from desktop.views.page import Page as ScrolledPage
from desktop.views.section import Part, SectionView, Spec
from desktop.views.theme import look
from portal_protocol.actions import AnswerVisit
from portal_protocol.records import Answer, Appointment, Kind, Recall, Section

translate = QCoreApplication.translate
TINY = 480
HELD_UP = (SyncStage.OFFLINE, SyncStage.TROUBLE)


class AppointmentsView(SectionView):
    """Every answer given here may wait for a network, and can be taken back while it does."""

    watches = frozenset({Kind.APPOINTMENT, Kind.RECALL})

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(portal, parent)
        self.upcoming: PagedListModel[ListRow] = PagedListModel(self._upcoming_rows, self)
        self.past: PagedListModel[ListRow] = PagedListModel(self._past_rows, self)
        self.upcoming.wanted.connect(self._ask_upcoming)
        self.past.wanted.connect(self._ask_past)
        self.period = Period()
        self._answered: set[str] = set()
        self._undoable = ("", "")  # the action that a toast offers to take back, and its words
        portal.sync_changed.connect(self._on_sync)
        self.deck = NeedDeck()
        self.deck.acted.connect(self._on_need)
        self.upcoming_panel = UpcomingPanel(self.upcoming)
        self.upcoming_panel.scope_chosen.connect(portal.choose)
        self.past_panel = PastPanel(self.past)
        self.past_panel.period_chosen.connect(self._on_period)
        for panel, coming in ((self.upcoming_panel, True), (self.past_panel, False)):
            panel.list.opened.connect(partial(self._open, coming=coming))
            panel.list.acted.connect(self._do)
            panel.remedy_wanted.connect(self._on_remedy)
        panels = ((self.upcoming_panel, self.upcoming), (self.past_panel, self.past))
        self._seekers = [Seeker(panel.list, model) for panel, model in panels]
        for seeker in self._seekers:
            seeker.found.connect(self._stop_seeking)
        self._panels = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panels.setSpacing(16)
        self._panels.addWidget(self.upcoming_panel, 3)
        self._panels.addWidget(self.past_panel, 2)
        for part in (self.deck, self.upcoming_panel, self.past_panel):
            look.carry(part)
        page = ScrolledPage(self)
        page.column.addWidget(self.deck)
        page.column.addLayout(self._panels, 1)

    @override
    def reload(self) -> None:
        self.upcoming_panel.show_scope(self.family, self.portal.chosen)
        self.portal.appointments.needed(owner=self, done=self._show_needs)
        self.upcoming.refresh()
        self.past.refresh()

    @override
    def set_width(self, width: float) -> None:
        narrow = width < 760
        way = QBoxLayout.Direction
        self._panels.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self.deck.set_columns(1 if narrow else 2 if width < 1080 else 3, stacked=width < TINY)
        self.upcoming_panel.set_tiny(tiny=width < TINY)
        for panel in (self.upcoming_panel, self.past_panel):
            panel.set_grown(grown=narrow)

    @override
    def reveal(self, record: Findable) -> None:
        if isinstance(record, Appointment):
            if self.period.name:
                self.past_panel.choose_all()
            for seeker in self._seekers:
                seeker.seek(record.id)
        elif isinstance(record, Recall) and (first := self.deck.first()) is not None:
            first.setFocus()

    @override
    def parts(self) -> list[Part]:
        first = self.deck.first() if self.deck.isVisible() else None
        lists = [panel.part() for panel in (self.upcoming_panel, self.past_panel)]
        return [Part(self.deck, first), *lists] if first is not None else lists

    @override
    def stops(self) -> list[QWidget]:
        panels = (self.upcoming_panel, self.past_panel)
        return self.deck.buttons() + [one for panel in panels for one in panel.stops()]

    @override
    def _on_chosen(self, patient: object) -> None:
        self.upcoming.forget()
        self.past.forget()
        super()._on_chosen(patient)

    def _stop_seeking(self, _row: object) -> None:
        for seeker in self._seekers:
            seeker.stop()

    def _upcoming_rows(self, visits: Sequence[Shown[Any]]) -> Sequence[ListRow]:
        return upcoming_rows(visits, self.family)

    def _past_rows(self, visits: Sequence[Shown[Any]]) -> Sequence[ListRow]:
        return past_rows(visits, self.family)

    def _ask_upcoming(self, cursor: str | None, turn: int) -> None:
        take = partial(self._take_upcoming, turn=turn)
        failed = self.failing(self.upcoming_panel.show_unreadable)
        self.portal.appointments.upcoming(cursor=cursor, owner=self, done=take, failed=failed)

    def _take_upcoming(self, page: Page[Appointment], turn: int) -> None:
        self.upcoming.take(page, turn)
        self.upcoming_panel.set_count(count_words(self.upcoming.total))
        self.upcoming_panel.show_rows_or(no_upcoming(self.situation))

    def _ask_past(self, cursor: str | None, turn: int) -> None:
        self.portal.appointments.past(
            cursor=cursor,
            owner=self,
            done=partial(self._take_past, turn=turn),
            failed=self.failing(self.past_panel.show_unreadable),
            since=self.period.since,
            until=self.period.until,
        )

    def _take_past(self, page: Page[Appointment], turn: int) -> None:
        self.past.take(page, turn)
        self.past_panel.show_rows_or(no_past(self.situation, self.period.name))

    def _on_period(self, period: Period) -> None:
        self.period = period
        self.past.start_over()

    def _show_needs(self, needs: tuple[Need, ...]) -> None:
        family, now = self.family, _now()
        cards = [card_of(need, family, now, refusal) for need in needs]
        self.deck.show_cards([card for card in cards if card is not None])
        self.rearranged.emit()
        self._withdraw_undo(needs)
        if self.portal.sync_state.stage in HELD_UP:
            for need in needs:
                self._offer_undo(need)

    def _offer_undo(self, need: Need) -> None:
        """An answer given here that has to wait can be taken back from the toast."""
        pending, visit = need.record.pending, need.visit
        if visit is None or pending is None or visit.id not in self._answered:
            return
        self._answered.discard(visit.id)
        if pending.state is Waiting.QUEUED:
            text = translate("Appointments", "Your answer for %1 waits to be sent")
            text = text.replace("%1", self.family.name(visit.patient))
            self._undoable = (pending.action.id, text)
            self.said.emit(text, partial(self.portal.appointments.take_back, pending.action.id))

    def _withdraw_undo(self, needs: Sequence[Need]) -> None:
        """What was sent meanwhile cannot be taken back any more."""
        waiting = (need.record.pending for need in needs)
        queued = [one.action.id for one in waiting if one and one.state is Waiting.QUEUED]
        action, text = self._undoable
        if action and action not in queued:
            self._undoable = ("", "")
            self.unsaid.emit(text)

    def _on_sync(self, state: SyncState) -> None:
        if state.stage in HELD_UP and self._answered and self.isVisible():
            self.portal.appointments.needed(owner=self, done=self._show_needs)

    def _on_need(self, act: Act, need: Need) -> None:
        key = {Act.CONFIRM: "confirm", Act.CALL_BACK: "call_back", Act.TAKE_BACK: "take_back"}
        visit, pending = need.visit, need.record.pending
        if act is Act.CONTACT:
            self.contact_wanted.emit()
        elif act is Act.DISMISS and pending is not None:
            self.portal.appointments.dismiss(pending.action.id)
        elif visit is not None:
            action = pending.action if pending else None
            self._act(key[act], visit, action if isinstance(action, AnswerVisit) else None)

    def _do(self, key: str, row: VisitRow) -> None:
        pending = row.shown.pending
        action = pending.action if pending else None
        if key == "open":
            self._open(row, coming=row in self.upcoming.rows)
        elif key == "contact":
            self.contact_wanted.emit()
        elif key == "calendar":
            save_calendar(self, [row.shown.record])
        elif key == "calendar_all":
            save_calendar(self, [one.shown.record for one in _visits(self.upcoming.rows)])
        else:
            answer = action if isinstance(action, AnswerVisit) else None
            self._act(key, row.shown.record, answer)

    def _act(self, key: str, visit: Appointment, action: AnswerVisit | None) -> None:
        faces = self.portal.appointments
        if key == "take_back" and action is not None:
            faces.take_back(action.id)
            text = translate("Appointments", "Your answer was taken back")
            self.said.emit(text, partial(faces.answer, visit, action.answer))
        elif key in ("confirm", "call_back"):
            self._answered.add(visit.id)
            faces.answer(visit, Answer.CONFIRM if key == "confirm" else Answer.CALL_BACK)

    def _open(self, row: VisitRow, *, coming: bool) -> None:
        dialog = VisitDialog(row, self.family, _now(), upcoming=coming, parent=self)
        dialog.acted.connect(self._do)
        dialog.open()

    @override
    def _on_remedy(self, remedy: Remedy) -> None:
        if remedy is Remedy.ALL_DATES:
            self.past_panel.choose_all()
        else:
            super()._on_remedy(remedy)


def _visits(rows: Sequence[ListRow]) -> list[VisitRow]:
    return [row for row in rows if isinstance(row, VisitRow)]


def _now() -> datetime:
    return datetime.now(UTC)


def _badge(count: int) -> str:
    if count == 1:
        return translate("Appointments", "Appointments, 1 needs your answer")
    return translate("Appointments", "Appointments, %n need your answer", "", count)


SECTION = Spec(
    order=10,
    part=Section.APPOINTMENTS,
    title=lambda: translate("Appointments", "Appointments"),
    icon="calendar",
    view=AppointmentsView,
    badge=_badge,
)
