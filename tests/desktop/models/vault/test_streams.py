"""Pages, starting over, purging, and records that this version cannot read."""

import pytest
from msgspec import Raw

from desktop.models.shown import Waiting
from desktop.models.unreadable import Unreadable
from desktop.models.vault import indexing, outbox, queries, search, streams
from desktop.models.vault.vault import Vault
from portal_protocol.records import Appointment, Record, Statement
from portal_protocol.sync import Position, Tombstone
from portal_protocol.times import showable
from tests.desktop.models.vault.making import (
    ACCOUNT,
    ELENA,
    VISITS,
    confirm,
    digest_of,
    page,
    statement,
    take,
    visit,
)

DOCUMENT = digest_of(b"document")


def ids(vault: Vault, kind: type[Record] = Appointment) -> list[str]:
    with vault.reading() as connection:
        return [record.id for record in queries.all_of(connection, kind)]


def have(vault: Vault) -> dict[str, Position]:
    with vault.reading() as connection:
        return streams.have(connection)


def test_page_and_its_position_are_taken_in_together(vault: Vault):
    applied = take(vault, page(VISITS, 7, [visit(1), visit(2)]))

    assert applied.kinds == {"appointment"}
    assert ids(vault) == ["v1", "v2"]
    assert have(vault) == {VISITS: Position(7, 1007)}


def test_same_page_twice_is_the_same_as_once(vault: Vault):
    for _ in range(2):
        take(vault, page(VISITS, 7, [visit(1), visit(2)]))

    assert ids(vault) == ["v1", "v2"]


def test_tombstone_removes_and_a_later_change_brings_back(vault: Vault):
    take(vault, page(VISITS, 1, [visit(1), visit(2)]))
    take(vault, page(VISITS, 2, [Tombstone(id="v1", of="appointment")]))
    assert ids(vault) == ["v2"]

    take(vault, page(VISITS, 3, [Tombstone(id="v2", of="appointment"), visit(2), visit(1)]))
    assert ids(vault) == ["v1", "v2"]


def test_start_over_is_collected_beside_the_old_copy_and_swapped_in_when_complete(vault: Vault):
    take(vault, page(VISITS, 9, [visit(1), visit(2)]))

    first = take(vault, page(VISITS, 1, [visit(3)], start_over=True, complete=False))
    assert first.kinds == frozenset()
    assert ids(vault) == ["v1", "v2"]
    assert have(vault) == {VISITS: Position(1, 1001)}

    last = take(vault, page(VISITS, 2, [visit(4)]))
    assert last.kinds == {"appointment"}
    assert ids(vault) == ["v3", "v4"]
    assert have(vault) == {VISITS: Position(2, 1002)}


def test_start_over_again_forgets_the_first_try(vault: Vault):
    take(vault, page(VISITS, 9, [visit(1)]))
    take(vault, page(VISITS, 1, [visit(3)], start_over=True, complete=False))
    take(vault, page(VISITS, 1, [visit(4)], start_over=True, complete=False))
    take(vault, page(VISITS, 1))

    assert ids(vault) == ["v4"]


def test_start_over_of_a_stream_that_is_empty_now_empties_it(vault: Vault):
    take(vault, page(VISITS, 9, [visit(1)]))
    take(vault, page(VISITS, 0, start_over=True))

    assert ids(vault) == []


def test_search_finds_only_what_is_live(vault: Vault):
    take(vault, page(VISITS, 9, [visit(1, description="crown")]))
    beside = visit(2, description="crown")
    take(vault, page(VISITS, 1, [beside], start_over=True, complete=False))
    with vault.writing() as connection:
        assert indexing.index_some(connection, 10) == 0
        assert [found.id for found in search.search(connection, "crown", 9)] == ["v1"]

    take(vault, page(VISITS, 1))
    with vault.reading() as connection:
        assert [found.id for found in search.search(connection, "crown", 9)] == ["v2"]


