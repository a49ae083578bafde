"""Activity in words, in order and as a file (HEAD-8)."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.activity import Asked, Entry
from desktop.models.items.activity import (
    ActivityModel,
    ActivityRow,
    Column,
    Wording,
    count_words,
    in_order,
    rows_of,
)
from desktop.models.items.activity_file import csv_of, harmless
from desktop.models.items.activity_words import what_chip
from desktop.models.items.family import Family
from desktop.models.shown import Page, Pending, Shown, Waiting
from desktop.models.unreadable import Unreadable
from portal_protocol.actions import NoteSignedIn
from portal_protocol.activity import Activity, What
from portal_protocol.mail import Message
from portal_protocol.records import Kind, PatientId, Person, Practice, Statement

ELENA, IVY = PatientId("elena"), PatientId("ivy")
AT = datetime(2026, 11, 10, 16, 16, tzinfo=UTC)
FAMILY = Family(
    tuple(
        Person(id=one, patient=one, first_name=one.title(), last_name="M") for one in (ELENA, IVY)
    ),
    Practice(id="practice", name="Harbor Family Dental"),
)
WORDING = Wording(FAMILY)
UNREADABLE = Unreadable(id="u", patient=None, at=None, kind_of="activity")


def entry(name: str = "a", what: str = "viewed", *, minutes: int = 0, **more: Any) -> Entry:
    fields = {"actor": ELENA, "actor_name": "Elena Marlowe", "patient": IVY, "device": "Laptop"}
    subject, pending = more.pop("record", None), more.pop("pending", None)
    at = AT - timedelta(minutes=minutes)
    activity = Activity(id=name, at=at, what=what, **(fields | more))
    return Entry(activity, pending, subject=subject)


def row(**more: Any) -> ActivityRow:
    return ActivityRow(entry(**more), WORDING)


@pytest.mark.rule("HEAD-8")
def test_a_row_says_what_who_where_whose_and_when() -> None:
    paper = Statement(id="s", patient=IVY, at=datetime(2026, 10, 28, 17, tzinfo=UTC))
    said = row(record=paper, subject=Kind.STATEMENT, subject_id="s", offline=True)
    assert said.details == ("Statement of Oct 28", "Offline, added when connected")
    assert said.spoken.startswith(
        "Viewed by Elena Marlowe, Laptop, Ivy’s records, Statement of Oct 28, Offline, added"
    )
    assert "November 10, 2026" in said.spoken
    assert said.when.startswith("Nov 10, 2026, ")


def test_whose_is_left_out_where_it_goes_without_saying() -> None:
    assert "Ivy" not in ActivityRow(entry(), Wording(FAMILY, several=False)).spoken


def test_a_record_that_is_gone_is_named_by_its_kind() -> None:
    assert row(subject=Kind.MESSAGE, subject_id="m").subject == "Message"
    assert row(subject="x_ray", subject_id="x").subject == ""
    message = Message(id="m", patient=IVY, subject="Before your visit")
    assert row(record=message, subject=Kind.MESSAGE).subject == "Message: Before your visit"


@pytest.mark.parametrize("what", list(What))
def test_everything_that_is_known_has_a_word_of_its_own(what: What) -> None:
    words = {one: what_chip(one).text for one in What}
    assert words[what][0].isupper()
    assert len(set(words.values())) == len(What)


def test_what_a_newer_server_says_is_shown_as_it_is() -> None:
    chip = what_chip("made_available")
    assert (chip.text, chip.tone) == ("Made available", "neutral")
    assert row(what="").what.text == ""


@pytest.mark.rule("HEAD-8")
def test_what_waits_says_that_it_will_be_added() -> None:
    waiting = Pending(NoteSignedIn(id="a", made_at=AT, offline=True), Waiting.QUEUED)
    assert (
        row(what="signed_in", offline=True, pending=waiting).note == "Will be added when connected"
    )
    assert row(what="signed_in", offline=True).note == "Saved copy, added when connected"
    assert row(what="signed_in").note == ""


def page(*entries: Any, cursor: str | None = None, total: int = 0) -> Page[Activity]:
    return Page(tuple(entries), cursor, total or len(entries))


@pytest.mark.rule("HEAD-8")
def test_any_order_keeps_the_newest_first_within_it() -> None:
    entries = [
        entry("1", "viewed", minutes=1),
        entry("2", "sent", minutes=2, actor_name="adam Marlowe"),
        entry("3", "viewed", minutes=3),
    ]
    rows = rows_of([*entries, Shown(UNREADABLE)], WORDING)

    def keys(column: Column, *, descending: bool = False) -> list[object]:
        return [one.key for one in in_order(rows, column, descending=descending)]

    assert keys(Column.WHAT) == ["2", "1", "3", "u"]
    assert keys(Column.WHO) == ["2", "1", "3", "u"]
    assert keys(Column.WHO, descending=True) == ["1", "3", "2", "u"]
    assert keys(Column.WHEN) == ["3", "2", "1", "u"]


def test_the_list_comes_in_pages_and_whole_in_another_order(qtmodeltester: Any) -> None:
    model = ActivityModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    asked: list[tuple[str | None, int]] = []
    model.wanted.connect(lambda cursor, turn: asked.append((cursor, turn)))
    model.set_wording(WORDING)
    model.refresh()
    model.take(page(entry("1"), entry("2", minutes=1), cursor="c", total=3), asked[-1][1])
    model.fetchMore(model.index(-1, -1))
    model.take(page(entry("3", "sent", minutes=2), total=3), asked[-1][1])
    assert [one.key for one in model.rows] == ["1", "2", "3"]
    model.order_by(Column.WHAT)
    assert model.whole
    assert model.rowCount() == 0
    assert asked[-1][0] is None
    every = (entry("1"), entry("2", minutes=1), entry("3", "sent", minutes=2))
    model.take(page(*every), asked[-1][1])
    assert [one.key for one in model.rows] == ["3", "1", "2"]
    model.order_by(Column.WHAT)
    assert model.descending


@pytest.mark.rule("HEAD-8")
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_of_the_file_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    message = Message(id="m", patient=IVY, subject="x")
    data = csv_of([entry(actor_name=cell, device=cell, record=message)], WORDING)
    _, cells = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert cells[2] == cells[3] == f"'{cell}"
    assert harmless("Elena = Ivy") == "Elena = Ivy"


@pytest.mark.rule("HEAD-8")
def test_the_file_is_as_spreadsheets_want_it() -> None:
    quoted = Message(id="m", patient=IVY, subject='He said "no", twice\nand left')
    data = csv_of([entry(record=quoted, actor_name="Zoë"), entry("b")], WORDING)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 3
    head, first, second = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(head) == len(first) == len(second)
    assert first[2] == "Zoë"
    assert first[5] == f"Message: {quoted.subject}"
    assert datetime.fromisoformat(first[0]) == AT.astimezone().replace(tzinfo=None)


def test_an_entry_fits_what_is_asked() -> None:
    activity = entry().record
    assert Asked().covers(activity)
    assert Asked(patient=IVY, actor=ELENA, what="viewed", since=AT).covers(activity)
    assert not Asked(until=AT).covers(activity)
    assert not Asked(patient=ELENA).covers(activity)
    assert not Asked(what="sent").fits(activity)
    assert not Asked(actor=IVY).fits(activity)


def test_the_count_says_whose_clock_it_is() -> None:
    assert count_words(1).startswith("1 entry. Times are in ")
    assert count_words(1200).startswith("1,200 entries. Times are in ")
