"""The feed: what is shared, what is repeated, what is refused."""

from datetime import timedelta

import msgspec
import pytest

from portal_protocol.contents import KINDS
from portal_protocol.feed import Access, FeedItem, FeedResult, Guardian, Removal
from portal_protocol.records import (
    Answer,
    AppointmentStatus,
    PatientId,
    Payment,
    PersonStatus,
    Recall,
    Statement,
    Webmail,
)
from practice_server import logins
from practice_server.problems import BadRequest
from practice_server.store.store import Store
from practice_server.store.tables import login
from tests.practice_server.worlds import (
    NOON,
    Copy,
    access,
    caller,
    family,
    feed,
    person,
    practice,
    snapshot,
    visit,
)

HIDDEN = [
    AppointmentStatus.PLANNED,
    AppointmentStatus.UNSCHEDULED,
    AppointmentStatus.BROKEN,
    AppointmentStatus.NOTE,
]
ITEMS: list[FeedItem] = [
    practice(),
    person("ivy", "elena"),
    access("ivy"),
    Guardian(id="g", child=PatientId("ivy"), guardian=PatientId("ruth"), is_guardian=True),
    visit("v", "ivy"),
    Recall(id="r", patient=PatientId("ivy"), at=NOON, description="Cleaning"),
    Statement(id="s", patient=PatientId("ivy"), at=NOON, balance_cents=1200),
    Payment(id="p", patient=PatientId("ivy"), at=NOON, amount_cents=500),
]


def shown(store: Store, status: AppointmentStatus) -> FeedItem:
    return msgspec.structs.replace(visit("v-ivy", "ivy"), status=status)


def taking(*kinds: str) -> FeedItem:
    """The practice, which lets patients attach files of these kinds."""
    webmail = Webmail(attachments=True, attachment_types=kinds)
    return msgspec.structs.replace(practice(), webmail=webmail)


def test_repeating_changes_nothing(store: Store) -> None:
    assert feed(store, *ITEMS) == FeedResult(changed=8, same=0)
    before = snapshot(store)

    assert feed(store, *ITEMS) == FeedResult(changed=0, same=8)
    assert snapshot(store) == before


def test_every_kind_arrives_in_its_stream(store: Store) -> None:
    feed(store, *ITEMS)

    copy = Copy(caller("ivy")).sync(store)

    assert {name: sorted(rows) for name, rows in copy.rows.items()} == {
        "practice": [("practice", "practice")],
        "login:ivy": [("login", "ivy")],
        "patient:ivy": [("person", "ivy")],
        "patient:ivy/appointments": [("appointment", "v"), ("recall", "r")],
        "patient:ivy/account": [("payment", "p"), ("statement", "s")],
    }


@pytest.mark.rule("APPT-1")
@pytest.mark.parametrize("status", HIDDEN)
def test_visits_of_other_statuses_are_never_written(
    store: Store, status: AppointmentStatus
) -> None:
    elena = family(store)
    secret = msgspec.structs.replace(visit("x", "ivy", description="xyzzy"), status=status)
    feed(store, secret)

    assert not any(b"xyzzy" in bytes(row["body"]) for row in snapshot(store)["record"])  # type: ignore[call-overload]
    feed(store, shown(store, status))
    assert "v-ivy" not in Copy(elena).sync(store).ids("appointment")


@pytest.mark.rule("APPT-1")
def test_a_visit_that_is_shared_again_comes_back(store: Store) -> None:
    copy = Copy(family(store)).sync(store)
    for status, there in (
        (AppointmentStatus.BROKEN, False),
        (AppointmentStatus.SCHEDULED, True),
        (AppointmentStatus.PLANNED, False),
        (AppointmentStatus.COMPLETE, True),
    ):
        feed(store, shown(store, status))
        assert ("v-ivy" in copy.sync(store).ids("appointment")) == there


@pytest.mark.rule("WHO-5")
@pytest.mark.parametrize("status", list(PersonStatus))
def test_only_three_statuses_are_shown(store: Store, status: PersonStatus) -> None:
    copy = Copy(family(store)).sync(store)
    feed(store, msgspec.structs.replace(person("ivy", "elena"), status=status))

    there = status in {PersonStatus.PATIENT, PersonStatus.NON_PATIENT, PersonStatus.INACTIVE}
    assert ("ivy" in copy.sync(store).ids("person")) == there
    assert ("v-ivy" in copy.ids("appointment")) == there

    feed(store, person("ivy", "elena"))
    assert {"ivy"} < copy.sync(store).ids("person")


