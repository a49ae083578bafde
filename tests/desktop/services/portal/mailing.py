"""A practice with WebMail, made small for the tests of messages."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from desktop.services.portal import Draft, Portal
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import Person, Practice, Provider, Section
from tests.desktop.services.portal.practice import ELENA, IVY, NOW, person, practice
from tests.serving import RunningServer

FARROW = Provider(id="farrow", name="Dr. Farrow")
LETTER = b"%PDF-1.4\n% a care sheet\n%%EOF\n"


def message(name: str, hours_ago: int, **changes: object) -> Message:
    fields: dict[str, object] = {
        "patient": ELENA,
        "subject": "Before your crown visit",
        "body": "Please eat before you come.",
        "author": FARROW.id,
        "author_name": FARROW.name,
        "provider": FARROW.id,
    }
    at = NOW - timedelta(hours=hours_ago)
    return Message(id=name, at=at, **(fields | changes))  # type: ignore[arg-type]


def with_provider(who: Person) -> Person:
    return replace(who, primary_provider=FARROW.id)


def harbor(**changes: object) -> Practice:
    fields: dict[str, object] = {"sections": tuple(Section), "providers": (FARROW,)}
    return practice(**(fields | changes))


def webmail(server: RunningServer) -> list[Any]:
    """One thread, one message about Ivy, one secure email."""
    return [
        harbor(),
        with_provider(person(ELENA, NOW.date())),
        message("m-1", 30, read_at=NOW, blobs=(server.feed_blob(LETTER),)),
        message("m-2", 5, thread="m-1"),
        message("m-ivy", 2, patient=IVY),
        SecureEmail(
            id="s-1",
            patient=ELENA,
            at=NOW - timedelta(days=2),
            subject="Your images",
            body="Inside",
            expires_at=NOW + timedelta(days=5),
        ),
    ]


def written(portal: Portal, subject: str = "A question") -> Draft:
    """A draft about Elena that could be sent."""
    return portal.mail.start(ELENA, subject=subject, body="Is it normal?")
