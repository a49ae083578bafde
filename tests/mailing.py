"""Messages that resemble what practices write, for every test that shows some."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from portal_protocol.feed import FeedItem, Removal
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.offices import Webmail
from portal_protocol.records import Blob, PatientId, Person
from practice_server.demo import build, office
from practice_server.demo.days import Days
from practice_server.demo.people import ELENA, IVY, THEO, marlowes
from tests.serving import RunningServer

LETTER = (
    "Hello Elena,\n\nOn Wednesday the 18th we prepare tooth 14 for the crown. Please plan for 90 "
    "minutes. You can eat before you come. The care sheet below tells you what to expect that "
    "evening. More is at https://harborfamilydental.example/crowns.\n\nAmina Farrow"
)
WORDS = Webmail(answers_within="1 workday")


def now() -> datetime:
    """This moment, as records have it."""
    return datetime.now(UTC).replace(microsecond=0)


def message(name: str, subject: str, patient: PatientId = ELENA, **more) -> Message:
    """One from the practice, an hour ago unless told otherwise."""
    return Message(
        **{
            "id": name,
            "patient": patient,
            "at": now() - timedelta(hours=1),
            "subject": subject,
            "body": f"{subject}. Please tell us if you have questions.",
            "author": "farrow",
            "author_name": "Dr. Amina Farrow",
            "to_name": "Elena Marlowe",
            "provider": "farrow",
            **more,
        }
    )


def named(blob: Blob, name: str, media_type: str = "application/pdf") -> Blob:
    """A file as a message names it."""
    return Blob(blob.digest, blob.size, media_type, name)


def inbox(files: tuple[Blob, ...] = ()) -> list[FeedItem]:
    """Five received, three of them unread, the newest with files; one was sent before."""
    at = now()
    read = at - timedelta(days=3)
    return [
        message("crown", "Before your crown visit on November 18", body=LETTER, blobs=files),
        message(
            "sealants",
            "Ivy’s sealants: what to watch for",
            IVY,
            at=at - timedelta(days=1),
            author="sandoval",
            author_name="Priya Sandoval, RDH",
            provider="sandoval",
        ),
        message("card", "New insurance card needed for Theo", THEO, at=at - timedelta(days=5)),
        message("xrays", "Your X-rays from October 21", at=at - timedelta(days=90), read_at=read),
        message(
            "hours", "New opening hours from December", at=at - timedelta(days=99), read_at=read
        ),
        message(
            "asked",
            "Is the crown visit still on?",
            at=at - timedelta(days=2),
            body="Is it still on the 18th?\n\nElena",
            from_patient=True,
            author=ELENA,
            author_name="Elena Marlowe",
            to_name="Dr. Amina Farrow",
            read_at=read,
        ),
    ]


def secure() -> list[FeedItem]:
    """Two encrypted emails: one can be read, the other's time is over."""
    at = now()
    return [
        SecureEmail(
            id="secure-new",
            patient=ELENA,
            at=at - timedelta(hours=3),
            subject="Letter from the endodontist",
            author_name="Front desk",
            body="The endodontist sent us this letter for you.",
            expires_at=at + timedelta(days=7),
        ),
        SecureEmail(
            id="secure-old",
            patient=ELENA,
            at=at - timedelta(days=20),
            subject="Copies of your X-rays",
            author_name="Front desk",
            body="",
            expires_at=at - timedelta(days=13),
        ),
    ]


def clear(server: RunningServer) -> None:
    """Take back the messages that the demo practice shares."""
    demo = [item for item in build().items if isinstance(item, Message | SecureEmail)]
    server.feed([Removal(of=str(one.__struct_config__.tag), id=one.id) for one in demo])


def let_write(server: RunningServer, webmail: Webmail = WORDS) -> None:
    """The practice says how it answers, and whether files are taken."""
    server.feed([replace(office.practice(), webmail=webmail)])


def without_provider(first_name: str) -> Person:
    """A person of the demo's family whom the practice has named no usual provider."""
    family = marlowes(Days(now().date()))
    person = next(one for one in family if one.first_name == first_name)
    return replace(person, primary_provider=None)
