"""What a practice's system may say, drawn small: the same few persons and records each time."""

from datetime import UTC, datetime, time, timedelta

import msgspec
from hypothesis import strategies as st

from portal_protocol.feed import Access, FeedItem, Guardian, Removal
from portal_protocol.mail import Message
from portal_protocol.records import (
    Appointment,
    AppointmentStatus,
    Blob,
    Clinic,
    Confirmation,
    PatientId,
    Payment,
    Person,
    PersonStatus,
    Practice,
    Provider,
    Recall,
    Section,
    Statement,
)
from tests.convergence.mail import PROVIDER, PROVIDER_NAME

PASSWORD = "harbor-demo-2026"
PEOPLE = tuple(map(PatientId, ("elena", "jonas", "ivy", "theo", "rosa")))
LOGINS = ("elena", "ivy", "rosa")
CLINICS = (
    Clinic(id="pier", name="Pier Street", time_zone="America/Halifax"),
    Clinic(id="hill", name="Hill Road", time_zone="America/Vancouver"),
)
WORDS = ("crown", "bridge", "filling")
DOCUMENTS = (b"%PDF-1.7 one", b"%PDF-1.7 other" * 30_000, b"%PDF-1.7 third")
_DAY = datetime.combine(datetime.now(UTC).date(), time(), UTC) + timedelta(days=20)
STARTS = tuple(
    _DAY + timedelta(hours=hours)
    for hours in (
        15,
        18,
        24 + 2.5,  # the same day still at both clinics
        24 + 5,  # the next day in Halifax, the same in Vancouver
        24 + 18,
        -24 * 30,  # over
    )
)

_people = st.sampled_from(PEOPLE)
_maybe = st.sampled_from([None, PatientId("elena"), PatientId("rosa"), PatientId("ivy")])


def person(
    name: PatientId,
    guarantor: PatientId | None = None,
    responsible: PatientId | None = None,
    status: PersonStatus = PersonStatus.PATIENT,
) -> Person:
    """A person as the practice's system tells of them."""
    return Person(
        id=name,
        patient=name,
        first_name=name.title(),
        last_name="Marlowe",
        guarantor=guarantor,
        responsible_party=responsible,
        status=status,
        primary_provider=None if name == "ivy" else PROVIDER,
    )


def practice(sections: frozenset[Section], guarantors: bool, kept: bool) -> Practice:
    """The practice with its switches."""
    return Practice(
        id="practice",
        name="Harbor Family Dental",
        clinics=CLINICS,
        providers=(Provider(id=PROVIDER, name=PROVIDER_NAME),),
        sections=tuple(sorted(sections)),
        guarantor_access=guarantors,
        kept_statuses=("arrived",) if kept else (),
    )


SECTIONS = (Section.APPOINTMENTS, Section.ACCOUNT, Section.WEBMAIL)
EVERYTHING_ON = practice(frozenset(SECTIONS), True, True)  # noqa: FBT003


def access(login: str, *, password: str | None = None, enabled: bool = True) -> Access:
    """Online access of a person; the login has the person's name."""
    return Access(
        id=login, patient=PatientId(login), user_name=login, password=password, enabled=enabled
    )


def visit(number: int, patient: PatientId, start: datetime = STARTS[0]) -> Appointment:
    """A visit that asks for an answer."""
    return Appointment(
        id=f"v{number}",
        patient=patient,
        at=start,
        clinic="pier",
        confirmation=Confirmation.ASKED,
        description=WORDS[0],
    )


_kept = st.sampled_from(["", "", "arrived"])
_visits = st.builds(
    lambda number, patient, start, clinic, word, kept: msgspec.structs.replace(
        visit(number, patient, start), clinic=clinic, description=word, practice_status=kept
    ),
    st.integers(0, 5),
    _people,
    st.sampled_from(STARTS),
    st.sampled_from(["pier", "hill"]),
    st.sampled_from(WORDS),
    _kept,
)
_changed_visits = st.builds(
    lambda each, status, confirmation: msgspec.structs.replace(
        each, status=status, confirmation=confirmation
    ),
    _visits,
    st.sampled_from(list(AppointmentStatus)),
    st.sampled_from(list(Confirmation)),
)
_recalls = st.builds(
    lambda number, patient, word: Recall(
        id=f"r{number}", patient=patient, at=_DAY, description=word
    ),
    st.integers(0, 2),
    _people,
    st.sampled_from(WORDS),
)
_payments = st.builds(
    lambda number, patient, cents: Payment(
        id=f"p{number}", patient=patient, at=_DAY, amount_cents=cents
    ),
    st.integers(0, 2),
    _people,
    st.integers(1, 3),
)


