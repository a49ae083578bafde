"""Asking to transmit: once, by those who see the summary, and written down for them (SUM-5)."""

from datetime import date, timedelta

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from portal_protocol.actions import MarkRead
from portal_protocol.activity import Activity, What
from portal_protocol.records import Blob, PatientId, Section
from portal_protocol.summaries import CareSummary
from portal_protocol.transmissions import Transmit, Way
from practice_server import actions
from practice_server.problems import (
    ActionChanged,
    AddressRefused,
    BadRequest,
    BlobMissing,
    NotFound,
    TooLarge,
    TooManyTries,
    TransmitOff,
)
from practice_server.store.columns import now
from practice_server.store.tables import blob, outgoing, transmission
from practice_server.transmit import asking
from practice_server.transmit.documents import MOST_BYTES
from practice_server.trim import trim
from tests.practice_server import worlds
from tests.practice_server.ccd.charts import IVY
from tests.practice_server.summaries.clinics import elena, practice
from tests.practice_server.transmit.office import ANYBODY, PASSWORD, Office, fresh_id
from tests.practice_server.worlds import caller, feed, snapshot

pytestmark = pytest.mark.rule("SUM-5")


@pytest.mark.rule("SUM-7")
@pytest.mark.rule("HEAD-8")
def test_it_is_seen_at_once_with_all_that_history_tells(office: Office) -> None:
    asked = office.asked(
        note="Before Thursday, please", covers_from=date(2026, 1, 1), covers_to=date(2026, 11, 10)
    )
    told = office.give(asked)

    assert office.seen() == [told]
    assert (told.id, told.patient, told.summaries) == (asked.id, IVY, asked.summaries)
    assert (told.way, told.address, told.state, told.note) == (
        "email",
        ANYBODY,
        "queued",
        asked.note,
    )
    assert (told.actor, told.actor_name) == ("elena", "Elena Marlowe")
    assert (told.covers_from, told.covers_to) == (asked.covers_from, asked.covers_to)
    (noted,) = office.clinic.copy.shown("activity").values()
    activity = msgspec.convert(noted, Activity)
    assert (activity.what, activity.subject, activity.subject_id) == (
        What.TRANSMITTED,
        "transmission",
        asked.id,
    )


def test_the_practices_system_is_told_without_the_password(office: Office) -> None:
    office.ask(way=Way.ENCRYPTED_EMAIL)

    with office.clinic.store.reading() as connection:
        (row,) = connection.execute(select(outgoing)).all()
    told = msgspec.json.decode(row.body)
    assert (row.patient, told["do"], told["address"]) == (IVY, "transmit", ANYBODY)
    assert "password" not in told


def test_asking_twice_is_once(office: Office) -> None:
    asked = office.asked(way=Way.ENCRYPTED_EMAIL)
    first = office.give(asked)

    assert office.give(asked) == first
    assert len(office.seen()) == len(office.rows()) == 1
    office.send()
    assert office.give(asked).state == "sent"


def test_one_id_stands_for_one_content_of_one_login(office: Office) -> None:
    asked = office.asked()
    office.give(asked)

    with pytest.raises(ActionChanged):
        office.give(replace(asked, address="other@endo.example"))
    feed(office.clinic.store, worlds.person("jonas"), worlds.access("jonas"))
    with pytest.raises(ActionChanged):
        office.give(asked, caller("jonas"))
    assert len(office.rows()) == 1


def test_the_id_of_an_action_stands_for_that_action(office: Office) -> None:
    asked, store = office.asked(), office.clinic.store
    action = MarkRead(id=asked.id, made_at=asked.made_at, message="m")
    actions.carry_out(store, elena(), msgspec.Raw(msgspec.json.encode(action)))
    with pytest.raises(ActionChanged):
        office.give(asked)

    other = office.ask()
    raw = msgspec.Raw(msgspec.json.encode(replace(action, id=other.id)))
    assert actions.carry_out(store, elena(), raw).code == "action_changed"


@pytest.mark.rule("WHO-6")
@pytest.mark.rule("HEAD-3")
@pytest.mark.parametrize(
    "closed",
    [practice(guarantor_access=False), practice(sections=tuple(set(Section) - {Section.SUMMARY}))],
    ids=["right", "section"],
)
def test_a_right_that_ended_shows_no_earlier_answer_either(office: Office, closed) -> None:
    asked, again = office.asked(), office.asked()
    office.give(asked)
    office.clinic.feed(closed)

    for each in (asked, again):
        with pytest.raises(NotFound):
            office.give(each)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: x@y.example",
        "@",
        "ä@b.example",
    ],
)
def test_an_address_that_cannot_be_used_is_refused(office: Office, address: str) -> None:
    with pytest.raises(AddressRefused):
        office.ask(address=address)
    assert office.seen() == []


