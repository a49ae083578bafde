"""A family with as much as a benchmark wants: the Marlowes, seen by `elena.m`."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final, Literal

from msgspec.structs import replace

from portal_protocol.feed import FeedItem
from portal_protocol.mail import Message
from portal_protocol.records import (
    Appointment,
    AppointmentStatus,
    Confirmation,
    PatientId,
    Person,
    Statement,
)
from practice_server.demo import enclosures, families, people
from practice_server.demo.days import Days
from practice_server.demo.documents import DemoBlob, Document, demo_blob
from practice_server.demo.letters import TOPICS
from practice_server.demo.mailbox import full_name, provider_of, replied, said
from practice_server.demo.padding import padded_pdf

Kind = Literal["records", "messages"]
SHARED_PDFS: Final = 8
IN_THREAD: Final = 4
STATEMENT_EVERY: Final = 20
BIG_BLOB: Final = 10_000_000
DAYS_BACK: Final = 2190
NAMES: Final = (
    "Cleaning and exam",
    "Filling, tooth 19",
    "Exam and X-rays",
    "Sealants and fluoride",
)


def family(
    days: Days, dice: Random, *, size: int, blob_bytes: int = 0
) -> tuple[list[FeedItem], list[DemoBlob]]:
    """`size` records about four persons: themselves, statements (one in 20), and visits.

    Statements share 8 PDFs, or where `blob_bytes` is given have so many bytes together, each of
    their own up to 10 MB. Raises ValueError below 4 records, or with bytes but no statement.
    """
    members = people.marlowes(days)
    if size < len(members):
        raise ValueError(f"a family of {len(members)} has at least as many records")
    count = (size - len(members)) // STATEMENT_EVERY
    statements, blobs = _statements(days, dice, count, blob_bytes)
    visits = _visits(days, dice, members, size - len(members) - count)
    login = people.login("elena.m", people.ELENA)
    return [*members, login, *statements, *visits], blobs


def mailbox(days: Days, dice: Random, size: int) -> tuple[list[FeedItem], list[DemoBlob]]:
    """`size` messages about the four persons over six years, four in a conversation.

    The first and third are from the practice; every tenth conversation begins with a care sheet.
    """
    members = people.marlowes(days)
    sheet = enclosures.enclosure(enclosures.CARE_SHEET)
    written = [_message(days, dice, members, number, size) for number in range(size)]
    for at in range(0, size, 10 * IN_THREAD):
        written[at] = replace(written[at], blobs=(sheet.blob,))
    return [*members, people.login("elena.m", people.ELENA), *written], [sheet]


def _message(
    days: Days, dice: Random, members: tuple[Person, ...], number: int, size: int
) -> Message:
    start = datetime(days.today.year, days.today.month, days.today.day, 5, tzinfo=UTC)
    at = start - timedelta(minutes=(size - number) * DAYS_BACK * 1440 // max(1, size))
    first = number - number % IN_THREAD
    person = members[first // IN_THREAD % len(members)]
    topic = TOPICS[first // IN_THREAD % len(TOPICS)]
    from_patient = number % 2 == 1
    doctor = provider_of(person)
    names = (full_name(person), said(doctor))
    unread = size - number <= IN_THREAD
    return Message(
        id=f"{people.ELENA}-mail-{number:06}",
        patient=PatientId(person.id),
        at=at,
        subject=topic.subject if number == first else replied(topic.subject),
        body="\n".join(dice.choices(topic.words, k=6)),
        from_patient=from_patient,
        author=person.id if from_patient else doctor.id,
        author_name=names[0 if from_patient else 1],
        to_name=names[1 if from_patient else 0],
        provider=doctor.id,
        thread="" if number == first else f"{people.ELENA}-mail-{first:06}",
        read_at=None if unread else at + timedelta(hours=1),
    )


def _visits(
    days: Days, dice: Random, members: tuple[Person, ...], count: int
) -> Iterator[Appointment]:
    """Visits spread evenly over six years back and one to come."""
    start = datetime(days.today.year, days.today.month, days.today.day, 14, tzinfo=UTC)
    for number in range(count):
        offset = 365 - number * (DAYS_BACK + 365) // max(1, count)
        person = members[number % len(members)]
        yield Appointment(
            id=f"{person.id}-visit-{number:06}",
            patient=PatientId(person.id),
            at=start + timedelta(days=offset, minutes=5 * (number % 60)),
            status=AppointmentStatus.SCHEDULED if offset > 0 else AppointmentStatus.COMPLETE,
            description=dice.choice(NAMES),
            provider=dice.choice(("farrow", "renwick", "sandoval")),
            clinic="pier" if number % 5 else "mesa",
            confirmation=Confirmation.CONFIRMED if offset > 0 else Confirmation.NOT_ASKED,
            length_minutes=dice.choice((30, 40, 50, 90)),
        )


def _statements(
    days: Days, dice: Random, count: int, blob_bytes: int
) -> tuple[list[Statement], list[DemoBlob]]:
    if not count:
        if blob_bytes:
            raise ValueError("documents need statements: ask for more records")
        return [], []
    drawn = families.marlowes(days, dice).documents[:SHARED_PDFS]
    contents = [document.content for document in drawn]
    if blob_bytes:
        contents = list(_big(dice, count, blob_bytes))
    return [_statement(drawn, contents, days, number) for number in range(count)], contents


def _statement(
    drawn: list[Document], contents: list[DemoBlob], days: Days, number: int
) -> Statement:
    record = drawn[number % len(drawn)].record
    made = datetime(days.today.year, days.today.month, days.today.day, 12, tzinfo=UTC)
    return replace(
        record,
        id=f"{people.ELENA}-statement-{number:06}",
        at=made - timedelta(days=1 + number % DAYS_BACK),
        blobs=(contents[number % len(contents)].blob,),
    )


def _big(dice: Random, count: int, blob_bytes: int) -> Iterator[DemoBlob]:
    pieces = min(count, max(1, -(-blob_bytes // BIG_BLOB)))
    for number in range(pieces):
        size = blob_bytes // pieces + (1 if number < blob_bytes % pieces else 0)
        yield demo_blob(padded_pdf(size, dice))