def test_a_record_that_changes_its_person_moves(store: Store) -> None:
    feed(store, practice(), person("elena"), person("ivy"), visit("v", "elena"))
    mine, hers = Copy(caller("elena")).sync(store), Copy(caller("ivy")).sync(store)

    feed(store, visit("v", "ivy"))

    assert not mine.sync(store).ids("appointment")
    assert hers.sync(store).ids("appointment") == {"v"}


def test_of_two_items_about_one_record_the_later_one_counts(store: Store) -> None:
    elena = family(store)
    result = feed(
        store,
        visit("n", "ivy", NOON),
        Removal(of="appointment", id="v-ivy"),
        visit("n", "jonas", NOON + timedelta(days=1)),
        visit("v-ivy", "ivy", description="after all"),
    )

    copy = Copy(elena).sync(store)
    assert result == FeedResult(changed=2, same=2)
    assert copy.shown()["appointment", "n"]["patient"] == "jonas"
    assert copy.shown()["appointment", "v-ivy"]["description"] == "after all"


def test_the_feed_cannot_answer_for_a_patient(store: Store) -> None:
    elena = family(store)
    feed(store, msgspec.structs.replace(visit("v-ivy", "ivy"), answer=Answer.CONFIRM))

    assert "answer" not in Copy(elena).sync(store).shown()["appointment", "v-ivy"]


@pytest.mark.parametrize(
    "item",
    [
        visit("x", ""),
        visit("", "ivy"),
        visit("x", "ivy/account"),
        visit("x" * 101, "ivy"),
        visit("..", "ivy"),
        person("ivy/account"),
        person("ivy", guarantor="a/b"),
        msgspec.structs.replace(person("ivy"), patient=PatientId("jonas")),
        msgspec.structs.replace(practice(), id="other"),
        Removal(of="activity", id="x"),
        Removal(of="login", id="elena"),
        Access(id="x", patient=PatientId("ivy"), user_name="ELENA"),
        Access(id="x", patient=PatientId("ivy"), user_name=" "),
    ],
    ids=repr,
)
def test_an_item_that_cannot_be_placed_is_refused_with_its_batch(
    store: Store, item: FeedItem
) -> None:
    family(store)
    before = snapshot(store)
    with pytest.raises(BadRequest):
        feed(store, visit("fine", "ivy"), item)
    assert snapshot(store) == before


@pytest.mark.rule("MAIL-5")
def test_a_kind_of_file_that_nothing_tells_apart_is_refused_by_name(store: Store) -> None:
    feed(store, taking(*KINDS))
    before = snapshot(store)
    with pytest.raises(BadRequest) as caught:
        feed(store, visit("fine", "ivy"), taking("image/png", "image/jpg"))
    assert "item 1: attachment_types holds 'image/jpg'" in caught.value.detail
    assert snapshot(store) == before


def test_a_password_is_kept_as_a_hash_and_only_when_told(store: Store) -> None:
    told = Access(id="l", patient=PatientId("ivy"), user_name="Ivy.M", password="harbor-demo-2026")
    assert feed(store, told).changed == 1
    (row,) = snapshot(store)["login"]
    assert logins.matches(str(row["password_hash"]), "harbor-demo-2026")
    assert row["user_key"] == "ivy.m"

    assert feed(store, told).same == 1
    assert feed(store, msgspec.structs.replace(told, password=None)).same == 1
    assert snapshot(store)["login"] == [row]

    assert feed(store, msgspec.structs.replace(told, password="another-one-26")).changed == 1
    assert not logins.matches(str(snapshot(store)["login"][0]["password_hash"]), "harbor-demo-2026")


@pytest.mark.rule("SIGN-16")
@pytest.mark.parametrize(
    "item",
    [
        Removal(of="access", id="elena"),
        msgspec.structs.replace(access("elena"), enabled=False),
    ],
    ids=["removed", "disabled"],
)
def test_access_that_is_removed_disables_the_login(store: Store, item: FeedItem) -> None:
    family(store)
    assert feed(store, item).changed == 1
    assert feed(store, item).same == 1

    rows = {row["id"]: row["enabled"] for row in snapshot(store)[login.name]}
    assert rows == {"elena": False, "jonas": True}

    feed(store, access("elena"))
    assert all(row["enabled"] for row in snapshot(store)[login.name])


def test_a_user_name_that_changes_reaches_the_login(store: Store) -> None:
    elena = family(store)
    copy = Copy(elena).sync(store)
    feed(store, msgspec.structs.replace(access("elena"), user_name="Elena.New"))

    assert copy.sync(store).shown()["login", "elena"]["user_name"] == "Elena.New"
