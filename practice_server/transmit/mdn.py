"""Answers to Direct messages: what the addressee's side says of how far one got (RFC 8098).

An answer counts only when it is encrypted for us and signed by whom we trust for its address, which
is in the domain that the transmission went to.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage, Message
from typing import Final, NamedTuple

from sqlalchemy import select

from portal_protocol.transmissions import Delivery, Undelivered, Way
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.tables import transmission
from practice_server.transmit import smime
from practice_server.transmit.cms import BadMessage
from practice_server.transmit.direct import Direct
from practice_server.transmit.smime import Opened
from practice_server.transmit.trust import Use
from practice_server.transmit.waiting import answered

ARRIVED: Final = frozenset({"processed", "dispatched", "displayed"})
REFUSED: Final = frozenset({"failed", "denied", "deleted"})
_REPORTS: Final = frozenset({"message/disposition-notification", "message/delivery-status"})
_ORIGINAL: Final = ("original-message-id", "x-original-message-id")


class Answer(NamedTuple):
    """About which transmission, from which address, and whether it arrived."""

    id: str
    sender: str
    arrived: bool


def take(store: Store, direct: Direct, message: bytes) -> bool:
    """Write down what this message says; answers whether it was about something of ours.

    Safe to repeat. Raises BadMessage for one that is no answer, or that nobody trusted signed.
    """
    opened = smime.read(message, direct.identity)
    sender = _sender(opened.content)
    if not _is_trusted(direct, opened, sender):
        raise BadMessage("nobody whom we trust signed this")
    answer = read(opened.content, sender)
    wanted = select(transmission.c.stream, transmission.c.address).where(
        transmission.c.id == answer.id, transmission.c.way == Way.DIRECT
    )
    with store.reading() as connection:
        row = connection.execute(wanted).one_or_none()
    if row is None or _domain(row.address) != _domain(sender):
        return False
    state = Delivery.DELIVERED if answer.arrived else Delivery.FAILED
    reason = None if answer.arrived else Undelivered.NOT_DELIVERED
    answered(store, answer.id, row.stream, state, reason)
    return True


def read(content: EmailMessage, sender: str) -> Answer:
    """What an answer says; raises BadMessage for what is none."""
    fields = {
        name.lower(): str(value).strip()
        for part in _reports(content)
        for name, value in part.items()
    }
    original = next((fields[name] for name in _ORIGINAL if name in fields), "")
    named = re.search(r"<([^@<>\s]+)@", original or str(content.get("In-Reply-To", "")))
    arrived = _arrived(fields.get("disposition", ""), fields.get("action", ""))
    if named is None or arrived is None:
        raise BadMessage("the message is no answer")
    return Answer(named[1], sender, arrived)


def _reports(content: EmailMessage) -> Iterator[Message]:
    for part in content.walk():
        if part.get_content_type() in _REPORTS:
            inside = part.get_payload()
            yield from (each for each in inside if isinstance(each, Message))


def _arrived(disposition: str, action: str) -> bool | None:
    """Whether it arrived, by an MDN or else by a DSN; None when neither says so."""
    kind, _, modifier = disposition.rpartition(";")[2].strip().lower().partition("/")
    if kind in REFUSED or "error" in modifier or "failure" in modifier:
        return False
    if kind in ARRIVED:
        return True
    return {"failed": False, "delivered": True}.get(action.lower())


def _is_trusted(direct: Direct, opened: Opened, sender: str) -> bool:
    signers, certificates = opened.signatures
    return any(
        direct.trust.why_not(each, sender, Use.SIGN, now(), certificates) is None
        for each in signers
    )


def _sender(content: EmailMessage) -> str:
    with suppress(AttributeError, IndexError, ValueError):
        address: str = content["From"].addresses[0].addr_spec
        return address
    raise BadMessage("the message names no sender")


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold()
