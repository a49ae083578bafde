"""What the demo practice and its patients write to each other, in conversations (MAIL-9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from portal_protocol.records import PatientId
from practice_server.demo import enclosures, office, people
from practice_server.demo.days import Days

DESK: Final = "Front desk"
DOCTOR: Final = "doctor"
PATIENT: Final = "patient"
EVERY: Final = 37
FIRST_DAY: Final = -1090
LAST_DAY: Final = -55


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. `by` is `PATIENT`, `DOCTOR` for the person's own provider, the id of another
    provider, or `DESK`; `on` is in days from today, `at` HH:MM; `files` are names of enclosures."""

    by: str
    on: int
    at: str
    text: str
    read: bool = True
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """Letters about one person under one subject; the first one begins it."""

    patient: PatientId
    key: str
    subject: str
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What comes up again: `words` are said in turn, the patient first unless `told`."""

    subject: str
    words: tuple[str, ...]
    told: bool = False


TOPICS: Final = (
    Topic(
        "Sore gum after the cleaning",
        (
            "Good morning, my gum is still a little sore on the left. Is that normal?",
            "Hello, yes, for two or three days. Rinse with warm salt water in the evening.",
            "Thank you, it is better already.",
        ),
    ),
    Topic(
        "Which toothpaste is right?",
        (
            "Hello, is a toothpaste for sensitive teeth worth it?",
            "Hello, yes, use it twice a day for a month, then tell us how it feels.",
        ),
    ),
    Topic(
        "Your last visit",
        (
            "Hello, thank you for coming. Everything we looked at was in good order.",
            "That is good to hear, see you in half a year.",
        ),
        told=True,
    ),
    Topic(
        "A question about the bill",
        (
            "Hello, has the insurance answered about the last visit?",
            "Hello, not yet. We ask them again and write to you when they have.",
            "Hello, they have paid now. Your next statement shows it.",
        ),
    ),
    Topic(
        "Please call us to book",
        ("Hello, it is time for the next cleaning. Call us, or answer here with a day you like.",),
        told=True,
    ),
    Topic(
        "Sports and teeth",
        (
            "Hello, do we need a mouth guard for the new season?",
            "Hello, yes, we can make one in two short visits.",
        ),
    ),
)


def conversations(days: Days, dice: Random) -> Iterator[Conversation]:
    """Three years of them, the recent ones first."""
    yield from _recent(days)
    family = (people.ELENA, people.JONAS, people.IVY, people.THEO)
    for number, on in enumerate(range(FIRST_DAY, LAST_DAY, EVERY)):
        yield _about(dice.choice(TOPICS), family[number % len(family)], f"{number:02}", on)
    others = (people.DANIEL, people.MARGIT, people.GRACE, people.WALTER, people.HANAKO)
    for number, patient in enumerate(others):
        yield _about(TOPICS[number], patient, "first", -200 - number)
        yield _unread(patient, -4 - number)


def _about(topic: Topic, patient: PatientId, key: str, on: int) -> Conversation:
    turns = (DOCTOR, PATIENT) if topic.told else (PATIENT, DOCTOR)
    letters = [
        Letter(turns[at % 2], on + at, f"{9 + at}:{15 + at}".zfill(5), words)
        for at, words in enumerate(topic.words)
    ]
    return Conversation(patient, key, topic.subject, tuple(letters))


def _unread(patient: PatientId, on: int) -> Conversation:
    letter = Letter(DOCTOR, on, "15:05", TOPICS[4].words[0], read=False)
    return Conversation(patient, "booking", TOPICS[4].subject, (letter,))


def _recent(days: Days) -> Iterator[Conversation]:
    """The latest of the Marlowes: three that nobody has opened."""
    crown, taken = days.office_day(9), days.office_day(-19)
    yield Conversation(
        people.ELENA,
        "crown",
        f"Before your crown visit on {crown:%B} {crown.day}",
        (
            Letter(
                DOCTOR,
                -1,
                "17:12",
                f"Hello Elena,\nOn {crown:%A} we prepare tooth 14 for the crown. Please plan for 90"
                " minutes. You can eat before you come. The care sheet below tells you what to"
                " expect that evening.",
                read=False,
                files=(enclosures.CARE_SHEET,),
            ),
        ),
    )
    yield Conversation(
        people.IVY,
        "sealants",
        "Ivy\u2019s sealants: what to watch for",
        (
            Letter(
                office.SANDOVAL.id,
                -1,
                "16:40",
                "Hello, Ivy did very well. If a sealant feels high when she bites, write to us.",
                read=False,
            ),
        ),
    )
    card = "Hello, please send us the new insurance card, or bring it to the next visit."
    yield Conversation(
        people.THEO,
        "card",
        "New insurance card needed for Theo",
        (Letter(DESK, -3, "10:20", card, read=False),),
    )
    yield _x_rays(f"Your X-rays from {taken:%B} {taken.day}")
    hours = "Hello, from December on we open at 7:30 on Tuesdays."
    yield Conversation(
        people.ELENA,
        "hours",
        "New opening hours from December",
        (Letter(DESK, -28, "12:00", hours),),
    )
    papers = "Hello, here is everything that you asked us for, as we have it."
    every = tuple(enclosures.every_kind())
    yield Conversation(
        people.ELENA,
        "papers",
        "Papers for your records",
        (Letter(DESK, -40, "11:30", papers, files=every),),
    )


def _x_rays(subject: str) -> Conversation:
    return Conversation(
        people.ELENA,
        "x-rays",
        subject,
        (
            Letter(
                DOCTOR,
                -18,
                "09:30",
                "Hello Elena,\nhere is the picture we talked about. The dark spot is at tooth 14.",
                files=(enclosures.X_RAY, enclosures.CHART),
            ),
            Letter(PATIENT, -17, "20:05", "Thank you. Can it wait until after the holidays?"),
            Letter(DOCTOR, -16, "08:50", "Better not: let us do it before the end of the year."),
            Letter(PATIENT, -2, "19:40", "All right. What will my insurance pay?", read=False),
        ),
    )
