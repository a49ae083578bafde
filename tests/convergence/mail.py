"""What the rules say of messages, in plain values: MAIL-2, MAIL-3, MAIL-9."""

from datetime import datetime

import msgspec

from portal_protocol.actions import SendMessage
from portal_protocol.mail import Message
from portal_protocol.records import PatientId, Record

PROVIDER, PROVIDER_NAME = "farrow", "Dr. Farrow"


def told_anew(held: Record | None, answered: Record | None, item: Message) -> Message:
    """What the practice tells of a message: read ones stay read, a patient's own words stay."""
    if isinstance(held, Message):
        read_at = item.read_at or held.read_at
        if held.from_patient:
            return msgspec.structs.replace(held, read_at=read_at)
        item = msgspec.structs.replace(item, read_at=read_at)
    if isinstance(answered, Message) and answered.patient == item.patient:
        return msgspec.structs.replace(item, thread=answered.thread or answered.id)
    return item


def written(action: SendMessage, actor: PatientId, answered: Record | None) -> Message:
    """The message that a patient sends."""
    thread = ""
    if isinstance(answered, Message) and answered.patient == action.regarding:
        thread = answered.thread or answered.id
    return Message(
        id=action.id,
        patient=action.regarding,
        at=action.made_at,
        subject=action.subject,
        body=action.body,
        from_patient=True,
        author=actor,
        author_name=f"{actor.title()} Marlowe",
        to_name=PROVIDER_NAME,
        provider=PROVIDER,
        thread=thread,
    )


def opened(message: Message, at: datetime) -> Message | None:
    """The message as one that was read; None when nothing is to be done."""
    if message.from_patient or message.read_at:
        return None
    return msgspec.structs.replace(message, read_at=at)
