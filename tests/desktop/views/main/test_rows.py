import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.items.row_list import RowListModel
from desktop.models.items.visits import ListRow, upcoming_rows
from desktop.views.lists.row_view import RowView
from desktop.views.lists.visit_delegate import UPCOMING, VisitDelegate
from tests.desktop.models.items.sample import FAMILY, shown, visit
from tests.desktop.views.look import wear


def view(qtbot: QtBot, count: int, width: int) -> RowView:
    model: RowListModel[ListRow] = RowListModel()
    made = RowView("Visits", model, VisitDelegate(UPCOMING))
    qtbot.addWidget(made)
    made.resize(width, 300)
    model.setParent(made)
    model.show_rows(upcoming_rows([shown(visit(number)) for number in range(count)], FAMILY))
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.rule("EASE-2")
def test_rows_grow_instead_of_cutting_text(qtbot: QtBot, dressed_parts: QApplication):
    wide, narrow = view(qtbot, 1, 734), view(qtbot, 1, 240)
    first = wide.visualRect(wide.rows.index(0, 0)).height()
    assert first >= 84
    assert narrow.visualRect(narrow.rows.index(0, 0)).height() > first


@pytest.mark.rule("EASE-2")
def test_rows_grow_with_the_text(qtbot: QtBot, dressed_parts: QApplication):
    rows = view(qtbot, 1, 734)
    wear(dressed_parts, "light", 2.0)
    qtbot.waitUntil(lambda: rows.visualRect(rows.rows.index(0, 0)).height() >= 168)


def test_every_row_of_a_long_list_can_be_painted(qtbot: QtBot, dressed_parts: QApplication):
    rows = view(qtbot, 500, 734)
    rows.scrollToBottom()
    assert not rows.grab().isNull()
    assert rows.indexAt(rows.viewport().rect().center()).row() > 490