def opened(written: Message) -> Message:
    """A patient's message as the practice tells that it has read it, and no more of it."""
    return Message(
        id=written.id, patient=written.patient, subject="", from_patient=True, read_at=_DAY
    )


def reply(number: int, to: Message) -> Message:
    """The practice answers a message, of which it knows the id alone."""
    return Message(
        id=f"reply{number}", patient=to.patient, at=_DAY, subject=to.subject, thread=to.id
    )


def statements(blobs: tuple[Blob, ...]) -> st.SearchStrategy[Statement]:
    """Statements with some of these documents."""
    return st.builds(
        lambda number, patient, some: Statement(
            id=f"s{number}", patient=patient, at=_DAY, blobs=tuple(some)
        ),
        st.integers(0, 3),
        _people,
        st.lists(st.sampled_from(blobs), max_size=2, unique=True),
    )


_messages = st.builds(
    lambda number, patient, word, answers, read: Message(
        id=f"m{number}",
        patient=patient,
        at=_DAY - timedelta(days=40 - number),
        subject=word,
        thread="m0" if answers and number else "",
        read_at=_DAY if read else None,
    ),
    st.integers(0, 3),
    _people,
    st.sampled_from(WORDS),
    st.booleans(),
    st.integers(0, 3).map(lambda drawn: drawn == 0),
)
_persons = st.builds(person, _people, _maybe, _maybe, st.sampled_from(list(PersonStatus)))
_shown_persons = st.builds(person, _people, _maybe, _maybe)
_practices = st.builds(
    practice,
    st.frozensets(st.sampled_from(SECTIONS)),
    st.booleans(),
    st.booleans(),
)
_guardians = st.builds(
    lambda number, child, guardian, ticked: Guardian(
        id=number, child=child, guardian=guardian, is_guardian=ticked
    ),
    st.sampled_from("xyz"),
    _people,
    _people,
    st.booleans(),
)
_removals = st.one_of(
    st.builds(lambda number: Removal(of="appointment", id=f"v{number}"), st.integers(0, 5)),
    st.builds(lambda number: Removal(of="statement", id=f"s{number}"), st.integers(0, 3)),
    st.builds(lambda number: Removal(of="payment", id=f"p{number}"), st.integers(0, 2)),
    st.builds(lambda number: Removal(of="recall", id=f"r{number}"), st.integers(0, 2)),
    st.builds(lambda number: Removal(of="message", id=f"m{number}"), st.integers(0, 3)),
    st.builds(lambda name: Removal(of="person", id=name), _people),
    st.builds(lambda number: Removal(of="guardian", id=number), st.sampled_from("xyz")),
    st.just(Removal(of="practice", id="practice")),
)


def batches(blobs: tuple[Blob, ...]) -> st.SearchStrategy[list[FeedItem]]:
    """What comes in one call: each thing at most once."""
    records = _visits | _visits | _changed_visits | _messages | _messages
    records = records | statements(blobs) | _recalls | _payments
    rights = _persons | _shown_persons | _practices | st.just(EVERYTHING_ON) | _guardians
    items: st.SearchStrategy[FeedItem] = records | rights | _removals
    return st.lists(items, min_size=1, max_size=6, unique_by=_name)


def _name(item: FeedItem) -> tuple[str, str]:
    if isinstance(item, Removal):
        return item.of, item.id
    return str(item.__struct_config__.tag), item.id


FIRST: tuple[FeedItem, ...] = (
    EVERYTHING_ON,
    *(person(name, PatientId("elena")) for name in PEOPLE[:4]),
    person(PatientId("rosa")),
    Guardian(id="x", child=PatientId("theo"), guardian=PatientId("rosa"), is_guardian=True),
    *(access(name, password=PASSWORD) for name in LOGINS),
    visit(0, PatientId("elena")),
    visit(1, PatientId("ivy")),
    visit(2, PatientId("ivy"), STARTS[1]),
    visit(3, PatientId("theo"), STARTS[2]),
    Message(id="m0", patient=PatientId("elena"), at=_DAY, subject=WORDS[0]),
    Message(id="m1", patient=PatientId("theo"), at=_DAY, subject=WORDS[1]),
)
"""What every practice of these tests begins with."""
