import random
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.models.items.row_list import PagedListModel, RowListModel
from desktop.models.mail import UNCOUNTED
from desktop.models.shown import Page
from tests.desktop.models.items.sample import shown, visit


@dataclass(frozen=True)
class Row:
    key: int
    title: str = "x"
    enabled: bool = True

    @property
    def spoken(self) -> str:
        return self.title


@pytest.mark.parametrize("seed", range(40))
def test_any_change_of_rows_is_legal_and_keeps_every_index_on_its_row(qtbot: QtBot, seed: int):
    dice = random.Random(seed)
    table: RowListModel[Row] = RowListModel()
    tester = QAbstractItemModelTester(
        table, QAbstractItemModelTester.FailureReportingMode.Fatal, table
    )
    for _ in range(20):
        held = {row.key: QPersistentModelIndex(table.find(row.key)) for row in table.rows}
        rows = [Row(k, dice.choice("ab")) for k in dice.sample(range(12), dice.randint(0, 12))]
        with qtbot.assertNotEmitted(table.modelReset):
            table.show_rows(rows)
        assert list(table.rows) == rows
        for key, index in held.items():
            kept = any(row.key == key for row in rows)
            assert index.isValid() == kept
            assert not kept or index.data(table.KeyRole) == key
    assert tester.model() is table


def test_one_changed_row_is_announced_alone(qtbot: QtBot):
    table: RowListModel[Row] = RowListModel()
    table.show_rows([Row(1), Row(2), Row(3)])
    with qtbot.waitSignal(table.dataChanged) as caught, qtbot.assertNotEmitted(table.rowsInserted):
        table.show_rows([Row(1), Row(2, "changed"), Row(3)])
    assert [caught.args[0].row(), caught.args[1].row()] == [1, 1]


class Shelf:
    """Answers a paged model from a list, as the vault does: by key, `size` at a time."""

    def __init__(self, model: PagedListModel[Row], count: int, size: int = 10) -> None:
        self.records = [shown(visit(number)) for number in range(count)]
        self.size = size
        self.asked: list[str | None] = []
        self.hold: list[tuple[Page[Any], int]] = []
        self.model = model
        model.wanted.connect(self.answer)

    def answer(self, cursor: str | None, turn: int) -> None:
        self.asked.append(cursor)
        start = int(cursor or 0)
        rows = tuple(self.records[start : start + self.size])
        end = start + len(rows)
        more = str(end) if end < len(self.records) else None
        total = UNCOUNTED if start else len(self.records)  # as where counting is slow
        self.hold.append((Page(rows, more, total), turn))

    def deliver(self) -> None:
        while self.hold:
            self.model.take(*self.hold.pop(0))


def paged() -> PagedListModel[Row]:
    return PagedListModel(lambda records: [Row(r.key) for r in records])


def test_further_pages_come_when_the_view_asks(qtbot: QtBot):
    table = paged()
    shelf = Shelf(table, 25)
    table.refresh()
    shelf.deliver()
    assert (table.rowCount(), table.total) == (10, 25)
    assert table.canFetchMore(table.find("nothing"))
    table.fetchMore(table.find("nothing"))
    assert not table.canFetchMore(table.find("nothing"))  # asked already
    table.fetchMore(table.find("nothing"))
    shelf.deliver()
    assert (table.rowCount(), table.total) == (20, 25)
    assert shelf.asked == [None, "10"]


def test_a_refresh_keeps_as_many_rows_as_were_shown_and_their_place(qtbot: QtBot):
    table = paged()
    shelf = Shelf(table, 25)
    table.refresh()
    shelf.deliver()
    table.fetchMore(table.find("nothing"))
    shelf.deliver()
    held = QPersistentModelIndex(table.index(15, 0))
    key = held.data(table.KeyRole)
    del shelf.records[3]
    table.refresh()
    assert table.rowCount() == 20  # the old ones stay until all of the new ones are here
    with qtbot.assertNotEmitted(table.modelReset):
        shelf.deliver()
    assert held.row() == 14
    assert held.data(table.KeyRole) == key
    assert table.rowCount() == 20


def test_a_page_asked_for_before_a_refresh_is_dropped(qtbot: QtBot):
    table = paged()
    shelf = Shelf(table, 25)
    table.refresh()
    late = shelf.hold.pop()
    shelf.records = shelf.records[:5]
    table.refresh()
    shelf.deliver()
    table.take(*late)
    assert table.rowCount() == 5
