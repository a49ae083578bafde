"""Cards of "Action needed" (APPT-3, APPT-4): what each says and offers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.items.visits import ChipText, pending_chip, title_of
from desktop.models.shown import Need, Waiting
from portal_protocol.actions import AnswerVisit
from portal_protocol.records import Answer, Appointment, Recall

translate = QCoreApplication.translate


class Act(Enum):
    """What a button on a card does."""

    CONFIRM = auto()
    CALL_BACK = auto()
    TAKE_BACK = auto()
    DISMISS = auto()
    CONTACT = auto()


@dataclass(frozen=True, slots=True)
class CardButton:
    """A button: its look (primary, secondary, quiet), its word, and what a screen reader says."""

    act: Act
    look: str
    text: str
    spoken: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One card, ready to be shown."""

    key: str
    need: Need
    tone: str
    icon: str
    title: str
    lines: tuple[str, str]
    buttons: tuple[CardButton, ...]
    chip: ChipText | None = None

    @property
    def asks(self) -> bool:
        """Whether it still waits for the patient: what the count counts."""
        return any(button.act in (Act.CONFIRM, Act.CONTACT) for button in self.buttons)


def card_of(need: Need, family: Family, now: datetime, reason: Callable[[str], str]) -> Card | None:
    """The card of a need; `reason` words the code of a refusal. None for a kind unknown here."""
    if need.recall is not None:
        return _recall(need, need.recall, family, now)
    if need.visit is None:
        return None
    pending = need.record.pending
    if pending is None and need.visit.answer is not None:
        return _with_practice(need, need.visit, family, now)
    if pending is None:
        return _question(need, need.visit, family, now)
    if pending.state is Waiting.FAILED:
        return _failed(need, need.visit, family, now, reason(pending.code))
    return _waiting(need, need.visit, family, now)


def count_asking(cards: list[Card]) -> int:
    """How many cards wait for the patient."""
    return sum(card.asks for card in cards)


def _when(visit: Appointment, family: Family, now: datetime) -> str:
    zone, at = family.zone(visit.clinic), visit.at or now
    day = written.near_day(written.local(at, zone).date(), written.local(now, zone).date())
    return f"{day}, {written.clock(at, zone)}"


def _full_when(visit: Appointment, family: Family, now: datetime) -> str:
    zone, at = family.zone(visit.clinic), visit.at or now
    return f"{written.full_day(written.local(at, zone).date())}, {written.clock(at, zone)}"


def _visit_title(visit: Appointment, family: Family, mine: str, theirs: str) -> str:
    if family.is_me(visit.patient):
        return mine
    return theirs.replace("%1", family.name(visit.patient))


def _what(need: Need, visit: Appointment, family: Family) -> str:
    said = ", ".join(filter(None, (title_of(visit), family.provider_name(visit.provider))))
    if need.others == 1:
        return f"{said}, " + translate("Needs", "and 1 more visit that day")
    if need.others:
        return f"{said}, " + translate("Needs", "and %n more visits that day", "", need.others)
    return said


def _question(need: Need, visit: Appointment, family: Family, now: datetime) -> Card:
    named = f"{family.name(visit.patient)}, {_full_when(visit, family, now)}"
    confirm, call = translate("Needs", "Confirm"), translate("Needs", "Ask for a call back")
    return Card(
        key=need.key,
        need=need,
        tone="warn",
        icon="calendar-check",
        title=_visit_title(
            visit,
            family,
            translate("Needs", "Confirm your visit"),
            translate("Needs", "Confirm %1’s visit"),
        ),
        lines=(_when(visit, family, now), _what(need, visit, family)),
        buttons=(
            CardButton(Act.CONFIRM, "primary", confirm, f"{confirm} {named}"),
            CardButton(Act.CALL_BACK, "quiet", call, f"{call}, {named}"),
        ),
    )


def _answered_title(visit: Appointment, answer: Answer | None, family: Family) -> str:
    if answer is Answer.CALL_BACK:
        mine, theirs = translate("Needs", "Your visit"), translate("Needs", "%1’s visit")
    else:
        mine = translate("Needs", "Confirm your visit")
        theirs = translate("Needs", "Confirm %1’s visit")
    return _visit_title(visit, family, mine, theirs)


