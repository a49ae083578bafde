"""A long list that is read again in parts comes to what the vault has."""

import random
from dataclasses import dataclass, replace

import pytest

from desktop.models.items.pages import Pages

PAGE = 5


@dataclass(frozen=True)
class Line:
    """A record: what orders it, what it is called, what it says."""

    place: float
    key: int
    text: str = ""


class Shelf:
    """Answers by cursor, as the vault does."""

    def __init__(self, count: int) -> None:
        self.lines = [Line(float(number), number) for number in range(count)]
        self.reads = 0

    def read(self, cursor: str | None) -> tuple[list[Line], str | None]:
        self.reads += 1
        behind = [line for line in self.lines if cursor is None or line.place > float(cursor)]
        rows = behind[:PAGE]
        return rows, str(rows[-1].place) if len(behind) > PAGE else None

    def change(self, dice: random.Random, number: int) -> None:
        """Somebody adds, drops, words or moves a line."""
        what = dice.choice(["add", "add", "drop", "drop", "word", "move"])
        at = dice.randrange(len(self.lines)) if self.lines else 0
        if what == "add" or not self.lines:
            self.lines.append(Line(dice.uniform(-5, 70), 1000 + number))
        elif what == "drop":
            del self.lines[at]
        elif what == "word":
            self.lines[at] = replace(self.lines[at], text=str(number))
        else:
            self.lines[at] = replace(self.lines[at], place=dice.uniform(-5, 70))
        self.lines.sort(key=lambda line: line.place)


def loaded(shelf: Shelf, count: int) -> Pages:
    pages, cursor = Pages(), None
    for _ in range(count):
        rows, following = shelf.read(cursor)
        pages.add(cursor, rows, following)
        cursor = following
    return pages


def read_again(pages: Pages, shelf: Shelf, keys: set[int]) -> None:
    """As the list does for what is in view."""
    while (part := pages.doubtful(keys)) is not None:
        pages.put(part, *shelf.read(part.cursor))


@pytest.mark.parametrize("seed", range(300))
def test_what_is_in_view_is_as_it_is_and_in_the_end_everything(seed: int):
    dice = random.Random(seed)
    shelf = Shelf(60)
    pages = loaded(shelf, 9)
    for turn in range(6):
        for number in range(dice.randint(0, 12)):
            shelf.change(dice, turn * 100 + number)
        known = [line.key for line in pages.records]
        at = dice.randrange(len(known))
        view = set(known[at : at + 7])
        pages.doubt()
        read_again(pages, shelf, view)
        shown = pages.records
        assert len({line.key for line in shown}) == len(shown)
        assert shown[0] == shelf.lines[0]
        assert all(line in shelf.lines for line in shown if line.key in view)
    pages.doubt()
    while any(not part.sure for part in pages.parts):
        read_again(pages, shelf, {line.key for line in pages.records})
    everything = pages.records
    assert everything == shelf.lines[: len(everything)]
    assert (pages.following is None) == (len(everything) == len(shelf.lines))


def test_one_that_was_opened_far_down_takes_two_reads():
    shelf = Shelf(60)
    pages = loaded(shelf, 11)
    shelf.lines[52] = replace(shelf.lines[52], text="read")
    shelf.reads = 0
    pages.doubt()
    read_again(pages, shelf, {51, 52, 53})
    assert shelf.reads == 2
    assert pages.records == shelf.lines[:55]


def test_a_list_that_has_lost_everything_is_empty():
    shelf = Shelf(60)
    pages = loaded(shelf, 11)
    shelf.lines = []
    pages.doubt()
    read_again(pages, shelf, {51})
    assert (pages.records, pages.following) == ([], None)