@pytest.mark.rule("WHO-6")
def test_gone_stream_takes_rows_search_actions_and_documents_with_it(vault: Vault):
    take(
        vault,
        page(VISITS, 1, [visit(1, description="crown")]),
        page(ACCOUNT, 1, [statement(1, b"document")]),
    )
    confirm(vault, "v1")
    with vault.writing() as connection:
        indexing.index_some(connection, 10)

    applied = take(vault, gone=(VISITS, ACCOUNT, "never:had"))

    assert applied.kinds == {"appointment", "statement"}
    assert applied.digests_gone == {DOCUMENT}
    assert have(vault) == {}
    assert ids(vault) == []
    with vault.reading() as connection:
        assert search.search(connection, "crown", 9) == ()
        assert outbox.pending(connection) == ()
        assert streams.digests(connection) == frozenset()
        for table in ("record", "blob", "search", "unread", "outbox"):
            rows = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            assert rows == 0, table
        blocks = connection.exec_driver_sql("SELECT block FROM search_data").scalars()
        assert not [block for block in blocks if b"crown" in block or b"rown" in block]


@pytest.mark.rule("WHO-6")
def test_gone_stream_leaves_actions_about_other_records(vault: Vault):
    other = "patient:ivy/appointments"
    take(vault, page(VISITS, 1, [visit(1), visit(2)]), page(other, 1, [visit(2), visit(3)]))
    for record in ("v1", "v2", "v3", "v4"):
        confirm(vault, record)

    take(vault, gone=(VISITS,))

    with vault.reading() as connection:
        left = [waits.action for waits in outbox.pending(connection)]
    assert [getattr(action, "appointment", "") for action in left] == ["v2", "v3", "v4"]


@pytest.mark.rule("WHO-6")
def test_gone_stream_takes_refused_and_sent_actions_too(vault: Vault):
    take(vault, page(VISITS, 1, [visit(1)]))
    confirm(vault, "v1")
    with vault.writing() as connection:
        outbox.send(connection)
    take(vault, gone=(VISITS,))

    with vault.reading() as connection:
        assert outbox.counts(connection) == (0, 0)


def test_gone_stream_goes_with_the_copy_being_collected(vault: Vault):
    take(vault, page(VISITS, 9, [visit(1)]))
    take(vault, page(VISITS, 1, [visit(2)], start_over=True, complete=False))

    take(vault, gone=(VISITS,))

    assert have(vault) == {}
    take(vault, page(VISITS, 1, [visit(3)]))
    assert ids(vault) == ["v3"]


def test_document_is_reported_when_its_last_record_lets_go(vault: Vault):
    take(vault, page(ACCOUNT, 1, [statement(1, b"document"), statement(2, b"document")]))

    assert take(vault, page(ACCOUNT, 2, [statement(1)])).digests_gone == frozenset()
    last = take(vault, page(ACCOUNT, 3, [Tombstone(id="s2", of="statement")]))
    assert last.digests_gone == {DOCUMENT}


def test_document_that_a_later_page_refers_to_again_stays(vault: Vault):
    take(vault, page(ACCOUNT, 1, [statement(1, b"document")]))

    applied = take(vault, page(ACCOUNT, 2, [statement(1, b"document", b"other")]))

    assert applied.digests_gone == frozenset()
    with vault.reading() as connection:
        assert streams.digests(connection) == {DOCUMENT, digest_of(b"other")}


def test_unknown_kind_is_kept_and_ignored(vault: Vault):
    strange = Raw(b'{"kind":"hologram","id":"h1","patient":"elena","new":[1,{"a":2}]}')
    applied = take(vault, page(VISITS, 1, [strange, visit(1)]))

    assert applied.kinds == {"hologram", "appointment"}
    assert ids(vault) == ["v1"]
    with vault.reading() as connection:
        kept = connection.exec_driver_sql("SELECT body FROM record WHERE kind = 'hologram'")
        assert kept.scalar_one() == bytes(strange)
    take(vault, page(VISITS, 2, [Tombstone(id="h1", of="hologram")]))