def _answered_line(answer: Answer | None, *, sending: bool) -> str:
    if answer is Answer.CALL_BACK:
        if sending:
            return translate("Needs", "Your wish for a call back is being sent.")
        return translate("Needs", "Your wish for a call back is sent when you are online.")
    if sending:
        return translate("Needs", "Your answer is being sent.")
    return translate("Needs", "Your answer is sent when you are online.")


def _pending_answer(need: Need) -> Answer | None:
    pending = need.record.pending
    action = pending.action if pending else None
    return action.answer if isinstance(action, AnswerVisit) else None


def _waiting(need: Need, visit: Appointment, family: Family, now: datetime) -> Card:
    pending = need.record.pending
    chip = pending_chip(pending) if pending else None
    take_back = translate("Needs", "Take back")
    spoken = f"{take_back}, {family.name(visit.patient)}, {_full_when(visit, family, now)}"
    sending = pending is not None and pending.state is Waiting.SENDING
    button = CardButton(Act.TAKE_BACK, "secondary", take_back, spoken, "undo-2")
    return Card(
        key=need.key,
        need=need,
        tone="info",
        icon="clock",
        title=_answered_title(visit, _pending_answer(need), family),
        lines=(
            _when(visit, family, now),
            _answered_line(_pending_answer(need), sending=sending),
        ),
        buttons=() if sending else (button,),
        chip=chip,
    )


def _failed(need: Need, visit: Appointment, family: Family, now: datetime, reason: str) -> Card:
    pending = need.record.pending
    dismiss = translate("Needs", "Dismiss")
    spoken = f"{dismiss}, {family.name(visit.patient)}, {_full_when(visit, family, now)}"
    return Card(
        key=need.key,
        need=need,
        tone="bad",
        icon="circle-alert",
        title=_visit_title(
            visit,
            family,
            translate("Needs", "Your answer was not accepted"),
            translate("Needs", "The answer for %1 was not accepted"),
        ),
        lines=(_when(visit, family, now), reason),
        buttons=(
            CardButton(Act.DISMISS, "secondary", dismiss, spoken),
            CardButton(
                Act.CONTACT,
                "quiet",
                translate("Needs", "Contact us"),
                translate("Needs", "Contact us"),
            ),
        ),
        chip=pending_chip(pending) if pending else None,
    )


def _with_practice(need: Need, visit: Appointment, family: Family, now: datetime) -> Card:
    return Card(
        key=need.key,
        need=need,
        tone="info",
        icon="hourglass",
        title=_visit_title(
            visit, family, translate("Needs", "Your visit"), translate("Needs", "%1’s visit")
        ),
        lines=(
            _when(visit, family, now),
            translate("Needs", "You asked for a call back.")
            if visit.answer is Answer.CALL_BACK
            else translate("Needs", "You confirmed. The practice has your answer."),
        ),
        buttons=(),
        chip=ChipText(translate("Needs", "Waiting for practice"), "info"),
    )


def _recall(need: Need, recall: Recall, family: Family, now: datetime) -> Card:
    zone = family.zone(recall.clinic)
    today = written.local(now, zone).date()
    due = written.local(recall.at or now, zone).date()
    template = translate("Needs", "%1, due in %2")
    if (due.year, due.month) < (today.year, today.month):
        template = translate("Needs", "%1, due since %2")
    name = family.name(recall.patient)
    length = written.minutes(recall.length_minutes) if recall.length_minutes else ""
    provider = family.provider_name(recall.provider)
    with_whom = translate("Needs", "with %1").replace("%1", provider) if provider else ""
    contact = translate("Needs", "Contact us to schedule")
    return Card(
        key=need.key,
        need=need,
        tone="warn",
        icon="bell",
        title=_recall_title(recall, family),
        lines=(
            template.replace("%1", name).replace("%2", written.month_name(due, today)),
            " ".join(filter(None, (length, with_whom))),
        ),
        buttons=(CardButton(Act.CONTACT, "secondary", contact, f"{contact}, {name}", "phone"),),
    )


def _recall_title(recall: Recall, family: Family) -> str:
    what = recall.description or translate("Needs", "Visit")
    if what[1:2].islower():  # "Cleaning" becomes "cleaning", "X-rays" stays
        what = what[0].lower() + what[1:]
    if family.is_me(recall.patient):
        return translate("Needs", "Time for your %1").replace("%1", what)
    template = translate("Needs", "Time for %1’s %2")
    return template.replace("%1", family.name(recall.patient)).replace("%2", what)
