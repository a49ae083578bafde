"""What an action of a patient does to the model: APPT-4, MAIL-2, MAIL-3, WHO-7."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from portal_protocol.actions import (
    AnswerVisit,
    AnyAction,
    MarkRead,
    NoteDownloaded,
    NoteViewed,
    SendMessage,
)
from portal_protocol.activity import Activity
from portal_protocol.mail import Message
from portal_protocol.problems import ProblemCode
from portal_protocol.records import (
    Appointment,
    AppointmentStatus,
    Confirmation,
    Kind,
    PatientId,
)
from tests.convergence import mail

if TYPE_CHECKING:
    from tests.convergence.model import Name, World

ANSWERED = {Confirmation.CONFIRMED, Confirmation.CALL_BACK}


def carried_out(world: "World", login: str, action: AnyAction, device: str) -> str:
    """Why it is refused, or ""."""
    if isinstance(action, SendMessage):
        return _sent(world, login, action, device)
    record = world.shown_to(login).get(_about(action))
    if record is None or not record.patient:
        return ProblemCode.NOT_FOUND
    match action:
        case MarkRead():
            assert isinstance(record, Message)
            return _read(world, login, action, record, device)
        case AnswerVisit():
            assert isinstance(record, Appointment)
            refused = _why_not(world, record, action.start)
            if refused:
                return refused
            what = action.answer.value
            _answer_day(world, login, record, action)
        case _:
            what = "viewed" if isinstance(action, NoteViewed) else "downloaded"
    _note(world, login, record.patient, action, what, device)
    return ""


def _sent(world: "World", login: str, action: SendMessage, device: str) -> str:
    actor = world.logins[login].patient
    assert actor
    if not world.is_on(Kind.MESSAGE):
        return ProblemCode.WEBMAIL_OFF
    if not world.sees(actor, action.regarding):
        return ProblemCode.NOT_FOUND
    assert world.practice
    providers = {each.id for each in world.practice.providers}
    if world.people[action.regarding].primary_provider not in providers:
        return ProblemCode.NO_PROVIDER
    answered = world.shared.get(("message", action.reply_to))
    world.shared["message", action.id] = mail.written(action, actor, answered)
    world.tell(action.id, login, action.regarding, None, (action.id,))
    _note(world, login, action.regarding, action, "sent", device)
    return ""


def _read(world: "World", login: str, action: MarkRead, message: Message, device: str) -> str:
    changed = mail.opened(message, action.made_at)
    if changed is not None and message.patient:
        world.shared["message", message.id] = changed
        world.tell(action.id, login, message.patient, None, (message.id,))
        _note(world, login, message.patient, action, "read", device)
    return ""


def _why_not(world: "World", visit: Appointment, start: datetime) -> str:
    assert world.practice
    if visit.at != start or _over(visit):
        return ProblemCode.VISIT_CHANGED
    if visit.practice_status in world.practice.kept_statuses:
        return ProblemCode.STATUS_KEPT
    return ProblemCode.ALREADY_ANSWERED if _answered(visit) else ""


def _answer_day(world: "World", login: str, first: Appointment, action: AnswerVisit) -> None:
    """All visits of that person on that day are answered together (APPT-4)."""
    assert world.practice
    assert first.patient
    zones = {clinic.id: clinic.time_zone for clinic in world.practice.clinics}
    zone = ZoneInfo(zones[first.clinic])
    day = action.start.astimezone(zone).date()
    answered = []
    for (kind, name), visit in list(world.shared.items()):
        if kind != "appointment" or visit.patient != first.patient:
            continue
        assert isinstance(visit, Appointment)
        assert visit.at
        kept = visit.practice_status in world.practice.kept_statuses
        if visit.at.astimezone(zone).date() != day or kept or _answered(visit) or _over(visit):
            continue
        world.shared[kind, name] = msgspec.structs.replace(visit, answer=action.answer)
        answered.append(name)
    world.tell(action.id, login, first.patient, action.answer, tuple(sorted(answered)))


def _note(
    world: "World", login: str, patient: PatientId, action: AnyAction, what: str, device: str
) -> None:
    """WHO-7."""
    actor = world.logins[login].patient
    assert actor
    kind, name = _about(action)
    world.activities[action.id] = Activity(
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


def _about(action: AnyAction) -> "Name":
    match action:
        case AnswerVisit():
            return Kind.APPOINTMENT.value, action.appointment
        case MarkRead():
            return Kind.MESSAGE.value, action.message
        case SendMessage():
            return Kind.MESSAGE.value, action.id
        case NoteViewed() | NoteDownloaded():
            return action.kind, action.record
        case _:
            raise NotImplementedError(type(action))


def _answered(visit: Appointment) -> bool:
    return visit.answer is not None or visit.confirmation in ANSWERED


def _over(visit: Appointment) -> bool:
    assert visit.at
    return visit.status is not AppointmentStatus.SCHEDULED or visit.at <= datetime.now(UTC)
