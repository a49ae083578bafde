"""What patients do with WebMail: write to the practice, and open what it wrote (MAIL-2, MAIL-3)."""

from dataclasses import replace

import msgspec
from sqlalchemy import Connection, select

from portal_protocol.actions import MarkRead, SendMessage
from portal_protocol.activity import What
from portal_protocol.mail import Message
from portal_protocol.problems import ProblemCode
from portal_protocol.records import Blob, Kind, PatientId, Person, Provider, Section
from portal_protocol.sync import patient_stream
from practice_server import uploads, visits
from practice_server.access import is_on, visible_patients
from practice_server.acting import (
    Doing,
    Done,
    Refused,
    name_of,
    tell_person,
    tell_practice,
    visible,
    when,
)
from practice_server.store.columns import microseconds
from practice_server.store.edits import edit
from practice_server.store.streams import Key, owner_of, places
from practice_server.store.tables import record
from practice_server.store.writer import Draft, Held, Writer

_message = msgspec.json.Decoder(Message)
_person = msgspec.json.Decoder(Person)
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])


def send(doing: Doing, action: SendMessage) -> None:
    """The message is sent: it is in the person's stream, and the practice's system will read it."""
    patient = action.regarding
    if not is_on(doing.connection, Section.WEBMAIL):
        raise Refused(ProblemCode.WEBMAIL_OFF)
    if patient not in visible_patients(doing.connection, doing.caller.patient):
        raise Refused(ProblemCode.NOT_FOUND)
    doing.about(patient, Kind.MESSAGE, action.id)
    if not (action.subject.strip() and action.body.strip()):
        raise Refused(ProblemCode.BAD_REQUEST)
    provider = _primary_provider(doing.connection, patient)
    if provider is None:
        raise Refused(ProblemCode.NO_PROVIDER)
    stream = patient_stream(patient, Section.WEBMAIL)
    writer = Writer(doing.connection, [stream, patient_stream(patient)])
    writer.load(Kind.MESSAGE, [action.id, action.reply_to])
    if places(doing.connection, Kind.MESSAGE, [action.id]):
        raise Refused(ProblemCode.BAD_REQUEST)  # the id is the desktop's choice
    blobs = _attached(doing, action)
    message = _written(doing, action, provider, _thread(writer, stream, action.reply_to))
    message = msgspec.structs.replace(message, blobs=blobs)
    key = Key(stream, Kind.MESSAGE, action.id)
    at = microseconds(when(doing, action))
    writer.put(key, Draft(msgspec.json.encode(message), at=at, blobs=message.blobs))
    done = Done(What.SENT, Kind.MESSAGE, action.id)
    tell_person(doing, writer, action, patient_stream(patient), done)
    writer.flush()
    doing.raw = _with_files(doing.raw, blobs)
    tell_practice(doing, action, patient, [key])


def mark_read(doing: Doing, action: MarkRead) -> None:
    """A message from the practice was opened: read on both sides (MAIL-3); twice is once."""
    stream = visible(doing, Kind.MESSAGE, action.message)
    patient = owner_of(stream)
    writer = Writer(doing.connection, [stream, patient_stream(patient)])
    writer.load(Kind.MESSAGE, [action.message])
    key = Key(stream, Kind.MESSAGE, action.message)
    row = writer.held(key)
    if row is None:
        raise Refused(ProblemCode.NOT_FOUND)
    message = _message.decode(row.body)
    if message.from_patient or message.read_at is not None:
        return
    read_at = msgspec.Raw(msgspec.json.encode(when(doing, action)))
    edit(writer, key, row, {"read_at": read_at})
    done = Done(What.READ, Kind.MESSAGE, action.message)
    tell_person(doing, writer, action, patient_stream(patient), done)
    writer.flush()
    tell_practice(doing, action, patient, [key])


def settled(fresh: Draft, message: Message, held: Held | None, answered: Held | None) -> Draft:
    """What the feed brings of a message, with what is known here: `held` of the message itself,
    `answered` of the one that its `thread` names.

    A message that was opened stays read; of a patient's own only that is taken over; an answer to
    any message of a conversation is in that conversation.
    """
    if held is not None:
        before = _message.decode(held.body)
        read_at = message.read_at or before.read_at
        if before.from_patient:
            body = msgspec.json.encode(msgspec.structs.replace(before, read_at=read_at))
            at = microseconds(before.at) if before.at else None
            return Draft(body, fresh.fed, at, before.blobs)
        message = msgspec.structs.replace(message, read_at=read_at)
    if answered is not None:
        thread = _message.decode(answered.body).conversation
        message = msgspec.structs.replace(message, thread=thread)
    return replace(fresh, body=msgspec.json.encode(message))


def _written(doing: Doing, action: SendMessage, provider: Provider, thread: str) -> Message:
    return Message(
        id=action.id,
        patient=action.regarding,
        at=when(doing, action),
        subject=action.subject,
        body=action.body,
        from_patient=True,
        author=doing.caller.patient,
        author_name=name_of(doing.connection, doing.caller.patient),
        to_name=provider.name,
        provider=provider.id,
        thread=thread,
    )


def _attached(doing: Doing, action: SendMessage) -> tuple[Blob, ...]:
    if not action.attachments:
        return ()
    taken = None
    if uploads.allowed(doing.connection) is not None:
        taken = uploads.take(doing.connection, doing.caller.login, action.attachments)
    if taken is None:
        raise Refused(ProblemCode.ATTACHMENT_REFUSED)
    return taken


def _with_files(raw: bytes, blobs: tuple[Blob, ...]) -> bytes:
    """The action's JSON with the files as they are, not as the desktop calls them."""
    if not blobs:
        return raw
    files = msgspec.Raw(msgspec.json.encode(blobs))
    return msgspec.json.encode({**_fields.decode(raw), "attachments": files})


def _thread(writer: Writer, stream: str, reply_to: str) -> str:
    """The conversation of the message that is answered; a new one when that is gone."""
    row = writer.held(Key(stream, Kind.MESSAGE, reply_to))
    return _message.decode(row.body).conversation if row is not None else ""


def _primary_provider(connection: Connection, patient: PatientId) -> Provider | None:
    body = connection.scalar(
        select(record.c.body).where(
            record.c.stream == patient_stream(patient),
            record.c.kind == Kind.PERSON,
            record.c.id == patient,
            record.c.alive,
        )
    )
    wanted = _person.decode(body).primary_provider if body else None
    providers = visits.practice_of(connection).providers
    return next((each for each in providers if each.id == wanted), None)
