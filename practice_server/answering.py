"""A patient answers a visit (APPT-4): all visits of that person on that day together."""

from portal_protocol.actions import AnswerVisit
from portal_protocol.activity import What
from portal_protocol.problems import ProblemCode
from portal_protocol.records import Kind
from portal_protocol.sync import patient_stream
from practice_server import visits
from practice_server.acting import Doing, Done, Refused, tell_person, tell_practice, visible
from practice_server.store.streams import Key, owner_of
from practice_server.store.writer import Writer


def answer_visit(doing: Doing, action: AnswerVisit) -> None:
    """Answer all visits of that person on that day together."""
    stream = visible(doing, Kind.APPOINTMENT, action.appointment)
    patient = owner_of(stream)
    writer = Writer(doing.connection, [stream, patient_stream(patient)])
    writer.load(Kind.APPOINTMENT, [action.appointment])
    row = writer.held(Key(stream, Kind.APPOINTMENT, action.appointment))
    if row is None:
        raise Refused(ProblemCode.NOT_FOUND)
    visit, practice = visits.decode(row.body), visits.practice_of(doing.connection)
    refused = visits.why_refused(visit, action, practice, doing.moment)
    if refused is not None:
        raise Refused(refused)
    answered = _answer_day(doing, writer, action, stream)
    done = Done(What(action.answer.value), Kind.APPOINTMENT, action.appointment)
    tell_person(doing, writer, action, patient_stream(patient), done)
    writer.flush()
    tell_practice(doing, action, patient, answered)


def _answer_day(doing: Doing, writer: Writer, action: AnswerVisit, stream: str) -> list[Key]:
    practice = visits.practice_of(doing.connection)
    first = writer.held(Key(stream, Kind.APPOINTMENT, action.appointment))
    assert first is not None  # noqa: S101 (the caller has looked)
    ids = visits.same_day(doing.connection, stream, visits.decode(first.body), practice)
    writer.load(Kind.APPOINTMENT, ids)
    answered = []
    for identity in ids:
        key = Key(stream, Kind.APPOINTMENT, identity)
        row = writer.held(key)
        if row and visits.may_be_answered(visits.decode(row.body), practice, doing.moment):
            visits.set_answer(writer, key, row, action.answer)
            answered.append(key)
    return answered
