"""How the demo practice answers a patient's message: kindly, and always the same way."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

from portal_protocol.actions import SendMessage
from portal_protocol.mail import Message
from portal_protocol.records import Person
from practice_server.demo import people
from practice_server.demo.days import Days
from practice_server.demo.mailbox import full_name, provider_of, replied, said

WORDS: Final = (
    "thank you for writing. I have read it and will look at your records today.",
    "thank you, that is good to know. We talk about it at your next visit.",
    "thank you for your question. Nothing to worry about; call us if it gets worse.",
)
OPENED_AFTER: Final = timedelta(seconds=2)
ANSWERED_AFTER: Final = timedelta(seconds=4)


def answered(message: SendMessage, received_at: datetime) -> list[Message]:
    """The message as one that was opened, and the provider's reply to it.

    For a person of another practice than the demo's there is no reply.
    """
    opened = Message(
        id=message.id,
        patient=message.regarding,
        at=received_at,
        subject=message.subject,
        body=message.body,
        from_patient=True,
        read_at=received_at + OPENED_AFTER,
    )
    person = _known(received_at).get(message.regarding)
    return [opened, _reply(message, person, received_at)] if person else [opened]


def _reply(message: SendMessage, person: Person, received_at: datetime) -> Message:
    doctor, name = provider_of(person), full_name(person)
    words = Random(message.id).choice(WORDS)
    return Message(
        id=f"reply-{message.id}",
        patient=message.regarding,
        at=received_at + ANSWERED_AFTER,
        subject=replied(message.subject),
        body=f"Hello {person.preferred_name or person.first_name},\n{words}\n\n{said(doctor)}",
        author=doctor.id,
        author_name=said(doctor),
        to_name=name,
        provider=doctor.id,
        thread=message.id,
    )


def _known(at: datetime) -> dict[str, Person]:
    days = Days(at.date())
    return {person.id: person for person in (*people.marlowes(days), *people.others(days))}
