"""Who sees whom, straight at the HTTP API: every role, every kind, every file, every call."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from uuid_utils import uuid7

from portal_protocol.records import Section
from tests.practice_server.http import family
from tests.practice_server.http.family import KINDS, PERSONS, ROLES, SECTION_KINDS, VISIT
from tests.practice_server.http.portal import (
    PortalUnderTest,
    items_of,
    portal_under_test,
    problem,
)

EVERYBODY = [(role, person) for role in ROLES for person in PERSONS]


class Family:
    """The family in an application, every role signed in once."""

    def __init__(self, portal: PortalUnderTest) -> None:
        self.portal = portal
        portal.feed(family.items())
        for kind, person in product(KINDS, PERSONS):
            answer = portal.feed_blob(family.digest(kind, person), family.content(kind, person))
            assert answer.status_code == 204
        self.tokens = {role: portal.sign_in(role).access for role in ROLES}

    def seen(self, role: str) -> set[tuple[str, str]]:
        """The kind and id of everything fed of persons that syncing brings to a role."""
        items = items_of(self.portal.sync(self.tokens[role]))
        asked = ("from_patient", "state_at")  # what patients did here
        fed = [item for item in items if not any(map(item.get, asked))]
        return {(item["kind"], item["id"]) for item in fed if item["kind"] in KINDS}

    def written(self, role: str) -> set[str]:
        """The ids of the messages from patients that syncing brings to a role."""
        items = items_of(self.portal.sync(self.tokens[role]))
        return {item["id"] for item in items if item.get("from_patient")}

    def statuses(self, role: str, kind: str, person: str) -> set[int]:
        """What the ways of reading the file of a person's record answer to a role."""
        record, digest = family.record_id(kind, person), family.digest(kind, person)
        path = f"/v1/records/{kind}/{record}/blobs/{digest}"
        ways: list[tuple[str, dict[str, str]]] = [
            ("GET", {}),
            ("HEAD", {}),
            ("GET", {"Range": "bytes=1-2"}),
            ("GET", {"If-None-Match": f'"{digest}"'}),
        ]
        return {
            self.portal.call(method, path, self.tokens[role], headers=headers).status_code
            for method, headers in ways
        }

    def act(self, role: str, action: Mapping[str, object]) -> dict[str, str]:
        """The result of one action of a role."""
        made = {"id": str(uuid7()), "made_at": "2026-01-01T00:00:00Z", **action}
        answer = self.portal.sync(self.tokens[role], actions=[made])
        result: dict[str, str] = answer["results"][0]
        return result

    def transmits(self, role: str, person: str) -> int:
        """What asking to transmit the care summary of a person answers to a role."""
        asked = {
            "do": "transmit",
            "id": str(uuid7()),
            "made_at": "2026-01-01T00:00:00Z",
            "summaries": [family.record_id("care_summary", person)],
            "way": "email",
            "address": "chen@endo.example",
        }
        return self.portal.call(
            "POST", "/v1/transmissions", self.tokens[role], json=asked
        ).status_code


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    mail = {"smtp_url": "smtp://127.0.0.1:9", "notice_from": "desk@harbor.example"}
    with portal_under_test(tmp_path_factory.mktemp("family"), **mail) as portal:
        yield Family(portal)


def expected(persons: set[str], kinds: tuple[str, ...] = KINDS) -> set[tuple[str, str]]:
    return {(kind, family.record_id(kind, person)) for kind in kinds for person in persons}


@pytest.fixture
def without_guarantor(everybody: Family) -> Iterator[Family]:
    everybody.portal.feed([family.practice(guarantor_access=False)])
    yield everybody
    everybody.portal.feed([family.practice()])


@pytest.fixture(params=[*SECTION_KINDS])
def section_off(everybody: Family, request: pytest.FixtureRequest) -> Iterator[Section]:
    section: Section = request.param
    on = tuple(each for each in Section if each != section)
    everybody.portal.feed([family.practice(sections=on)])
    yield section
    everybody.portal.feed([family.practice()])


@pytest.mark.rule("WHO-1")
@pytest.mark.rule("WHO-3")
@pytest.mark.rule("WHO-4")
@pytest.mark.rule("WHO-5")
@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize("role", ROLES)
def test_sync_brings_a_role_what_it_may_see_and_nothing_else(everybody: Family, role: str) -> None:
    assert everybody.seen(role) == expected(ROLES[role])


@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("role", "person"), EVERYBODY)
def test_file_opens_for_those_who_see_its_record(
    everybody: Family, role: str, person: str, kind: str
) -> None:
    wanted = {200, 206, 304} if person in ROLES[role] else {404}

    assert everybody.statuses(role, kind, person) == wanted


@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize(("role", "person"), EVERYBODY)
def test_viewing_is_noted_by_those_who_see_the_record(
    everybody: Family, role: str, person: str
) -> None:
    for what, kind in product(("note_viewed", "note_downloaded"), KINDS):
        record = family.record_id(kind, person)
        result = everybody.act(role, {"do": what, "kind": kind, "record": record})

        if person in ROLES[role]:
            assert result["outcome"] == "done", (what, kind)
        else:
            assert (result["outcome"], result["code"]) == ("refused", "not_found"), (what, kind)


