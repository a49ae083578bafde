"""What tests of the server need often: a small practice, a caller, a client's copy."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import delete, insert, select

from portal_protocol.actions import ActionResult
from portal_protocol.feed import Access, FeedItem, FeedResult
from portal_protocol.records import (
    Answer,
    Appointment,
    Clinic,
    PatientId,
    Person,
    Practice,
    Section,
)
from portal_protocol.sync import Position, SyncAnswer, SyncRequest
from practice_server import actions, sync
from practice_server.access import Caller
from practice_server.feed import records
from practice_server.store.store import Store
from practice_server.store.tables import metadata

NOON = datetime.now(UTC).replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=9)
"""Noon in New York, or an hour later, some days ahead."""

Row = tuple[str, str]
Snapshot = dict[str, list[dict[str, object]]]


def practice(
    *,
    sections: Iterable[Section] = tuple(Section),
    guarantor_access: bool = True,
    kept: tuple[str, ...] = (),
) -> Practice:
    """A practice in New York."""
    return Practice(
        id="practice",
        name="Harbor Family Dental",
        clinics=(Clinic(id="pier", name="Pier Street", time_zone="America/New_York"),),
        sections=tuple(sections),
        guarantor_access=guarantor_access,
        kept_statuses=kept,
    )


def person(identity: str, guarantor: str | None = None, responsible: str | None = None) -> Person:
    """A person of status Patient."""
    return Person(
        id=identity,
        first_name=identity.title(),
        last_name="Marlowe",
        guarantor=PatientId(guarantor) if guarantor else None,
        responsible_party=PatientId(responsible) if responsible else None,
    )


def visit(identity: str, patient: str, at: datetime = NOON, description: str = "") -> Appointment:
    """A scheduled visit in New York."""
    return Appointment(
        id=identity, patient=PatientId(patient), at=at, clinic="pier", description=description
    )


def caller(patient: str) -> Caller:
    """The login of a person, which has the same id."""
    return Caller(login=patient, patient=PatientId(patient), device="")


def access(patient: str) -> Access:
    """Online access without a password yet."""
    return Access(id=patient, patient=PatientId(patient), user_name=patient)


def feed(store: Store, *items: FeedItem) -> FeedResult:
    """Bring items in."""
    return records.apply(store, items)


def family(store: Store) -> Caller:
    """Elena, guarantor of Ivy and Jonas, each with a visit; returns Elena as a caller."""
    feed(
        store,
        practice(),
        person("elena", guarantor="elena"),
        person("ivy", guarantor="elena"),
        person("jonas", guarantor="elena"),
        access("elena"),
        access("jonas"),
        visit("v-elena", "elena"),
        visit("v-ivy", "ivy"),
        visit("v-jonas", "jonas"),
    )
    return caller("elena")


def action_id(number: int = 0) -> str:
    """A UUIDv7 that differs at each call, or always the same for a number above 0."""
    tail = f"{number:012x}" if number else uuid.uuid4().hex[:12]
    return f"01930000-0000-7000-8000-{tail}"


def raw_action(do: str, identity: str | None = None, **fields: object) -> msgspec.Raw:
    """An action as the desktop sends it."""
    body = {"do": do, "id": identity or action_id(), "made_at": datetime.now(UTC), **fields}
    return msgspec.Raw(msgspec.json.encode(body))


def answer_visit(
    store: Store,
    who: Caller,
    appointment: str,
    *,
    start: datetime = NOON,
    answer: Answer = Answer.CONFIRM,
) -> ActionResult:
    """Answer a visit as this caller."""
    raw = raw_action("answer_visit", appointment=appointment, start=start, answer=answer)
    return actions.carry_out(store, who, raw)


@dataclass
class Copy:
    """What a client keeps, in the simplest form that the protocol allows."""

    who: Caller
    have: dict[str, Position] = field(default_factory=dict)
    rows: dict[str, dict[Row, bytes]] = field(default_factory=dict)
    beside: dict[str, dict[Row, bytes]] = field(default_factory=dict)
    started_over: int = 0

    def sync_once(self, store: Store, limit: int = 500) -> SyncAnswer:
        """One call."""
        request = SyncRequest(have=self.have, limit=limit)
        body = sync.answer(store, self.who, request)
        answer = msgspec.json.decode(body, type=SyncAnswer)
        assert sum(len(page.items) for page in answer.pages) <= limit
        for name in answer.gone:
            del self.have[name]
            self.rows.pop(name, None)
            self.beside.pop(name, None)
        for page in answer.pages:
            self._take(page.stream, page.start_over, page.items)
            self.have[page.stream] = page.upto
            if page.complete and page.stream in self.beside:
                self.rows[page.stream] = self.beside.pop(page.stream)
        return answer

    def sync(self, store: Store, limit: int = 500) -> "Copy":
        """Calls until nothing is left."""
        while self.sync_once(store, limit).more:
            pass
        return self

    def shown(self, kind: str = "") -> dict[Row, dict[str, object]]:
        """All records, or those of a kind, decoded."""
        return {
            row: msgspec.json.decode(body)
            for rows in self.rows.values()
            for row, body in rows.items()
            if kind in ("", row[0])
        }

    def ids(self, kind: str) -> set[str]:
        """The ids of a kind."""
        return {identity for _, identity in self.shown(kind)}

    def _take(self, name: str, start_over: bool, items: Iterable[msgspec.Raw]) -> None:
        if start_over:
            self.started_over += 1
            self.beside[name] = {}
        rows = self.beside.get(name, self.rows.setdefault(name, {}))
        for item in items:
            head = msgspec.json.decode(item)
            if head["kind"] == "tombstone":
                rows.pop((head["of"], head["id"]), None)
            else:
                rows[head["kind"], head["id"]] = bytes(item)


def snapshot(store: Store) -> Snapshot:
    """All rows of the store, as a backup holds them."""
    with store.reading() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
        }


def restore(store: Store, copy: Snapshot) -> None:
    """Make the store equal to an older copy."""
    with store.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
        for table in metadata.sorted_tables:
            if copy[table.name]:
                connection.execute(insert(table), copy[table.name])
