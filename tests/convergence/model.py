"""What the rules say, in plain dictionaries: who sees what, and what an answer does.

Independent of the server: no stream, no number, no query. WHO-1…5, HEAD-3, HEAD-8, APPT-1, APPT-4,
MAIL-2, MAIL-3, WHO-7. `doing` says what an action does.
"""

import copy
from dataclasses import dataclass, field

import msgspec

from portal_protocol.actions import AnyAction
from portal_protocol.activity import Activity
from portal_protocol.charts import Entry
from portal_protocol.feed import Access, FeedItem, Guardian, Removal
from portal_protocol.mail import Message
from portal_protocol.records import (
    Answer,
    Appointment,
    AppointmentStatus,
    Confirmation,
    Login,
    PatientId,
    Person,
    PersonStatus,
    Practice,
    Record,
    Section,
)
from tests.convergence import mail
from tests.convergence.doing import carried_out

Name = tuple[str, str]
"""Kind and id of a record."""

SHOWN = {PersonStatus.PATIENT, PersonStatus.NON_PATIENT, PersonStatus.INACTIVE}
SHARED = {AppointmentStatus.SCHEDULED, AppointmentStatus.COMPLETE}
SECTION = {
    "appointment": Section.APPOINTMENTS,
    "recall": Section.APPOINTMENTS,
    "statement": Section.ACCOUNT,
    "payment": Section.ACCOUNT,
    "message": Section.WEBMAIL,
}
TAKEN_OVER = {Answer.CONFIRM: Confirmation.CONFIRMED, Answer.CALL_BACK: Confirmation.CALL_BACK}


@dataclass
class Told:
    """What the practice's system is told of one action; `visits` also names a message."""

    action: str
    login: str
    patient: PatientId
    answer: Answer | None
    visits: tuple[str, ...]
    acknowledged: bool = False


@dataclass
class World:
    """The practice as the rules have it. `logins` maps each login to its person, `signings` are the
    logins that signed in, and what each is shown of it."""

    logins: dict[str, Login] = field(default_factory=dict)
    enabled: dict[str, bool] = field(default_factory=dict)
    practice: Practice | None = None
    people: dict[str, Person] = field(default_factory=dict)
    guardians: dict[str, Guardian] = field(default_factory=dict)
    shared: dict[Name, Record] = field(default_factory=dict)
    fed: dict[Name, Record] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    signings: dict[str, tuple[str, Activity]] = field(default_factory=dict)
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
            case Entry():
                pass  # charts are in no stream
            case Record():
                self._put(item)
            case _:
                raise NotImplementedError

    def acknowledge(self, number: int) -> None:
        """The practice has taken over the first `number` answers."""
        for told in self.told[:number]:
            if told.acknowledged:
                continue
            told.acknowledged = True
            for name in told.visits if told.answer else ():
                visit = self.shared.get(("appointment", name))
                if not isinstance(visit, Appointment) or visit.patient != told.patient:
                    continue
                if told.answer and visit.answer is told.answer:
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
            if self.fed.get(name) == item:
                return
            self.shared[name] = self._with_what_is_known(held, item)
        else:
            self.shared[name] = self._with_what_is_known(None, item)
        self.fed[name] = item

    def _with_what_is_known(self, held: Record | None, item: Record) -> Record:
        """What patients did to the record that is told anew stays, if it still fits."""
        if isinstance(item, Message):
            answered = self.shared.get(("message", item.thread))
            return mail.told_anew(held, answered, item)
        return _still_answered(held, item)

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
        for activity in self.activities.values():
            if activity.patient and self.sees(viewer, activity.patient):
                shown["activity", activity.id] = activity
        for owner, activity in self.signings.values():
            if owner == login:
                shown["activity", activity.id] = activity
        return shown | {
            name: record
            for name, record in self.shared.items()
            if record.patient and self.sees(viewer, record.patient) and self.is_on(name[0])
        }

    # what patients do

    def tell(
        self,
        action: str,
        login: str,
        patient: PatientId,
        answer: Answer | None,
        names: tuple[str, ...],
    ) -> None:
        """The practice's system is told of an action about these visits, or this message."""
        self.told.append(Told(action, login, patient, answer, names))

    def signed_in(self, login: str, activity: Activity) -> None:
        """A computer was let in with the password."""
        self.signings[activity.id] = (login, activity)

    def carry_out(self, login: str, action: AnyAction, device: str) -> str:
        """An action arrives; returns why it is refused, or "". It is carried out once for ever."""
        if action.id not in self.results:
            self.results[action.id] = carried_out(self, login, action, device)
        return self.results[action.id]


def _still_answered(held: Record | None, item: Record) -> Record:
    """An answer that waits stays with a visit that the practice tells anew, if it still fits."""
    if not isinstance(item, Appointment) or not isinstance(held, Appointment):
        return item
    fits = held.at == item.at and item.status is AppointmentStatus.SCHEDULED
    if held.answer is None or not fits or item.confirmation in TAKEN_OVER.values():
        return item
    return msgspec.structs.replace(item, answer=held.answer)