def test_of_an_address_with_a_name_the_address_is_kept(office: Office) -> None:
    assert office.ask(address=f" Dr. Chen <{ANYBODY}> ").address == ANYBODY


@pytest.mark.parametrize(
    "changes",
    [
        {"way": Way.ENCRYPTED_EMAIL, "password": ""},
        {"way": Way.ENCRYPTED_EMAIL, "password": "eleven sign"},
        {"password": PASSWORD},
    ],
    ids=["none", "short", "for nothing"],
)
def test_a_password_belongs_to_the_encrypted_form(office: Office, changes) -> None:
    with pytest.raises(BadRequest):
        office.ask(**changes)


def test_a_way_that_is_not_set_up_is_refused(office: Office) -> None:
    with pytest.raises(TransmitOff):
        office.ask(way=Way.DIRECT, address="")
    clinic, asked = office.clinic, office.asked()
    with pytest.raises(TransmitOff):
        asking.transmit(clinic.store, clinic.blobs, {}, elena(), asked)


def summary(identity: str, patient: str, *blobs: Blob) -> CareSummary:
    return CareSummary(
        id=identity, patient=PatientId(patient), title="From elsewhere", received=True, blobs=blobs
    )


def test_what_cannot_be_sent_is_refused(office: Office) -> None:
    ours = office.clinic.sees()[0]
    theirs = Blob("0" * 64, 5, "application/pdf")
    for identity, patient, blobs in (
        ("elenas", "elena", ours.blobs),
        ("empty", IVY, ()),
        ("away", IVY, (theirs,)),
    ):
        feed(office.clinic.store, summary(identity, patient, *blobs))
    one = Transmit(
        id=fresh_id(), made_at=now(), summaries=(ours.id,), way=Way.EMAIL, address=ANYBODY
    )
    for several in ((ours.id, "elenas"), (ours.id, ours.id)):
        with pytest.raises(BadRequest):
            office.give(replace(one, summaries=several))
    for identity in ("empty", "away"):
        with pytest.raises(BlobMissing):
            office.give(replace(one, summaries=(ours.id, identity)))
    with pytest.raises(NotFound):
        office.give(replace(one, summaries=(ours.id, "nothing")))
    with office.clinic.store.writing() as connection:
        connection.execute(update(blob).values(size=MOST_BYTES + 1))
    with pytest.raises(TooLarge):
        office.give(one)
    assert office.rows() == []


def test_a_file_counts_as_often_as_it_is_sent(office: Office) -> None:
    (ours,) = office.clinic.sees()
    asked = replace(office.asked(), summaries=(ours.id, "again"))
    feed(office.clinic.store, replace(ours, id="again"))
    with office.clinic.store.writing() as connection:
        connection.execute(update(blob).values(size=MOST_BYTES // 2 + 1))
    with pytest.raises(TooLarge):
        office.give(asked)


@pytest.mark.parametrize(
    "address",
    [
        "a\x01b@x.example",
        "a@x.example\x00",
        "a@[127.0.0.1]",
        "a@localhost",
        '"a b"@x.example',
        "=?utf-8?q?a=40evil.example=2c_b?=@x.example",
        f"{'a' * 65}@x.example",
        ".a..b.@x.example",
        "a@-.example",
    ],
)
def test_an_address_that_few_mail_servers_take_is_refused(office: Office, address: str) -> None:
    with pytest.raises(AddressRefused):
        office.ask(address=address)
    assert office.ask(address="Mary.O'Neil+x@mail-1.clinic.example").state == "queued"


def test_the_password_is_in_no_table_and_in_no_text(office: Office) -> None:
    asked = office.asked(way=Way.ENCRYPTED_EMAIL)
    office.give(asked)

    assert PASSWORD not in repr(asked)
    assert PASSWORD not in str(snapshot(office.clinic.store))


def test_nobody_sends_very_many_in_a_day(office: Office, monkeypatch) -> None:
    monkeypatch.setattr(asking, "MOST_A_DAY", 2)
    office.ask()
    office.ask()

    with pytest.raises(TooManyTries) as refused:
        office.ask()
    assert refused.value.retry_after
    with office.clinic.store.writing() as connection:
        connection.execute(update(transmission).values(created_at=now() - timedelta(days=2)))
    assert office.ask().state == "queued"


def test_what_ended_long_ago_is_trimmed_and_stays_in_history(office: Office) -> None:
    office.ask()
    office.send()
    office.ask()
    with office.clinic.store.writing() as connection:
        connection.execute(update(transmission).values(created_at=now() - timedelta(days=31)))
    trim(office.clinic.store)

    assert [row.state for row in office.rows()] == ["queued"]
    assert len(office.seen()) == 2
