"""Persons, messages and drafts, made small for tests of mailboxes."""

import itertools
from datetime import timedelta

import uuid_utils
from sqlalchemy import Connection

from desktop.models.draft import Draft
from desktop.models.vault import outbox
from desktop.models.vault.vault import Vault
from portal_protocol.actions import MarkRead, SendMessage
from portal_protocol.mail import Message
from portal_protocol.offices import Webmail
from portal_protocol.records import Blob, PatientId, Person, Practice, Provider, Section
from portal_protocol.sync import PRACTICE_STREAM, patient_stream
from tests.desktop.models.vault.making import ELENA, NOON, page, take

IVY = PatientId("ivy")
FARROW = Provider(id="farrow", name="Dr. Farrow")
MAIL = patient_stream(ELENA, Section.WEBMAIL)
_pages = itertools.count(1)


def practice(
    *, attachments: bool = True, sections: tuple[Section, ...] = tuple(Section)
) -> Practice:
    """A practice with one provider."""
    webmail = Webmail(attachments=attachments)
    return Practice(
        id="practice", name="Harbor", providers=(FARROW,), sections=sections, webmail=webmail
    )


def person(patient: PatientId = ELENA, provider: str | None = FARROW.id) -> Person:
    """A person with a primary provider."""
    return Person(
        id=patient,
        patient=patient,
        first_name=patient.title(),
        last_name="Marlowe",
        primary_provider=provider,
    )


def message(number: int, patient: PatientId = ELENA, **changes: object) -> Message:
    """The message of that number from the practice, one hour after the one before it."""
    fields: dict[str, object] = {
        "subject": f"Message {number}",
        "body": "Please rinse with salt water.",
        "author": FARROW.id,
        "author_name": FARROW.name,
    }
    at = NOON + timedelta(hours=number)
    return Message(id=f"m{number:06}", patient=patient, at=at, **(fields | changes))  # type: ignore[arg-type]


def draft(subject: str = "A question", body: str = "Is it normal?", **changes: object) -> Draft:
    """A fresh draft about Elena."""
    fields: dict[str, object] = {"regarding": ELENA, "changed_at": NOON}
    return Draft(id=str(uuid_utils.uuid7()), subject=subject, body=body, **(fields | changes))  # type: ignore[arg-type]


def bring(vault: Vault, stream: str, *items: object) -> None:
    """Let records of a stream come in."""
    take(vault, page(stream, next(_pages), items))  # type: ignore[arg-type]


def furnish(vault: Vault, *people: Person) -> None:
    """A practice, and persons in view; Elena alone when none are named."""
    bring(vault, PRACTICE_STREAM, practice())
    for each in people or (person(),):
        bring(vault, patient_stream(PatientId(each.id)), each)


def put_message(conn: Connection, files: tuple[Blob, ...] = (), patient: PatientId = ELENA) -> str:
    """Queue a message; returns its id."""
    action = SendMessage(
        id=outbox.new_id(conn),
        made_at=NOON,
        regarding=patient,
        subject="A question",
        body="Is it normal?",
        attachments=files,
    )
    outbox.put(conn, action)
    return action.id


def put_mark(conn: Connection, about: str) -> str:
    """Queue a MarkRead; returns its id."""
    action = MarkRead(id=outbox.new_id(conn), made_at=NOON, message=about)
    outbox.put(conn, action)
    return action.id
