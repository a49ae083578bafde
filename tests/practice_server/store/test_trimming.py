"""Old tombstones go, and nobody who needed them goes on as if nothing were."""

from datetime import timedelta

from portal_protocol.feed import Removal
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.trimming import Trimmed, trim
from tests.practice_server.worlds import Copy, family, feed, snapshot, visit


def _deleted(store: Store) -> tuple[Copy, Copy]:
    """A copy from before a deletion, and one from after it; three changes follow."""
    elena = family(store)
    feed(store, visit("kept", "ivy"), visit("gone", "ivy"))
    old = Copy(elena).sync(store)
    feed(store, Removal(of="appointment", id="gone"), visit("kept", "ivy", description="1"))
    fresh = Copy(elena).sync(store)
    feed(store, visit("kept", "ivy", description="2"))
    return old, fresh


def test_trimming_drops_tombstones_and_overwritten_positions(store: Store) -> None:
    _deleted(store)
    assert trim(store, now() - timedelta(days=1)) == Trimmed()

    assert trim(store, now() + timedelta(hours=1)) == Trimmed(tombstones=1, positions=3)

    rows = snapshot(store)
    assert not rows["superseded"]
    assert all(row["alive"] for row in rows["record"])


def test_a_copy_from_before_a_trimmed_deletion_starts_over(store: Store) -> None:
    old, _ = _deleted(store)
    trim(store, now() + timedelta(hours=1))

    old.sync(store, limit=1)

    assert old.started_over == 1
    assert old.shown() == Copy(old.who).sync(store).shown()
    assert "gone" not in old.ids("appointment")


def test_a_copy_that_is_up_to_date_does_not_start_over(store: Store) -> None:
    _, fresh = _deleted(store)
    fresh.sync(store)
    trim(store, now() + timedelta(hours=1))

    assert not fresh.sync_once(store).pages
    assert fresh.started_over == 0


def test_the_last_change_stays_even_if_it_is_a_tombstone(store: Store) -> None:
    elena = family(store)
    feed(store, Removal(of="appointment", id="v-ivy"))
    trim(store, now() + timedelta(hours=1))

    copy = Copy(elena).sync(store, limit=1)
    assert not copy.sync_once(store).pages
    assert "v-ivy" not in copy.ids("appointment")
