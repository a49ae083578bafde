"""What the rules say, in plain dictionaries: who sees what, and what an answer does.

Independent of the server: no stream, no number, no query. WHO-1…5, HEAD-3, APPT-1, APPT-4, WHO-7.
"""

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from portal_protocol.actions import AnswerVisit, AnyAction, NoteDownloaded, NoteViewed
from portal_protocol.activity import Activity
from portal_protocol.feed import Access, FeedItem, Guardian, Removal
from portal_protocol.problems import ProblemCode
from portal_protocol.records import (
    Answer,
    Appointment,
    AppointmentStatus,
    Confirmation,
    Kind,
    Login,
    PatientId,
    Person,
    PersonStatus,
    Practice,
    Record,
    Section,
)

Name = tuple[str, str]
"""Kind and id of a record."""

SHOWN = {PersonStatus.PATIENT, PersonStatus.NON_PATIENT, PersonStatus.INACTIVE}
SHARED = {AppointmentStatus.SCHEDULED, AppointmentStatus.COMPLETE}
SECTION = {
    "appointment": Section.APPOINTMENTS,
    "recall": Section.APPOINTMENTS,
    "statement": Section.ACCOUNT,
    "payment": Section.ACCOUNT,
}
TAKEN_OVER = {Answer.CONFIRM: Confirmation.CONFIRMED, Answer.CALL_BACK: Confirmation.CALL_BACK}


@dataclass
class Told:
    """What the practice's system is told of one answer."""

    action: str
    login: str
    patient: PatientId
    answer: Answer
    visits: tuple[str, ...]
    acknowledged: bool = False


