"""Notices about new messages, written with the message and sent later (MAIL-8).

A notice is claimed before it is sent and settled after: of many workers one sends it, and one that
dies in between leaves it to be sent again under the same Message-ID.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, exists, select, update

from portal_protocol.mail import Message
from portal_protocol.records import Kind, PatientId, Person, Section
from portal_protocol.sync import patient_stream
from practice_server import log
from practice_server.access import may_see_section
from practice_server.mail.smtp import BadAddress, Outlet
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.tables import login, notice, record
from practice_server.store.upserts import insert_missing

NEW_FOR = timedelta(days=1)
"""What is older is no news: a message that was sent before, a notice that nobody sent."""
TRIED_AGAIN_AFTER = timedelta(minutes=5)
PERMANENT = 500
"""From this reply of a mail server on an address is refused for good."""
_person = msgspec.json.Decoder(Person)


class Notice(NamedTuple):
    """One that is to be sent: the id of its message, and where to."""

    message: str
    address: str


def is_news(message: Message) -> bool:
    """Whether somebody should hear of a message that was not here before."""
    fresh = message.at is None or message.at > now() - NEW_FOR
    return fresh and not message.from_patient and message.read_at is None


def write(connection: Connection, messages: Iterable[Message]) -> None:
    """Put down whom to tell, in the transaction that brings the messages in."""
    for message in messages:
        address = _address(connection, message.patient) if message.patient else ""
        if address:
            at = now()
            row = {"message": message.id, "address": address, "created_at": at, "due_at": at}
            insert_missing(connection, notice, [row])


def send_all(store: Store, outlet: Outlet) -> int:
    """Send what is due; answers how many went out. What the mail server cannot take waits."""
    count = 0
    while (claimed := _claim(store)) is not None:
        try:
            outlet.send(claimed.address, claimed.message)
            count += 1
        except BadAddress as error:
            log.fault("notice_refused", error)
        except SMTPRecipientsRefused as error:
            if not _is_final(error):
                log.fault("notice_delayed", error)
                continue
            log.fault("notice_refused", error)
        except OSError as error:  # smtplib's errors are of this kind too
            log.fault("notice_delayed", error)
            break
        _settle(store, claimed)
    return count


def _is_final(refused: SMTPRecipientsRefused) -> bool:
    """Whether trying again is of no use; many servers refuse whom they do not know for minutes."""
    return all(code >= PERMANENT for code, _ in refused.recipients.values())


def _claim(store: Store) -> Notice | None:
    """The next one, which for some minutes nobody else gets."""
    at = now()
    due = (notice.c.sent_at.is_(None), notice.c.due_at <= at, notice.c.created_at > at - NEW_FOR)
    wanted = select(notice.c.message, notice.c.address).where(*due).order_by(notice.c.due_at)
    with store.writing() as connection:
        row = connection.execute(wanted.limit(1).with_for_update(skip_locked=True)).one_or_none()
        if row is None:
            return None
        _set(connection, row.message, due_at=at + TRIED_AGAIN_AFTER)
    return Notice(row.message, row.address)


def _settle(store: Store, claimed: Notice) -> None:
    with store.writing() as connection:
        _set(connection, claimed.message, sent_at=now())


def _set(connection: Connection, message: str, **values: datetime) -> None:
    connection.execute(update(notice).where(notice.c.message == message).values(**values))


def _address(connection: Connection, patient: PatientId) -> str:
    """Where the person, or else their guarantor, gets mail, if they can read it here; or ""."""
    person = _known(connection, patient)
    if person is None:
        return ""
    for each in (person, _known(connection, person.guarantor) if person.guarantor else None):
        if each is not None and each.email and _may_read(connection, each.id, patient):
            return each.email
    return ""


def _known(connection: Connection, patient: PatientId) -> Person | None:
    body = connection.scalar(
        select(record.c.body).where(
            record.c.stream == patient_stream(patient),
            record.c.kind == Kind.PERSON,
            record.c.id == patient,
            record.c.alive,
        )
    )
    return _person.decode(body) if body else None


def _may_read(connection: Connection, viewer: str, patient: PatientId) -> bool:
    found = exists().where(login.c.patient == viewer, login.c.enabled)
    return bool(connection.scalar(select(found))) and may_see_section(
        connection, PatientId(viewer), patient, Section.WEBMAIL
    )
