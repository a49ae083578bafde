"""Lists in pages: complete, in order, each record once, at any page size."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from desktop.models.vault import meta, queries
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from portal_protocol.records import Appointment, PatientId, Person
from tests.desktop.models.vault.making import NOON, VISITS, page, take, visit

PATIENTS = [PatientId(name) for name in ("elena", "ivy", "theo")]


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory):
    folder = VaultFolder(tmp_path_factory.mktemp("family") / "vault")
    vault = Vault.create(folder, VaultKey.new())
    take(vault, page(VISITS, 1, VISITS_OF_ALL))
    yield vault
    vault.close()


VISITS_OF_ALL = [
    Appointment(
        id=f"v{number}",
        patient=None if number % 7 == 0 else PATIENTS[number % 3],
        at=None if number % 11 == 0 else NOON + timedelta(hours=number // 3),
    )
    for number in range(60)
]


def place(record: Appointment) -> tuple[float, str]:
    return (record.at.timestamp() if record.at else float("-inf"), record.id)


@settings(max_examples=60, deadline=None)
@given(
    patients=st.none() | st.frozensets(st.sampled_from(PATIENTS)),
    newest_first=st.booleans(),
    since=st.none() | st.integers(0, 20),
    until=st.none() | st.integers(0, 20),
    limit=st.integers(1, 70),
)
def test_pages_give_each_record_once_in_order(
    family: Vault,
    patients: frozenset[PatientId] | None,
    newest_first: bool,
    since: int | None,
    until: int | None,
    limit: int,
):
    start = None if since is None else NOON + timedelta(hours=since)
    end = None if until is None else NOON + timedelta(hours=until)
    wanted = [
        record
        for record in VISITS_OF_ALL
        if (patients is None or record.patient in patients)
        and (start is None or (record.at is not None and record.at >= start))
        and (end is None or record.at is None or record.at < end)
    ]
    wanted.sort(key=place, reverse=newest_first)
    found: list[object] = []
    cursor = None
    with family.reading() as connection:
        counted = queries.count(connection, Appointment, patients=patients, since=start, until=end)
        while True:
            records, cursor = queries.page(
                connection,
                Appointment,
                patients=patients,
                newest_first=newest_first,
                since=start,
                until=end,
                cursor=cursor,
                limit=limit,
            )
            found += records
            if cursor is None:
                break
    assert found == wanted
    assert counted == len(wanted)


def test_all_of_a_kind_come_in_order(family: Vault):
    with family.reading() as connection:
        assert list(queries.all_of(connection, Appointment)) == sorted(VISITS_OF_ALL, key=place)
        assert queries.all_of(connection, Person) == ()


def test_one_record_is_found_by_kind_and_id(family: Vault):
    with family.reading() as connection:
        assert queries.one(connection, Appointment, "v5") == VISITS_OF_ALL[5]
        assert queries.one(connection, Person, "v5") is None


def test_pages_read_an_index_and_never_the_whole_table(family: Vault):
    plans: list[str] = []
    with family.reading() as connection:

        def explain(conn, cursor, statement, parameters, *_):
            if statement.startswith("SELECT") and "FROM record" in statement:
                rows = cursor.connection.execute("EXPLAIN QUERY PLAN " + statement, parameters)
                plans.extend(row[3] for row in rows)

        event.listen(connection.engine, "before_cursor_execute", explain)
        try:
            _, cursor = queries.page(
                connection, Appointment, patients=None, newest_first=True, limit=5
            )
            queries.page(
                connection, Appointment, patients=None, newest_first=True, cursor=cursor, limit=5
            )
        finally:
            event.remove(connection.engine, "before_cursor_execute", explain)
    assert plans
    assert not [plan for plan in plans if "SCAN record" in plan or "TEMP B-TREE" in plan]


def test_small_values_are_kept_replaced_and_removed(vault: Vault):
    with vault.writing() as connection:
        for value in (NOON, NOON + timedelta(days=1)):
            meta.put(connection, "synced_at", value)
        assert meta.get(connection, "synced_at", type(NOON)) == NOON + timedelta(days=1)
        assert meta.get(connection, "synced_at", int) is None
        meta.put(connection, "synced_at", None)
        assert meta.get(connection, "synced_at", type(NOON)) is None


def test_microseconds_keep_their_order(vault: Vault):
    almost = [visit(0), visit(0), visit(0)]
    times = [NOON, NOON + timedelta(microseconds=1), NOON + timedelta(milliseconds=1)]
    records = [
        Appointment(id=f"v{2 - index}", patient=record.patient, at=at)
        for index, (record, at) in enumerate(zip(almost, times, strict=True))
    ]
    take(vault, page(VISITS, 1, records))
    with vault.reading() as connection:
        assert list(queries.all_of(connection, Appointment)) == records
