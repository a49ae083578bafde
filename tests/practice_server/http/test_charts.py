"""Charts in the feed: kept beside the streams, never shared, refused when they are not right."""

import msgspec
import pytest

from portal_protocol.charts import Chart, Problem
from portal_protocol.coding import CodeSystem
from portal_protocol.feed import FeedResult, Removal
from portal_protocol.records import Kind, PatientId
from practice_server.feed.charts import ENTRY_KINDS
from practice_server.problems import BadRequest
from practice_server.store.store import Store
from tests.practice_server import worlds
from tests.practice_server.ccd.charts import ASTHMA, IVY, chart, concept, entries
from tests.practice_server.http import family as family_of
from tests.practice_server.http.portal import FEED_KEY, PortalUnderTest, items_of, problem
from tests.practice_server.summaries import clinics
from tests.practice_server.worlds import Copy, family, feed, snapshot

PROBLEM = Problem(id="asthma", patient=IVY, condition=ASTHMA)
GOOD = {"kind": "problem", "id": "x", "patient": "ivy", "condition": {"name": "Asthma"}}
CODE = {"system": "snomed_ct", "code": "195967001"}


def test_every_kind_is_kept_and_none_is_shared(store: Store) -> None:
    elena = family(store)
    fed = (chart(), *entries())
    assert feed(store, *fed) == FeedResult(changed=len(fed), same=0)
    assert feed(store, *fed) == FeedResult(changed=0, same=len(fed))

    kept = snapshot(store)
    assert {row["kind"] for row in kept["chart_entry"]} == ENTRY_KINDS
    assert ENTRY_KINDS.isdisjoint(Kind)
    assert "Asthma" not in str(kept["record"])
    assert {kind for kind, _ in Copy(elena).sync(store).shown()}.isdisjoint(ENTRY_KINDS)


def test_of_two_about_one_entry_the_later_one_counts(store: Store) -> None:
    renamed = msgspec.structs.replace(PROBLEM, condition=concept("Wheeze"))

    assert feed(store, PROBLEM, Removal(of="problem", id="asthma"), renamed).changed == 1
    assert b"Wheeze" in str(snapshot(store)["chart_entry"]).encode()
    assert feed(store, renamed, Removal(of="problem", id="asthma")).changed == 1
    assert snapshot(store)["chart_entry"] == []
    assert feed(store, Removal(of="problem", id="asthma")).changed == 0


def test_entries_of_two_kinds_may_have_one_id(store: Store) -> None:
    feed(store, PROBLEM, msgspec.structs.replace(entries()[4], id="asthma"))

    kinds = [row["kind"] for row in snapshot(store)["chart_entry"]]
    assert sorted(str(kind) for kind in kinds) == ["medication", "problem"]


@pytest.mark.parametrize(
    "item",
    [
        msgspec.structs.replace(PROBLEM, id=""),
        msgspec.structs.replace(PROBLEM, id="a/b"),
        msgspec.structs.replace(PROBLEM, patient=PatientId("..")),
        Chart(id="mine", patient=IVY),
    ],
    ids=["no id", "slash", "dots", "head of another"],
)
def test_an_entry_that_has_no_place_is_refused_with_its_batch(store: Store, item) -> None:
    family(store)
    before = snapshot(store)
    with pytest.raises(BadRequest) as refused:
        feed(store, PROBLEM, item)
    assert refused.value.detail.startswith("item 1: ")
    assert snapshot(store) == before


@pytest.mark.parametrize(
    ("item", "place"),
    [
        ({"kind": "problem", "id": "x", "condition": {"name": "A"}}, "patient"),
        ({**GOOD, "condition": {"name": ""}}, "$[0].condition.name"),
        ({**GOOD, "condition": {"name": "A", "codes": [{**CODE, "system": "ICD9"}]}}, ".system"),
        ({**GOOD, "condition": {"name": "A", "codes": [{**CODE, "code": "1 2"}]}}, ".code"),
        ({**GOOD, "status": "gone"}, "$[0].status"),
        ({**GOOD, "started": "yesterday"}, "$[0].started"),
        ({**GOOD, "kind": "vital_signs", "measured": "2026-01-01"}, "$[0].measured"),
        (
            {
                "kind": "vital_signs",
                "id": "x",
                "patient": "ivy",
                "measured": "2026-01-01T00:00:00Z",
                "height_cm": -3,
            },
            "$[0].height_cm",
        ),
        ({"kind": "chart", "id": "ivy", "patient": "ivy", "language": "?"}, "$[0].language"),
        (
            {
                "kind": "chart",
                "id": "ivy",
                "patient": "ivy",
                "address": {"street": ["1"], "state": "Maine"},
            },
            "$[0].address.state",
        ),
        ({"kind": "referral", "id": "r", "patient": "ivy"}, "provider_name"),
        ({"kind": "care_summary", "id": "s", "patient": "ivy"}, "title"),
        ({"kind": "care_summary", "id": "s", "title": "Summary"}, "patient"),
    ],
)
def test_what_is_not_right_is_refused_by_the_name_of_its_field(
    portal: PortalUnderTest, item, place: str
) -> None:
    answer = portal.call("PUT", "/feed/v1/records", FEED_KEY, json=[item])

    assert problem(answer, 400) == "bad_request"
    assert place in answer.json()["detail"]
    assert "yesterday" not in answer.text


@pytest.mark.parametrize("system", CodeSystem)
def test_every_code_system_is_taken(store: Store, system: CodeSystem) -> None:
    item = msgspec.structs.replace(PROBLEM, condition=concept("A", (system, "A1.b-2")))

    assert feed(store, item).changed == 1
    assert ASTHMA.code_in(system) == next((c for c in ASTHMA.codes if c.system == system), None)


@pytest.mark.rule("SUM-1")
@pytest.mark.rule("WHO-8")
def test_the_feed_answers_when_the_summary_is_there_for_those_who_see_the_person(
    portal: PortalUnderTest,
) -> None:
    names = ("guarantor", "spouse")
    child = msgspec.structs.replace(clinics.person(), guarantor=PatientId("guarantor"))
    portal.feed([clinics.practice(), *(worlds.person(name, name) for name in names), child])
    portal.feed([*(family_of.access(name) for name in names), chart(), PROBLEM])
    tokens = {name: portal.sign_in(name).access for name in names}

    found = items_of(portal.sync(tokens["guarantor"]))
    (summary,) = [item for item in found if item["kind"] == "care_summary"]
    assert "care_summary" not in {item["kind"] for item in items_of(portal.sync(tokens["spouse"]))}

    path = f"/v1/records/care_summary/{summary['id']}/blobs/{summary['blobs'][0]['digest']}"
    answer = portal.call("GET", path, tokens["guarantor"])
    assert answer.headers["content-type"] == "application/xml"
    assert b"Asthma" in answer.content
    assert portal.call("GET", path, tokens["spouse"]).status_code == 404