@dataclass
class World:
    """The practice as the rules have it. `logins` maps each login to its person."""

    logins: dict[str, Login] = field(default_factory=dict)
    enabled: dict[str, bool] = field(default_factory=dict)
    practice: Practice | None = None
    people: dict[str, Person] = field(default_factory=dict)
    guardians: dict[str, Guardian] = field(default_factory=dict)
    shared: dict[Name, Record] = field(default_factory=dict)
    fed: dict[Name, Record] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    sign_ins: dict[str, list[Activity]] = field(default_factory=dict)  # by login, as they happened
    results: dict[str, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    def copied(self) -> "World":
        """The same at another time."""
        return copy.deepcopy(self)

    # what the practice's system says

    def take(self, item: FeedItem) -> None:
        """One item of the feed."""
        match item:
            case Practice():
                self.practice = item
            case Person():
                self.people[item.id] = msgspec.structs.replace(item, patient=PatientId(item.id))
            case Guardian():
                self.guardians[item.id] = item
            case Access():
                self.enabled[item.id] = item.enabled
                shown = Login(id=item.id, patient=item.patient, user_name=item.user_name)
                self.logins[item.id] = shown
            case Removal():
                self._remove(item)
            case _:
                self._put(item)

    def acknowledge(self, number: int) -> None:
        """The practice has taken over the first `number` answers."""
        for told in self.told[:number]:
            if told.acknowledged:
                continue
            told.acknowledged = True
            for name in told.visits:
                visit = self.shared.get(("appointment", name))
                if not isinstance(visit, Appointment) or visit.patient != told.patient:
                    continue
                if visit.answer is told.answer:
                    self.shared["appointment", name] = msgspec.structs.replace(
                        visit, answer=None, confirmation=TAKEN_OVER[told.answer]
                    )

    def _remove(self, item: Removal) -> None:
        match item.of:
            case "practice":
                self.practice = None
            case "person":
                self.people.pop(item.id, None)
            case "guardian":
                self.guardians.pop(item.id, None)
            case _:
                self._forget((item.of, item.id))

    def _put(self, item: Record) -> None:
        """A record of a section: what is repeated says nothing, what is new replaces (APPT-1)."""
        name = (str(item.__struct_config__.tag), item.id)
        held = self.shared.get(name)
        if isinstance(item, Appointment):
            item = msgspec.structs.replace(item, answer=None)
            if item.status not in SHARED:
                self._forget(name)
                return
        if held is not None and held.patient == item.patient:
            if self.fed[name] == item:
                return
            self.shared[name] = _still_answered(held, item)
        else:
            self.shared[name] = item
        self.fed[name] = item

    def _forget(self, name: Name) -> None:
        self.shared.pop(name, None)
        self.fed.pop(name, None)

    # who sees what

    def sees(self, viewer: str, other: str) -> bool:
        """WHO-1…5."""
        person, me = self.people.get(other), self.people.get(viewer)
        if person is None or me is None or not {person.status, me.status} <= SHOWN:
            return False
        by_family = bool(
            self.practice and self.practice.guarantor_access and person.guarantor == viewer
        )
        by_care = any(
            link.is_guardian and (link.guardian, link.child) == (viewer, other)
            for link in self.guardians.values()
        )
        return viewer == other or by_family or by_care or person.responsible_party == viewer

    def is_on(self, kind: str) -> bool:
        """HEAD-3."""
        section = SECTION.get(kind)
        return section is None or bool(self.practice and section in self.practice.sections)

    def shown_to(self, login: str) -> dict[Name, Record]:
        """Everything that this login's computer shows after a sync."""
        me = self.logins[login]
        shown: dict[Name, Record] = {("login", login): me}
        if self.practice is not None:
            shown["practice", self.practice.id] = self.practice
        viewer = me.patient or ""
        for other, person in self.people.items():
            if self.sees(viewer, other):
                shown["person", other] = person
        for own in self.sign_ins.get(login, []):
            shown["activity", own.id] = own
        for activity in self.activities.values():
            if activity.patient and self.sees(viewer, activity.patient):
                shown["activity", activity.id] = activity
        return shown | {
            name: record
            for name, record in self.shared.items()
            if record.patient and self.sees(viewer, record.patient) and self.is_on(name[0])
        }

    # what patients do

    def carry_out(self, login: str, action: AnyAction, device: str) -> str:
        """An action arrives; returns why it is refused, or "". It is carried out once for ever."""
        if action.id not in self.results:
            self.results[action.id] = self._carried_out(login, action, device)
        return self.results[action.id]

    def _carried_out(self, login: str, action: AnyAction, device: str) -> str:
        kind, name = _about(action)
        record = self.shown_to(login).get((kind, name))
        if record is None or not record.patient:
            return ProblemCode.NOT_FOUND
        what = "viewed" if isinstance(action, NoteViewed) else "downloaded"
        if isinstance(action, AnswerVisit):
            assert isinstance(record, Appointment)
            refused = self._why_not(record, action.start)
            if refused:
                return refused
            what = action.answer.value
            self._answer_day(login, record, action)
        self._note(login, record.patient, action, what, device)
        return ""

    def _why_not(self, visit: Appointment, start: datetime) -> str:
        assert self.practice
        if visit.at != start or _over(visit):
            return ProblemCode.VISIT_CHANGED
        if visit.practice_status in self.practice.kept_statuses:
            return ProblemCode.STATUS_KEPT
        return ProblemCode.ALREADY_ANSWERED if _answered(visit) else ""

    def _answer_day(self, login: str, first: Appointment, action: AnswerVisit) -> None:
        """All visits of that person on that day are answered together (APPT-4)."""
        assert self.practice
        assert first.patient
        zones = {clinic.id: clinic.time_zone for clinic in self.practice.clinics}
        zone = ZoneInfo(zones[first.clinic])
        day = action.start.astimezone(zone).date()
        answered = []
        for (kind, name), visit in list(self.shared.items()):
            if kind != "appointment" or visit.patient != first.patient:
                continue
            assert isinstance(visit, Appointment)
            assert visit.at
            kept = visit.practice_status in self.practice.kept_statuses
            if visit.at.astimezone(zone).date() != day or kept or _answered(visit) or _over(visit):
                continue
            self.shared[kind, name] = msgspec.structs.replace(visit, answer=action.answer)
            answered.append(name)
        self.told.append(
            Told(action.id, login, first.patient, action.answer, tuple(sorted(answered)))
        )

    def _note(
        self, login: str, patient: PatientId, action: AnyAction, what: str, device: str
    ) -> None:
        """WHO-7."""
        actor = self.logins[login].patient
        assert actor
        kind, name = _about(action)
        self.activities[action.id] = Activity(
            id=action.id,
            patient=patient,
            at=action.made_at,
            actor=actor,
            actor_name=f"{actor.title()} Marlowe",
            what=what,
            subject=kind,
            subject_id=name,
            device=device,
            offline=action.offline,
        )


def _about(action: AnyAction) -> Name:
    match action:
        case AnswerVisit():
            return Kind.APPOINTMENT.value, action.appointment
        case NoteViewed() | NoteDownloaded():
            return action.kind, action.record
        case _:
            raise NotImplementedError(type(action))


def _answered(visit: Appointment) -> bool:
    return visit.answer is not None or visit.confirmation in TAKEN_OVER.values()


def _over(visit: Appointment) -> bool:
    assert visit.at
    return visit.status is not AppointmentStatus.SCHEDULED or visit.at <= datetime.now(UTC)


def _still_answered(held: Record, item: Record) -> Record:
    """An answer that waits stays with a visit that the practice tells anew, if it still fits."""
    if not isinstance(item, Appointment) or not isinstance(held, Appointment):
        return item
    fits = held.at == item.at and item.status is AppointmentStatus.SCHEDULED
    if held.answer is None or not fits or item.confirmation in TAKEN_OVER.values():
        return item
    return msgspec.structs.replace(item, answer=held.answer)
