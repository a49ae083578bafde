"""Images as tiles under their days: order, words, neighbours, what is compared (IMG-1)."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.models.items.images import (
    ImageRow,
    ImagesModel,
    count_words,
    detail_of,
    kept_words,
    spoken_of,
    title_of,
)
from desktop.models.items.visits import GroupRow
from desktop.models.shown import Page, Shown
from desktop.models.unreadable import Unreadable
from portal_protocol.images import Image
from portal_protocol.records import Blob, PatientId
from tests.desktop.models.items.sample import ELENA, FAMILY, IVY
from tests.picturing import TAKEN, days_before, image

FILE = Blob(digest="ab" * 32, size=9, media_type="image/png")


def of(name: str, days: int = 0, patient: PatientId = ELENA, **changes) -> Image:
    changes = {"folder_name": "X-rays", "at": days_before(days), **changes}
    return image(patient, FILE, name, **changes)


def model(*images: Image, cursor: str | None = None, unreadable=()) -> ImagesModel:
    made = ImagesModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.set_context(FAMILY, everyone=True)
    made.refresh()
    rows = tuple(Shown(one, saved=False) for one in images)
    made.take(Page(rows, cursor, len(images), tuple(unreadable)), 1)
    return made


def shown(made: ImagesModel) -> list[str]:
    return [row.title if isinstance(row, GroupRow) else row.key for row in made.rows]


@pytest.mark.rule("IMG-1")
def test_tiles_stand_under_their_days(qtbot: QtBot) -> None:
    made = model(of("a", 400), of("b", 9), of("c", 9), of("d"))
    assert shown(made) == [
        "Sep 16, 2025",
        "a",
        "Oct 12, 2026",
        "b",
        "c",
        "Oct 21, 2026",
        "d",
    ]
    assert [row.enabled for row in made.rows][:2] == [False, True]


def test_a_further_page_goes_on_with_the_day_before_it(qtbot: QtBot) -> None:
    made = model(of("a", 9), of("b"), cursor="more")
    made.fetchMore(made.index(-1, -1))
    made.take(Page((Shown(of("c")), Shown(of("d", -1))), None, 4, ()), 1)
    assert shown(made)[-4:] == ["b", "c", "Oct 22, 2026", "d"]


def test_one_day_may_come_back_in_another_zone_without_a_second_key(qtbot: QtBot) -> None:
    late = datetime(2026, 10, 22, 4, 30, tzinfo=UTC)
    made = model(of("a", at=late), of("b", at=late + timedelta(hours=9)), of("c", at=late))
    assert len({row.key for row in made.rows}) == len(made.rows)


@pytest.mark.rule("IMG-1")
def test_a_tile_says_whose_it_is_what_and_whether_it_is_here(qtbot: QtBot) -> None:
    made = model(of("a", patient=IVY))
    [row] = made.images
    assert (row.title, row.about) == ("Bitewing, left", "Ivy, X-rays")
    assert row.spoken == ("Bitewing, left, Wednesday, October 21, 2026, Ivy, X-rays, not saved yet")
    made.note_saved("a")
    assert made.images[0].spoken.endswith("saved on this computer")
    made.set_context(FAMILY, everyone=False)
    assert made.images[0].about == "X-rays"
    made.note_saved("of nobody")


def test_the_words_over_the_picture(qtbot: QtBot) -> None:
    one = of("a")
    assert detail_of(one, FAMILY) == "Oct 21, 2026, Dr. Amina Farrow"
    assert spoken_of(one, FAMILY) == "Bitewing, left, Wednesday, October 21, 2026"
    bare = of("b", at=None, description="", provider="")
    assert (title_of(bare), detail_of(bare, FAMILY)) == ("Image", "")
    assert shown(model(bare)) == ["No date", "b"]


def test_what_this_version_cannot_read_is_a_disabled_row(qtbot: QtBot) -> None:
    strange = Unreadable(id="x", patient=ELENA, at=TAKEN, kind_of="image")
    made = model(of("a"), unreadable=[strange])
    assert made.rows[-1].title == "An image that this version cannot show"
    assert not made.rows[-1].enabled
    assert [row.key for row in made.images] == ["a"]


@pytest.mark.rule("IMG-3")
def test_neighbours_and_places_pass_over_the_days(qtbot: QtBot) -> None:
    made = model(of("a", 9), of("b"), of("c"))
    assert [made.place(key) for key in ("a", "b", "c", "x")] == [1, 2, 3, 0]
    before, after = made.neighbour("b", -1), made.neighbour("b", 1)
    assert isinstance(before, ImageRow)
    assert isinstance(after, ImageRow)
    assert (before.key, after.key) == ("a", "c")
    assert made.neighbour("c", 1) is None
    assert made.neighbour("x", 1) is None


@pytest.mark.rule("IMG-3")
def test_it_is_compared_with_the_last_one_called_the_same(qtbot: QtBot) -> None:
    right = of("right", 400, description="Bitewing, right")
    made = model(of("old", 900), of("older of Ivy", 400, IVY), right, of("new"))
    assert key_of(made.counterpart("new")) == "old"
    assert key_of(made.counterpart("right")) == "older of Ivy"
    assert key_of(made.counterpart("old")) == "older of Ivy"
    assert made.counterpart("x") is None
    assert model(of("alone")).counterpart("alone") is None


def key_of(row: ImageRow | None) -> str:
    assert row is not None
    return row.key


def test_marks_show_which_two_are_compared(qtbot: QtBot) -> None:
    made = model(of("a", 9), of("b"))
    made.mark({"a": "A", "b": "B"})
    assert [row.mark for row in made.images] == ["A", "B"]
    assert ", A, " in made.images[0].spoken
    made.mark({})
    assert [row.mark for row in made.images] == ["", ""]


def test_counts_in_words() -> None:
    assert count_words(8) == "8, oldest first"
    assert count_words(0) == ""
    assert kept_words(0, 0) == ""
    assert kept_words(1, 1) == "The file is saved on this computer"
    assert kept_words(8, 8) == "All 8 files are saved on this computer"
    assert kept_words(6, 8) == "6 of 8 files saved on this computer"
