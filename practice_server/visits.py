"""What a patient's answer does to visits (APPT-4), and what the practice then makes of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo

import msgspec
from sqlalchemy import Connection, select

from portal_protocol.actions import AnswerVisit
from portal_protocol.problems import ProblemCode
from portal_protocol.records import (
    Answer,
    Appointment,
    AppointmentStatus,
    Confirmation,
    Kind,
    Practice,
)
from portal_protocol.sync import PRACTICE_STREAM
from portal_protocol.zones import zone_of
from practice_server.store.columns import microseconds
from practice_server.store.edits import edit
from practice_server.store.streams import Key
from practice_server.store.tables import record
from practice_server.store.writer import Draft, Held, Writer

CONFIRMATION_OF = {
    Answer.CONFIRM: Confirmation.CONFIRMED,
    Answer.CALL_BACK: Confirmation.CALL_BACK,
}
_ANSWERED = frozenset(CONFIRMATION_OF.values())
_visit = msgspec.json.Decoder(Appointment)
_practice = msgspec.json.Decoder(Practice)


def decode(body: bytes) -> Appointment:
    """A visit from its stored JSON."""
    return _visit.decode(body)


def practice_of(connection: Connection) -> Practice:
    """The practice as it is published; one without a name when the feed has not told of it."""
    body = connection.scalar(
        select(record.c.body).where(
            record.c.stream == PRACTICE_STREAM, record.c.kind == Kind.PRACTICE, record.c.alive
        )
    )
    return _practice.decode(body) if body else Practice(id="practice", name="")


def why_refused(
    visit: Appointment, action: AnswerVisit, practice: Practice, moment: datetime
) -> ProblemCode | None:
    """Why a visit cannot be answered: moved, over, kept by the practice, or answered already."""
    if visit.at != action.start or _is_over(visit, moment):
        return ProblemCode.VISIT_CHANGED
    if visit.practice_status in practice.kept_statuses:
        return ProblemCode.STATUS_KEPT
    if is_answered(visit):
        return ProblemCode.ALREADY_ANSWERED
    return None


def is_answered(visit: Appointment) -> bool:
    """Whether a patient's answer waits, or the practice has taken one over."""
    return visit.answer is not None or visit.confirmation in _ANSWERED


def may_be_answered(visit: Appointment, practice: Practice, moment: datetime) -> bool:
    """Whether the answer to another visit of that day is the answer to this one too."""
    kept = visit.practice_status in practice.kept_statuses
    return not (kept or is_answered(visit) or _is_over(visit, moment))


def same_day(
    connection: Connection, stream: str, visit: Appointment, practice: Practice
) -> list[str]:
    """The ids of the visits in `stream` on that day, as the clinic's clock has it."""
    assert visit.at is not None  # noqa: S101 (a visit without a start was refused)
    zone = _zone(visit.clinic, practice)
    midnight = datetime.combine(visit.at.astimezone(zone).date(), time(), zone)
    tomorrow = datetime.combine(midnight.date() + timedelta(days=1), time(), zone)
    return list(
        connection.scalars(
            select(record.c.id).where(
                record.c.stream == stream,
                record.c.at >= microseconds(midnight.astimezone(UTC)),
                record.c.at < microseconds(tomorrow.astimezone(UTC)),
                record.c.kind == Kind.APPOINTMENT,
                record.c.alive,
            )
        )
    )


def set_answer(writer: Writer, key: Key, row: Held, answer: Answer) -> None:
    """The visit shows the patient's answer until the practice has taken it over."""
    edit(writer, key, row, {"answer": msgspec.Raw(msgspec.json.encode(answer))})


def take_over(writer: Writer, keys: Iterable[Key], answer: Answer) -> None:
    """The practice has the answer: it becomes the confirmation of the visits that still show it."""
    confirmation = msgspec.Raw(msgspec.json.encode(CONFIRMATION_OF[answer]))
    for key in keys:
        row = writer.held(key)
        if row is not None and decode(row.body).answer is answer:
            edit(writer, key, row, {"confirmation": confirmation}, without=("answer",))


def with_answer(fresh: Draft, visit: Appointment, held: Held) -> Draft:
    """What the feed brings of a visit, with the answer that waits, if it is still about it."""
    before = decode(held.body)
    settled = visit.confirmation in _ANSWERED or visit.status != AppointmentStatus.SCHEDULED
    if before.answer is None or before.at != visit.at or settled:
        return fresh
    body = msgspec.json.encode(msgspec.structs.replace(visit, answer=before.answer))
    return replace(fresh, body=body)


def _is_over(visit: Appointment, moment: datetime) -> bool:
    scheduled = visit.status is AppointmentStatus.SCHEDULED
    return not scheduled or visit.at is None or visit.at <= moment


def _zone(clinic: str, practice: Practice) -> tzinfo:
    zones = [each.time_zone for each in practice.clinics if each.id == clinic]
    zones += [each.time_zone for each in practice.clinics]
    return zone_of((zones or ["UTC"])[0])
