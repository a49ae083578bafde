"""Who sees whom, against an independent model of WHO-1 to WHO-5."""

from dataclasses import dataclass, field

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal_protocol.feed import FeedItem, Guardian, Removal
from portal_protocol.records import (
    SHOWN_STATUSES,
    Blob,
    PatientId,
    PersonStatus,
    Section,
    Statement,
)
from practice_server.access import may_read_blob, visible_patients, visible_streams
from practice_server.store.store import Store
from tests.practice_server.worlds import (
    access,
    caller,
    family,
    feed,
    person,
    practice,
    restore,
    snapshot,
)

PEOPLE = ("p0", "p1", "p2", "p3")
DIGEST = "a" * 64


@dataclass
class Model:
    """The rules in their own words: who is what to whom."""

    statuses: dict[str, PersonStatus] = field(default_factory=dict)
    guarantors: dict[str, str | None] = field(default_factory=dict)
    responsible: dict[str, str | None] = field(default_factory=dict)
    guardians: dict[str, Guardian] = field(default_factory=dict)
    switch: bool = True

    def take(self, item: FeedItem) -> None:
        """One item of the feed."""
        match item:
            case Guardian():
                self.guardians[item.id] = item
            case Removal(of="guardian"):
                self.guardians.pop(item.id, None)
            case Removal():
                self.statuses[item.id] = PersonStatus.DELETED
                self.guarantors[item.id] = self.responsible[item.id] = None
            case _ if hasattr(item, "guarantor_access"):
                self.switch = item.guarantor_access
            case _ if hasattr(item, "status"):
                self.statuses[item.id] = PersonStatus(item.status)
                self.guarantors[item.id] = getattr(item, "guarantor", None)
                self.responsible[item.id] = getattr(item, "responsible_party", None)

    def sees(self, viewer: str, other: str) -> bool:
        """Whether the rules let `viewer` see `other`."""
        if not {self.statuses.get(viewer), self.statuses.get(other)} <= SHOWN_STATUSES:  # WHO-5
            return False
        own = viewer == other and self.statuses[other] is not PersonStatus.DELETED  # WHO-1
        guarantor = self.switch and self.guarantors.get(other) == viewer  # WHO-2
        guardian = any(  # WHO-3
            link.is_guardian and (link.guardian, link.child) == (viewer, other)
            for link in self.guardians.values()
        )
        return own or guarantor or guardian or self.responsible.get(other) == viewer


_ids = st.sampled_from(PEOPLE)
_maybe = st.sampled_from([None, *PEOPLE])
_people = st.builds(
    lambda who, guarantor, responsible, status: msgspec.structs.replace(
        person(who, guarantor, responsible), status=status
    ),
    _ids,
    _maybe,
    _maybe,
    st.sampled_from(list(PersonStatus)),
)
_guardians = st.builds(
    lambda number, child, guardian, ticked: Guardian(
        id=number, child=PatientId(child), guardian=PatientId(guardian), is_guardian=ticked
    ),
    st.sampled_from("xyz"),
    _ids,
    _ids,
    st.booleans(),
)
_items = st.one_of(
    _people,
    _guardians,
    st.builds(lambda on: practice(guarantor_access=on), st.booleans()),
    st.builds(lambda who: Removal(of="person", id=who), _ids),
    st.builds(lambda number: Removal(of="guardian", id=number), st.sampled_from("xyz")),
)


@pytest.mark.rule("WHO-1")
@pytest.mark.rule("WHO-2")
@pytest.mark.rule("WHO-3")
@pytest.mark.rule("WHO-4")
@pytest.mark.rule("WHO-5")
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(st.lists(_items, max_size=8), max_size=4))
def test_access_is_what_the_rules_say_after_any_feed(
    store: Store, batches: list[list[FeedItem]]
) -> None:
    restore(store, {name: [] for name in snapshot(store)})
    model = Model()
    first: list[FeedItem] = [practice(), *(person(who) for who in PEOPLE)]
    for batch in [first, *batches]:
        feed(store, *batch)
        for item in batch:
            model.take(item)
        with store.reading() as connection:
            for viewer in PEOPLE:
                expected = {other for other in PEOPLE if model.sees(viewer, other)}
                assert visible_patients(connection, PatientId(viewer)) == expected
                streams = visible_streams(connection, caller(viewer))
                assert set(streams) == {"practice"} | {f"patient:{other}" for other in expected}


@pytest.mark.rule("WHO-4")
def test_one_hop_only(store: Store) -> None:
    feed(store, practice(), person("a"), person("b", "a"), person("c", "b"))

    with store.reading() as connection:
        assert visible_patients(connection, PatientId("a")) == {"a", "b"}
        assert visible_patients(connection, PatientId("b")) == {"b", "c"}
        assert visible_patients(connection, PatientId("c")) == {"c"}


@pytest.mark.rule("WHO-2")
def test_the_switch_leaves_a_guarantor_who_is_guardian_too(store: Store) -> None:
    elena = family(store)
    link = Guardian(
        id="g",
        child=PatientId("ivy"),
        guardian=elena.patient,
        relationship="mother",
        is_guardian=True,
    )
    feed(store, link, practice(guarantor_access=False))

    with store.reading() as connection:
        assert visible_patients(connection, elena.patient) == {"elena", "ivy"}


def test_without_a_practice_everything_is_off(store: Store) -> None:
    elena = family(store)
    feed(store, Removal(of="practice", id="practice"))

    with store.reading() as connection:
        assert set(visible_streams(connection, elena)) == {
            "login:elena",
            "patient:elena",
            "practice",
        }


@pytest.fixture
def with_statement(store: Store) -> Store:
    """Ivy has a statement with a PDF."""
    family(store)
    blob = Blob(digest=DIGEST, size=12)
    feed(store, Statement(id="s", patient=PatientId("ivy"), blobs=(blob,)), access("ivy"))
    return store


@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize(
    ("who", "kind", "record", "digest", "allowed"),
    [
        ("elena", "statement", "s", DIGEST, True),
        ("ivy", "statement", "s", DIGEST, True),
        ("jonas", "statement", "s", DIGEST, False),
        ("nobody", "statement", "s", DIGEST, False),
        ("elena", "payment", "s", DIGEST, False),
        ("elena", "statement", "t", DIGEST, False),
        ("elena", "statement", "s", "b" * 64, False),
    ],
)
def test_a_blob_is_read_by_those_who_see_its_record(
    with_statement: Store, who: str, kind: str, record: str, digest: str, *, allowed: bool
) -> None:
    with with_statement.reading() as connection:
        row = may_read_blob(connection, caller(who), kind, record, digest)

    assert (row is not None) == allowed
    assert row is None or (row.size, row.media_type, row.stored) == (12, "application/pdf", False)


@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize(
    "change",
    [
        Removal(of="statement", id="s"),
        Statement(id="s", patient=PatientId("ivy")),
        Statement(id="s", patient=PatientId("p9"), blobs=(Blob(digest=DIGEST, size=12),)),
        practice(sections=(Section.APPOINTMENTS,)),
        person("ivy"),
    ],
    ids=["removed", "without it", "of another", "section off", "right ended"],
)
def test_a_blob_is_closed_with_its_record(with_statement: Store, change: FeedItem) -> None:
    feed(with_statement, change)

    with with_statement.reading() as connection:
        assert may_read_blob(connection, caller("elena"), "statement", "s", DIGEST) is None
