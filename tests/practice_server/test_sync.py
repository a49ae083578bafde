"""The one sync call: pages, ends, what is gone, and copies of another history."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from portal_protocol.feed import FeedItem, Removal
from portal_protocol.records import AppointmentStatus, PersonStatus, Section
from portal_protocol.sync import Position, SyncRequest
from practice_server import sync
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.trimming import trim
from tests.practice_server.worlds import (
    Copy,
    caller,
    family,
    feed,
    person,
    practice,
    restore,
    snapshot,
    visit,
)


def test_a_first_sync_brings_everything_that_is_visible(store: Store) -> None:
    copy = Copy(family(store)).sync(store)

    assert copy.ids("appointment") == {"v-elena", "v-ivy", "v-jonas"}
    assert copy.ids("person") == {"elena", "ivy", "jonas"}
    assert copy.ids("login") == {"elena"}
    assert copy.ids("practice") == {"practice"}


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_pages_keep_the_limit_and_count_down(store: Store, limit: int) -> None:
    copy = Copy(family(store))
    left = [copy.sync_once(store, limit).left for _ in range(8 // limit + 1)]

    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
    assert len(copy.shown()) == 8
    assert copy.started_over == 0


def test_nothing_new_is_one_query_and_an_empty_answer(store: Store) -> None:
    copy = Copy(family(store)).sync(store)
    statements: list[str] = []
    event.listen(
        store.engine, "before_cursor_execute", lambda *given: statements.append(str(given[2]))
    )

    looked = sync.look(store, copy.who, SyncRequest(have=copy.have))

    assert looked.quiet
    assert len([each for each in statements if "SELECT" in each]) == 1
    assert not copy.sync_once(store).pages


def test_a_stream_that_nothing_was_published_in_is_not_there(store: Store) -> None:
    copy = Copy(family(store)).sync(store)
    planned = msgspec.structs.replace(visit("x", "mia"), status=AppointmentStatus.PLANNED)
    feed(store, person("mia", "elena"), planned)
    copy.sync(store)

    assert "patient:mia/appointments" not in copy.have
    assert sync.look(store, copy.who, SyncRequest(have=copy.have)).quiet


def test_a_change_comes_alone(store: Store) -> None:
    copy = Copy(family(store)).sync(store)
    feed(store, visit("v-ivy", "ivy", description="Check-up"))

    answer = copy.sync_once(store)

    assert [page.stream for page in answer.pages] == ["patient:ivy/appointments"]
    assert len(answer.pages[0].items) == 1
    assert answer.pages[0].complete


def test_a_deleted_record_leaves_a_tombstone_with_nothing_else(store: Store) -> None:
    copy = Copy(family(store)).sync(store)
    feed(store, Removal(of="appointment", id="v-ivy"))

    (page,) = copy.sync_once(store).pages

    assert msgspec.json.decode(page.items[0]) == {
        "kind": "tombstone",
        "id": "v-ivy",
        "of": "appointment",
    }
    assert copy.ids("appointment") == {"v-elena", "v-jonas"}


@pytest.mark.rule("HEAD-3")
def test_a_section_that_is_switched_off_is_gone_and_comes_back(store: Store) -> None:
    copy = Copy(family(store)).sync(store)

    feed(store, practice(sections=(Section.ACCOUNT,)))
    assert set(copy.sync_once(store).gone) == {
        f"patient:{name}/appointments" for name in ("elena", "ivy", "jonas")
    }
    assert not copy.ids("appointment")

    feed(store, practice())
    assert copy.sync(store).ids("appointment") == {"v-elena", "v-ivy", "v-jonas"}
    assert copy.started_over == 0


@pytest.mark.rule("WHO-6")
@pytest.mark.parametrize(
    "change",
    [
        person("ivy"),
        person("ivy", guarantor="jonas"),
        msgspec.structs.replace(person("ivy", "elena"), status=PersonStatus.ARCHIVED),
        Removal(of="person", id="ivy"),
    ],
    ids=["no guarantor", "other guarantor", "archived", "deleted"],
)
def test_a_right_that_ends_takes_the_streams_away(store: Store, change: FeedItem) -> None:
    copy = Copy(family(store)).sync(store)

    feed(store, change)

    assert set(copy.sync_once(store).gone) == {"patient:ivy", "patient:ivy/appointments"}
    assert copy.ids("person") == {"elena", "jonas"}


@pytest.mark.rule("WHO-5")
def test_a_person_of_another_status_is_never_written(store: Store) -> None:
    family(store)
    feed(store, msgspec.structs.replace(person("ivy"), status=PersonStatus.DECEASED))

    rows = snapshot(store)["record"]

    assert not [
        row for row in rows if row["alive"] and (row["kind"], row["id"]) == ("person", "ivy")
    ]


def test_a_position_of_another_history_starts_over(store: Store) -> None:
    copy = Copy(family(store)).sync(store)
    number = copy.have["patient:ivy"].number
    copy.have["patient:ivy"] = Position(number, copy.have["patient:ivy"].mark ^ 1)

    (page,) = copy.sync_once(store).pages

    assert page.start_over
    assert page.complete


def test_an_old_copy_of_the_server_is_noticed_though_it_counted_on(store: Store) -> None:
    copy = Copy(family(store)).sync(store)
    backup = snapshot(store)
    feed(store, visit("v-lost", "ivy"), visit("v-ivy", "ivy", description="lost"))
    copy.sync(store)

    restore(store, backup)
    feed(store, visit("v-new", "ivy"), visit("v-newer", "ivy"), visit("v-newest", "ivy"))
    copy.sync(store, limit=1)

    assert copy.started_over == 1
    assert copy.shown() == Copy(copy.who).sync(store).shown()


def test_a_stream_that_the_server_does_not_know_is_gone(store: Store) -> None:
    copy = Copy(family(store)).sync(store)
    copy.have["patient:nobody"] = Position(4, 4)
    copy.rows["patient:nobody"] = {}

    assert copy.sync_once(store).gone == ("patient:nobody",)


_NAMES = ("elena", "ivy", "jonas")
_STEPS = st.one_of(
    st.tuples(st.just("visit"), st.sampled_from("abc"), st.sampled_from(_NAMES), st.integers(0, 3)),
    st.tuples(st.just("remove"), st.sampled_from("abc")),
    st.tuples(st.just("status"), st.sampled_from(_NAMES), st.sampled_from(list(PersonStatus))),
    st.tuples(st.just("family"), st.sampled_from(_NAMES), st.sampled_from([None, *_NAMES])),
    st.tuples(st.just("sections"), st.booleans()),
    st.tuples(st.just("read"), st.sampled_from(["elena", "jonas"])),
    st.tuples(st.just("backup")),
    st.tuples(st.just("restore")),
    st.tuples(st.just("trim")),
)


def _item(step: tuple[object, ...]) -> FeedItem:
    match step:
        case ("visit", str(identity), str(patient), int(version)):
            return visit(identity, patient, description=str(version))
        case ("remove", str(identity)):
            return Removal(of="appointment", id=identity)
        case ("status", str(name), PersonStatus() as status):
            return msgspec.structs.replace(person(name, "elena"), status=status)
        case ("family", str(name), guarantor):
            return person(name, guarantor=str(guarantor) if guarantor else None)
        case ("sections", on):
            return practice(sections=tuple(Section) if on else ())
    raise AssertionError(step)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(_STEPS, max_size=25))
def test_any_interleaving_of_changes_and_single_pages_converges(
    store: Store, steps: list[tuple[object, ...]]
) -> None:
    restore(store, {name: [] for name in snapshot(store)})
    copies = {"elena": Copy(family(store)), "jonas": Copy(caller("jonas"))}
    backup = snapshot(store)
    for step in steps:
        match step:
            case ("read", str(name)):
                copies[name].sync_once(store, limit=1)
            case ("backup",):
                backup = snapshot(store)
            case ("restore",):
                restore(store, backup)
            case ("trim",):
                trim(store, now() + timedelta(hours=1))
            case _:
                feed(store, _item(step))
    for copy in copies.values():
        assert copy.sync(store, limit=1).shown() == Copy(copy.who).sync(store).shown()
