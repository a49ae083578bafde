"""The audit log: what it tells, and that it cannot be changed unseen."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import ColumnElement, delete, select, update

from portal_protocol.feed import Access, Removal
from portal_protocol.records import PatientId
from practice_server import audit
from practice_server.store.store import Store
from practice_server.store.tables import audit as audit_table
from practice_server.store.tables import counter
from tests.practice_server.worlds import (
    access,
    answer_visit,
    caller,
    family,
    feed,
    person,
    practice,
    visit,
)

NUMBER = audit_table.c.number


def entries(store: Store) -> list[tuple[str, str, str]]:
    with store.reading() as connection:
        columns = (audit_table.c.actor, audit_table.c.what, audit_table.c.patient)
        return [tuple(row) for row in connection.execute(select(*columns).order_by(NUMBER))]


@pytest.mark.rule("WHO-6")
def test_the_log_says_when_a_right_ends(store: Store) -> None:
    family(store)
    feed(store, person("ivy"), practice(guarantor_access=False), Removal(of="access", id="jonas"))

    assert entries(store)[-3:] == [
        ("feed", "right_ended", "ivy"),
        ("feed", "switched_off", ""),
        ("feed", "access_removed", "jonas"),
    ]


@pytest.mark.rule("WHO-7")
def test_what_a_representative_does_is_logged_as_theirs(store: Store) -> None:
    elena = family(store)
    answer_visit(store, elena, "v-ivy")
    answer_visit(store, caller("jonas"), "v-ivy")

    assert entries(store)[-2:] == [("elena", "answer_visit", "ivy"), ("jonas", "answer_visit", "")]


def test_the_log_holds_no_content(store: Store) -> None:
    elena = family(store)
    feed(
        store,
        visit("x", "ivy", description="Root canal"),
        Access(id="s", patient=PatientId("ivy"), user_name="ivy.m", password="open sesame 1234"),
    )
    answer_visit(store, elena, "x")
    with store.reading() as connection:
        everything = str(connection.execute(select(audit_table)).all())

    for secret in ("Root canal", "open sesame", "ivy.m", "Marlowe"):
        assert secret not in everything


def test_an_untouched_chain_holds(store: Store) -> None:
    assert audit.verify(store) == 0
    family(store)
    feed(store, access("ivy"))
    assert audit.verify(store) == len(entries(store)) > 3


@pytest.mark.parametrize(
    "where", [NUMBER == 2, NUMBER == 4, NUMBER > 2], ids=["one", "another", "tail"]
)
def test_a_missing_entry_breaks_the_chain(store: Store, where: ColumnElement[bool]) -> None:
    family(store)
    with store.writing() as connection:
        connection.execute(delete(audit_table).where(where))

    with pytest.raises(audit.AuditBrokenError):
        audit.verify(store)


@pytest.mark.parametrize(
    "values",
    [
        {"actor": "x"},
        {"what": "x"},
        {"patient": "x"},
        {"detail": "x"},
        {"at": datetime(2001, 1, 1, tzinfo=UTC)},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_changed_entry_breaks_the_chain(store: Store, values: dict[str, object]) -> None:
    family(store)
    with store.writing() as connection:
        connection.execute(update(audit_table).where(NUMBER == 3).values(**values))

    with pytest.raises(audit.AuditBrokenError, match="entry 3"):
        audit.verify(store)


def test_a_log_emptied_with_its_counter_left_is_noticed(store: Store) -> None:
    family(store)
    with store.writing() as connection:
        connection.execute(delete(audit_table))
        assert connection.scalar(select(counter.c.value).where(counter.c.name == "audit"))

    with pytest.raises(audit.AuditBrokenError):
        audit.verify(store)
