"""What stands above a message's text, and the links inside it."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.models.items import format as written
from desktop.models.items.family import Family, full_name
from desktop.models.items.messages import MessageRow
from desktop.models.items.outgoing import OutgoingRow
from desktop.models.shown import Waiting
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import Blob

translate = QCoreApplication.translate

_LINKS = re.compile(r"https://[^\s<>\"'\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_TAIL = ".,;:!?)]}»”’"
UNITS = (("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000))


def head_facts(row: MessageRow, family: Family) -> list[str]:
    """From Dr. Farrow to Elena Marlowe; Regarding Elena; Today, 9:12 AM."""
    return [fact for fact in (_from_to(row, family), _regarding(row.regarding), row.when) if fact]


def outgoing_facts(row: OutgoingRow) -> list[str]:
    """To Dr. Farrow; Regarding Elena; Written today, 8:02 PM."""
    wrote = translate("Mail", "Written: %1").replace("%1", row.when)
    return [fact for fact in (row.to, _regarding(row.regarding), wrote) if fact]


def older_title(message: Message, family: Family) -> str:
    """One line for a message of the conversation that is folded."""
    who = author_of(message, family)
    return f"{who}, {written.day(message.at.astimezone().date())}" if message.at else who


def conversation_words(message: Message, others: Sequence[Message]) -> str:
    """Above the rest of a conversation: earlier, unless something of it came later (MAIL-9)."""
    if any(other.at and message.at and other.at > message.at for other in others):
        return translate("Mail", "Also in this conversation")
    return translate("Mail", "Earlier in this conversation")


def author_of(message: Message, family: Family) -> str:
    """Who wrote it, as the practice names them; You for the signed-in person."""
    if message.from_patient and (not message.author or family.is_me(message.author)):
        return translate("Mail", "You")
    return message.author_name or family.provider_name(message.provider)


def expiry_words(email: SecureEmail, now: datetime) -> str:
    """Can be read until Nov 17; or that its time is over (MAIL-7)."""
    day = written.near_day_within(email.expires_at.astimezone().date(), now.astimezone().date())
    if email.expired(now):
        return translate("Mail", "Could be read until %1").replace("%1", day)
    return translate("Mail", "Can be read until %1").replace("%1", day)


def queue_words(row: OutgoingRow, *, offline: bool) -> str:
    """Why a message is still here, or what happens with it now."""
    state = row.outgoing.state
    if state is Waiting.FAILED:
        return row.reason
    if state is Waiting.SENDING:
        return translate("Mail", "It is being sent now.")
    if offline:
        return translate("Mail", "Sent automatically when you are online.")
    return translate("Mail", "It is sent in a moment.")


def size_words(size: int) -> str:
    """182 KB."""
    for unit, bytes_of in UNITS:
        if size >= bytes_of:
            value = size / bytes_of
            digits = written.number(round(value)) if value >= 10 else _one_place(value)
            return f"{digits} {unit}"
    return translate("Mail", "1 byte") if size == 1 else translate("Mail", "%n bytes", "", size)


def files_size(blobs: tuple[Blob, ...]) -> int:
    """Bytes of all of them."""
    return sum(blob.size for blob in blobs)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, in order; True for those that are a web address (https alone)."""
    at = 0
    for found in _LINKS.finditer(text):
        link = found.group().rstrip(_TAIL)
        if found.start() > at:
            yield text[at : found.start()], False
        yield link, True
        at = found.start() + len(link)
    if at < len(text):
        yield text[at:], False


def _one_place(value: float) -> str:
    return QLocale().toString(value, "f", 1)


def _from_to(row: MessageRow, family: Family) -> str:
    message = row.message
    if isinstance(message, Message) and message.from_patient:
        names = (message.author_name or author_of(message, family), message.to_name)
    else:
        me = next((one for one in family.people if one.id == message.patient), family.me)
        names = (message.author_name, full_name(me) if me else "")
    said = translate("Mail", "From %1 to %2") if all(names) else translate("Mail", "From %1")
    return said.replace("%1", names[0]).replace("%2", names[1]) if names[0] else ""


def _regarding(name: str) -> str:
    return translate("Mail", "Regarding %1").replace("%1", name) if name else ""
