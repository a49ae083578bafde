"""WebMail of the demo practice as records: messages both ways, secure email (MAIL-1, MAIL-7)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random
from typing import Final

from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import PatientId, Person, Provider
from practice_server.demo import enclosures, office, people
from practice_server.demo.days import Days, clock
from practice_server.demo.documents import DemoBlob
from practice_server.demo.letters import DESK, PATIENT, Conversation, Letter, conversations

ZONE: Final = office.PIER.time_zone
OPENED_AFTER: Final = timedelta(hours=3)
VALID: Final = timedelta(days=7)
_CHILDREN: Final = frozenset({people.IVY})

SECURE: Final = (
    ("expired", -30, "Your referral letter", "Dr. Amina Farrow"),
    ("valid", -2, "Results from the laboratory", "Dr. Amina Farrow"),
    ("tomorrow", -6, "Your insurance\u2019s answer", "Front desk"),
)
"""Key, days from today, subject, author: one is over, one ends tomorrow."""


def messages(
    days: Days, dice: Random, persons: Iterable[Person]
) -> tuple[list[Message | SecureEmail], list[DemoBlob]]:
    """All messages and secure emails about `persons`, and the files that they carry."""
    known = {person.id: person for person in persons}
    made: list[Message | SecureEmail] = []
    for conversation in conversations(days, dice):
        made += _messages(days, conversation, known)
    made += [_secure(days, *each) for each in SECURE]
    return made, [enclosures.enclosure(name) for name in enclosures.every_kind()]


def replied(subject: str) -> str:
    """The subject of a reply: prefixed once (MAIL-2)."""
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def provider_of(person: Person) -> Provider:
    """Whom the person's messages go to."""
    return office.PROVIDERS[person.primary_provider or office.FARROW.id]


def said(provider: Provider) -> str:
    """A provider's name as messages show it: "Priya Sandoval, RDH"."""
    return f"{provider.name}, {provider.suffix}" if provider.suffix else provider.name


def full_names(persons: Iterable[Person]) -> dict[str, str]:
    """Names by id."""
    return {person.id: full_name(person) for person in persons}


def full_name(person: Person) -> str:
    """First and last name as the practice says them."""
    return f"{person.preferred_name or person.first_name} {person.last_name}"


def _messages(
    days: Days, conversation: Conversation, known: dict[str, Person]
) -> Iterator[Message]:
    first = f"{conversation.patient}-message-{conversation.key}"
    for number, letter in enumerate(conversation.letters):
        subject = conversation.subject if number == 0 else replied(conversation.subject)
        identity, thread = (first, "") if number == 0 else (f"{first}-{number}", first)
        yield _message(days, letter, known, conversation.patient, (identity, thread, subject))


def _message(
    days: Days,
    letter: Letter,
    known: dict[str, Person],
    patient: PatientId,
    head: tuple[str, str, str],
) -> Message:
    person = known[patient]
    writer = known[people.ELENA] if patient in _CHILDREN else person
    doctor = office.PROVIDERS.get(letter.by, provider_of(person))
    at = clock(days.day(letter.on), letter.at, ZONE)
    from_patient = letter.by == PATIENT
    practice = DESK if letter.by == DESK else said(doctor)
    return Message(
        id=head[0],
        patient=patient,
        at=at,
        subject=head[2],
        body=letter.text,
        from_patient=from_patient,
        author=writer.id if from_patient else ("" if letter.by == DESK else doctor.id),
        author_name=full_name(writer) if from_patient else practice,
        to_name=practice if from_patient else full_name(writer),
        provider="" if letter.by == DESK else doctor.id,
        thread=head[1],
        read_at=at + OPENED_AFTER if letter.read else None,
        blobs=tuple(enclosures.enclosure(name).blob for name in letter.files),
    )


def _secure(days: Days, key: str, on: int, subject: str, author: str) -> SecureEmail:
    at = clock(days.day(on), "11:00", ZONE)
    return SecureEmail(
        id=f"{people.ELENA}-secure-{key}",
        patient=people.ELENA,
        at=at,
        subject=subject,
        author_name=author,
        body="Hello Elena,\nthis is for you alone. Please save what you need before it expires.",
        expires_at=at + VALID,
        blobs=(enclosures.enclosure(enclosures.CARE_SHEET).blob,),
    )