def test_unknown_fields_are_kept(vault: Vault):
    strange = Raw(b'{"kind":"appointment","id":"v1","at":"2026-03-02T12:00:00Z","new":1}')
    take(vault, page(VISITS, 1, [strange]))

    with vault.reading() as connection:
        body = connection.exec_driver_sql("SELECT body FROM record").scalar_one()
        assert isinstance(queries.one(connection, Appointment, "v1"), Appointment)
    assert body == bytes(strange)


@pytest.mark.parametrize(
    "body",
    [
        b'{"kind":"appointment","id":"bad","patient":"elena","length_minutes":"long"}',
        b'{"kind":"appointment","id":"bad","at":"2026-13-77T99:00:00Z"}',
        b'{"kind":"appointment","id":"bad","at":"2026-03-02T12:00:00"}',
        b'{"kind":"appointment","id":"bad","at":"0001-01-01T00:00:00Z"}',
        b'{"kind":"appointment","id":"bad","arrive_at":"0001-01-01T00:00:00Z"}',
        b'{"kind":"appointment","id":"bad","blobs":[{"digest":7}]}',
        b'{"kind":"appointment","id":"bad","blobs":"x","patient":5}',
        b'{"kind":"appointment","id":"bad","description":"\xff\xfe"}',
    ],
)
def test_record_that_does_not_decode_is_a_row_that_says_so(vault: Vault, body: bytes):
    take(vault, page(VISITS, 1, [Raw(body), visit(1)]))

    with vault.writing() as connection:
        records, _ = queries.page(connection, Appointment, patients=None, newest_first=False)
        assert indexing.index_some(connection, 10) == 0
    assert [type(record) for record in records] == [Unreadable, Appointment]
    assert records[0].id
    assert records[0].at is None or showable(records[0].at)


@pytest.mark.parametrize("body", [b"[]", b"5", b"null", b'{"id":5}', b'"text"', b"{}"])
def test_item_that_is_no_record_at_all_stops_nothing(vault: Vault, body: bytes):
    take(vault, page(VISITS, 1, [Raw(body), visit(1)]))

    assert ids(vault) == ["v1"]
    assert have(vault) == {VISITS: Position(1, 1001)}


def test_record_on_its_way_between_streams_is_shown_once(vault: Vault):
    other = "patient:ivy/appointments"
    take(vault, page(VISITS, 1, [visit(1)]), page(other, 1, [visit(1), visit(2)]))

    with vault.reading() as connection:
        records, _ = queries.page(
            connection, Appointment, patients=frozenset({ELENA}), newest_first=True
        )
        assert queries.one(connection, Appointment, "v1") == visit(1)
    assert [record.id for record in records] == ["v2", "v1"]


def test_change_after_search_read_it_is_found_by_its_new_words(vault: Vault):
    take(vault, page(VISITS, 1, [visit(1, description="crown"), visit(2, description="crown")]))
    with vault.writing() as connection:
        indexing.index_some(connection, 10)
    take(vault, page(VISITS, 2, [visit(1, description="bridge")]))
    take(vault, page(VISITS, 3, [Tombstone(id="v2", of="appointment")]))
    take(vault, page(VISITS, 4, [visit(3, description="bridge")]))

    with vault.writing() as connection:
        assert indexing.index_some(connection, 1) == 1
        assert indexing.index_some(connection, 1) == 0
        assert {found.id for found in search.search(connection, "bridge", 9)} == {"v1", "v3"}
        assert search.search(connection, "crown", 9) == ()


def test_refused_action_outlives_a_restart(vault: Vault):
    action = confirm(vault, "v1")
    with vault.writing() as connection:
        (waits,) = outbox.pending(connection)
    assert (waits.action.id, waits.state) == (action, Waiting.QUEUED)
    assert ids(vault, Statement) == []
