from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.models.items.statements import StatementRow
from desktop.services.portal import SaveAs
from tests.desktop.services.portal.practice import IVY
from tests.desktop.views.main.conftest import PDF, Window

Show = Callable[[], Window]


def rows(made: Window) -> list[StatementRow]:
    return [row for row in made.account.model.rows if isinstance(row, StatementRow)]


@pytest.mark.rule("ACC-1")
@pytest.mark.rule("ACC-2")
def test_the_balance_is_the_statements_and_what_came_since_stands_apart(window: Show):
    made = window()
    made.wait(made.account.balance.isVisible)
    card = made.account.balance
    assert card.figure.text() == "$342.60"
    assert card.dated.text().startswith("Statement of ")
    assert not card.pay.isVisible()  # the practice takes no payments online
    made.wait(lambda: len(rows(made)) == 1)
    assert rows(made)[0].amount == "$342.60"


@pytest.mark.rule("ACC-1")
@pytest.mark.rule("EASE-1")
def test_right_and_left_unfold_and_fold_the_summary(window: Show, qtbot: QtBot):
    made = window()
    made.wait(lambda: len(rows(made)) == 1)
    view = made.account.panel.list
    view.setFocus()
    view.choose("s-1")
    low = view.visualRect(view.currentIndex()).height()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert rows(made)[0].unfolded
    made.wait(lambda: view.visualRect(view.currentIndex()).height() > low)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert not rows(made)[0].unfolded


@pytest.mark.rule("ACC-3")
@pytest.mark.rule("HEAD-7")
def test_without_statements_the_place_says_whose_they_are(window: Show):
    made = window()
    made.portal.choose(IVY)
    panel = made.account.panel
    made.wait(lambda: panel.said is not None and panel.said.icon != "hourglass")
    assert panel.said is not None
    assert panel.said.title == "Ivy gets no statements"
    assert "Elena" in panel.said.text


@pytest.mark.rule("ACC-6")
def test_a_statement_is_saved_where_the_patient_chose(window: Show, tmp_path: Path):
    made = window()
    made.wait(lambda: len(rows(made)) == 1)
    path = tmp_path / "copy.pdf"
    made.account.saving.save_to([rows(made)[0].shown.record], SaveAs.FILE, str(path))
    made.wait(made.page.toast.isVisible)
    assert path.read_bytes() == PDF
    assert made.page.toast.text.text() == "Saved: copy.pdf"


@pytest.mark.rule("ACC-7")
def test_the_footer_says_how_many_are_on_this_computer(window: Show):
    made = window()
    made.wait(lambda: len(rows(made)) == 1)
    made.wait(lambda: made.account.note != "")
    assert made.account.note.endswith("of 1 statements saved on this computer")


def test_in_a_narrow_window_the_document_is_a_page_of_its_own(window: Show):
    made = window()
    made.wait(lambda: len(rows(made)) == 1)
    account = made.account
    made.wait(lambda: account.viewer.shown is not None)
    made.page.resize(700, 600)
    made.wait(lambda: account.viewer.isVisible() and not account.side.isVisible())
    account.viewer.back.click()
    assert account.side.isVisible()
    assert not account.viewer.isVisible()


@pytest.mark.rule("ACC-7")
def test_how_long_statements_are_kept_is_the_patients_choice(window: Show):
    made = window()
    made.wait(lambda: len(rows(made)) == 1)
    made.wait(lambda: rows(made)[0].shown.saved)
    menu = QMenu()
    made.account.panel.save_all.menu_wanted.emit(menu)
    choices = {action.text(): action for action in menu.actions() if action.isCheckable()}
    assert [action.isChecked() for action in choices.values()] == [True, False, False]

    choices["None, only what I open"].trigger()

    assert made.portal.settings.statements_kept_months == 0
    made.wait(lambda: not rows(made)[0].shown.saved)
