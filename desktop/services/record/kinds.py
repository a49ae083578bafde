"""What belongs to a whole record, one entry a kind: a new kind is a new entry here (OFF-7)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from desktop.models.activity import Entry
from desktop.models.items import record_names as names
from desktop.models.items import record_words as words
from desktop.models.items.family import Family
from desktop.models.items.record_plan import plan_told
from desktop.models.record import Told
from desktop.models.shown import ShownPlan
from desktop.models.unreadable import Unreadable
from desktop.models.vault import queries
from desktop.models.vault.vault import Vault
from desktop.services.portal.reads.common import still
from desktop.services.portal.reads.plans import visits_of
from desktop.services.portal.reads.subjects import subject_of
from portal_protocol.activity import Activity
from portal_protocol.images import Image
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import (
    Appointment,
    Kind,
    PatientId,
    Payment,
    Recall,
    Record,
    Statement,
)
from portal_protocol.summaries import CareSummary, Referral
from portal_protocol.transmissions import Transmission

Persons = frozenset[PatientId] | None


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record: `tell` words what `ready` makes of it for the index.

    With a `head` all of a kind stand in one table, a row each. `named` kinds have files with names
    of their own, which lie in a folder for each record.
    """

    kind: Kind
    of: type[Record]
    tell: Callable[[Any, Family], Told]
    head: Callable[[], tuple[str, ...]] = tuple
    ready: Callable[[Connection, Any], object] = lambda _conn, record: record
    named: bool = False

    @property
    def title(self) -> str:
        """The heading in the index, and the name of the folder."""
        return names.section_title(self.kind)


def _plan(conn: Connection, plan: TreatmentPlan) -> ShownPlan:
    return ShownPlan(plan, visits=tuple(visits_of(conn, [plan]).values()))


def _email(_conn: Connection, email: SecureEmail) -> SecureEmail:
    return still(email, datetime.now(UTC))


def _entry(conn: Connection, activity: Activity) -> Entry:
    return Entry(activity, subject=subject_of(conn, activity.subject, activity.subject_id))


KINDS = (
    RecordKind(Kind.APPOINTMENT, Appointment, words.visit_told, words.visit_head),
    RecordKind(Kind.RECALL, Recall, words.recall_told, words.recall_head),
    RecordKind(Kind.STATEMENT, Statement, words.statement_told),
    RecordKind(Kind.PAYMENT, Payment, words.payment_told, words.payment_head),
    RecordKind(Kind.TREATMENT_PLAN, TreatmentPlan, plan_told, ready=_plan),
    RecordKind(Kind.MESSAGE, Message, words.message_told, named=True),
    RecordKind(Kind.SECURE_EMAIL, SecureEmail, words.email_told, ready=_email, named=True),
    RecordKind(Kind.CARE_SUMMARY, CareSummary, words.summary_told),
    RecordKind(Kind.REFERRAL, Referral, words.referral_told, words.referral_head),
    RecordKind(Kind.TRANSMISSION, Transmission, words.transmission_told, words.transmission_head),
    RecordKind(Kind.IMAGE, Image, words.image_told),
    RecordKind(Kind.ACTIVITY, Activity, words.activity_told, words.activity_head, _entry),
)
"""In the order of the index."""


def records(
    vault: Vault, kind: RecordKind, persons: Persons, *, newest_first: bool
) -> Iterator[tuple[Record, object]]:
    """Every record of a kind with what `ready` makes of it; a page in memory at a time.

    One that this version cannot read is its own readiness: an `Unreadable`.
    """

    def made(conn: Connection, row: Record | Unreadable) -> tuple[Record | Unreadable, object]:
        return row, row if isinstance(row, Unreadable) else kind.ready(conn, row)

    return queries.everything(
        vault.reading, kind.of, made, patients=persons, newest_first=newest_first
    )


def shared(record: Record) -> Record:
    """The record as it may be taken now: of an email that is over, its head alone (MAIL-7)."""
    return still(record, datetime.now(UTC)) if isinstance(record, SecureEmail) else record