@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize(("role", "person"), EVERYBODY)
def test_visit_is_answered_by_those_who_see_it(everybody: Family, role: str, person: str) -> None:
    visit = family.record_id("appointment", person)
    action = {"do": "answer_visit", "appointment": visit, "start": VISIT.isoformat()}
    result = everybody.act(role, {**action, "answer": "confirm"})

    refused_for_the_right = result.get("code") == "not_found"
    assert refused_for_the_right == (person not in ROLES[role])


@pytest.mark.rule("MAIL-3")
@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize(("role", "person"), EVERYBODY)
def test_message_is_opened_by_those_who_see_it(everybody: Family, role: str, person: str) -> None:
    message = family.record_id("message", person)
    result = everybody.act(role, {"do": "mark_read", "message": message})

    wanted = ("done", None) if person in ROLES[role] else ("refused", "not_found")
    assert (result["outcome"], result.get("code")) == wanted


@pytest.mark.rule("MAIL-2")
@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize("role", ROLES)
def test_messages_are_written_about_those_whom_one_sees(everybody: Family, role: str) -> None:
    for person in PERSONS:
        action = {"do": "send_message", "regarding": person, "subject": "A", "body": "B"}
        result = everybody.act(role, action)

        wanted = ("done", None) if person in ROLES[role] else ("refused", "not_found")
        assert (result["outcome"], result.get("code")) == wanted
        for reader in ROLES:
            shown = person in ROLES[role] and person in ROLES[reader]
            assert (result["id"] in everybody.written(reader)) == shown


@pytest.mark.rule("SUM-5")
@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize(("role", "person"), EVERYBODY)
def test_summary_is_transmitted_by_those_who_see_it(
    everybody: Family, role: str, person: str
) -> None:
    assert everybody.transmits(role, person) == (202 if person in ROLES[role] else 404)


@pytest.mark.rule("WHO-2")
@pytest.mark.parametrize("role", ROLES)
def test_guarantor_switch_off_leaves_guarantors_themselves(
    without_guarantor: Family, role: str
) -> None:
    seen = family.WITHOUT_GUARANTOR[role]

    assert without_guarantor.seen(role) == expected(seen)
    for person in PERSONS:
        wanted = {200, 206, 304} if person in seen else {404}
        assert without_guarantor.statuses(role, "statement", person) == wanted


@pytest.mark.rule("HEAD-3")
@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize("role", ["guarantor", "guardian", "stranger"])
def test_section_that_is_off_is_seen_by_nobody(
    everybody: Family, section_off: Section, role: str
) -> None:
    kinds = tuple(kind for kind in KINDS if kind not in SECTION_KINDS[section_off])

    assert everybody.seen(role) == expected(ROLES[role], kinds)
    for kind, person in product(KINDS, ROLES[role]):
        wanted = {200, 206, 304} if kind in kinds else {404}
        assert everybody.statuses(role, kind, person) == wanted
    for kind in SECTION_KINDS[section_off]:
        record = family.record_id(kind, role)
        result = everybody.act(role, {"do": "note_viewed", "kind": kind, "record": record})
        assert result["code"] == "not_found"
    if section_off is Section.SUMMARY:
        assert everybody.transmits(role, role) == 404
    if section_off is Section.WEBMAIL:
        written = {"do": "send_message", "regarding": role, "subject": "A", "body": "B"}
        assert everybody.act(role, written)["code"] == "webmail_off"
        read = {"do": "mark_read", "message": family.record_id("message", role)}
        assert everybody.act(role, read)["code"] == "not_found"


@pytest.mark.rule("WHO-8")
def test_another_persons_record_is_as_if_it_were_not_there(everybody: Family) -> None:
    theirs = family.digest("statement", "guarantor")
    mine = family.digest("statement", "stranger")
    nowhere = "0" * 64
    paths = (
        f"statement/statement-of-guarantor/blobs/{theirs}",
        f"statement/statement-of-stranger/blobs/{theirs}",
        f"statement/statement-of-guarantor/blobs/{mine}",
        f"statement/nothing/blobs/{mine}",
        f"statement/statement-of-stranger/blobs/{nowhere}",
        f"payment/statement-of-stranger/blobs/{mine}",
        f"unheard-of/statement-of-stranger/blobs/{mine}",
    )
    answers = [
        everybody.portal.call("GET", f"/v1/records/{path}", everybody.tokens["stranger"])
        for path in paths
    ]

    assert {problem(answer, 404) for answer in answers} == {"not_found"}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.rule("WHO-6")
def test_right_that_ends_takes_effect_at_the_next_call(everybody: Family) -> None:
    portal, token = everybody.portal, everybody.tokens["guardian"]
    have = {page["stream"]: page["upto"] for page in portal.sync(token)["pages"]}
    link = next(item for item in family.items() if item.id == "guardian-of-child")
    portal.call(
        "PUT",
        "/feed/v1/records",
        portal.settings.feed_key,
        json=[{"kind": "removal", "of": "guardian", "id": link.id}],
    )
    try:
        answer = portal.sync(token, have=have)
        assert answer["gone"]
        assert all(name.startswith("patient:child") for name in answer["gone"])
        assert everybody.statuses("guardian", "statement", "child") == {404}
    finally:
        portal.feed([link])
    assert everybody.seen("guardian") == expected(ROLES["guardian"])
