"""The Account tab and its documents (ACC)."""

import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton

from desktop.models.items.statements import StatementRow
from desktop.views.sections.account import AccountView
from practice_server.demo.documents import PDF_PASSWORD
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, read, seen, settle, wait
from tests.journeys.test_visits import press
from tests.serving import RunningServer

ENCRYPTED, DAMAGED = "marlowe-elena-visit-018-invoice", "marlowe-elena-statement-15"


@pytest.mark.rule("ACC-1")
@pytest.mark.rule("ACC-7")
def test_statements_stand_newest_first_and_unfold(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = account(signed_in(calm_practice))
    rows = program.rows("Statements")
    assert rows[0].removeprefix("new, ").startswith("Statement ")
    assert "Family, $342.60" in rows[0]
    wait(lambda: "Saved on this computer" in program.rows("Statements")[0])
    program.find(QAbstractItemView, "Statements").setFocus()
    program.press("Home", "Right")
    wait(lambda: "insurance" in read(program.window).lower(), "the summary")
    program.press("Left")


@pytest.mark.rule("ACC-2")
def test_the_honest_line_says_what_it_is(signed_in: SignedIn, calm_practice: RunningServer) -> None:
    program = account(signed_in(calm_practice))
    for words in ("Balance on your last statement", "$342.60", "Paid since", "$120.00"):
        assert program.shows(words)
    for words in ("$80.00", "$142.60"):  # pending, and what is left
        assert program.shows(words)


@pytest.mark.rule("ACC-5")
def test_a_statement_shows_inside_and_can_be_searched(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = account(signed_in(calm_practice))
    assert program.shows("of 1")
    program.type("Find in this document", "balance")
    assert program.shows("1 of")
    program.type("Find in this document", "zebra")
    assert program.hides("1 of 1")
    pdf = view(program).viewer.pdf
    pdf.canvas.setFocus()
    program.press("Ctrl+A", "Ctrl+C")


@pytest.mark.rule("ACC-5")
def test_an_encrypted_statement_asks_for_its_password(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = account(signed_in(calm_practice))
    open_statement(program, ENCRYPTED)
    assert program.shows("This document asks for a password")
    program.type("Password of this document", "wrong")
    program.press("Return")
    assert program.shows("This password does not open it")
    program.type("Password of this document", PDF_PASSWORD)
    program.press("Return")
    assert program.hides("This document asks for a password")
    assert view(program).viewer.pdf.canvas.isVisible()


@pytest.mark.rule("ACC-5")
@pytest.mark.rule("EASE-6")
def test_a_damaged_statement_says_so_and_can_be_saved(
    signed_in: SignedIn, calm_practice: RunningServer, tmp_path: Path
) -> None:
    program = account(signed_in(calm_practice))
    open_statement(program, DAMAGED)
    assert program.shows("We could not open this document")
    program.click("Save as it is")
    program.name_file(tmp_path / "broken.pdf")
    assert program.shows("Saved: broken.pdf")
    assert (tmp_path / "broken.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.rule("ACC-6")
def test_one_and_all_are_saved_where_the_patient_says(
    signed_in: SignedIn, calm_practice: RunningServer, tmp_path: Path
) -> None:
    program = account(signed_in(calm_practice))
    press(program, "Download, ")
    program.name_file(tmp_path / "one.pdf")
    assert program.shows("Saved: one.pdf")
    assert len(pypdf.PdfReader(tmp_path / "one.pdf").pages) == 1
    program.choose_in_menu("Save all statements", "As a zip of PDFs")
    program.name_file(tmp_path / "all.zip")
    assert program.shows("Saved: all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        names = packed.namelist()
    assert len(names) > 10
    assert all(name.endswith(".pdf") for name in names)
    assert any(re.match(r"Statement \d{4}-", name) for name in names)


@pytest.mark.rule("ACC-6")
def test_the_name_of_a_saved_file_tells_date_and_kind(
    signed_in: SignedIn, calm_practice: RunningServer, tmp_path: Path
) -> None:
    program = account(signed_in(calm_practice))
    press(program, "Download, ")
    dialog = program.dialog()
    edit = dialog.findChild(QLineEdit)
    assert edit is not None
    assert re.fullmatch(r"Statement \d{4}-\d\d-\d\d\.pdf", edit.text())
    dialog.close()


@pytest.mark.rule("ACC-7")
@pytest.mark.rule("OFF-1")
def test_statements_open_offline_by_themselves(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = account(signed_in(practice))
    wait(lambda: not program.main.footer.progress.isVisible(), "the documents")
    assert program.shows("statements saved on this computer")
    practice.kill()
    program.portal.refresh()
    program.wait_offline()
    second = view(program).model.rows[1].key
    open_statement(program, second)
    assert program.shows("of 1")
    old = next(row.key for row in reversed(all_rows(program)) if not row.shown.saved)
    open_statement(program, old)
    assert program.shows("This document is not on this computer")


@pytest.mark.rule("ACC-1")
def test_pay_leads_to_the_practices_own_page(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = account(signed_in(calm_practice))
    assert seen(
        QPushButton, "Pay, opens the practice’s payment page in your browser", program.window
    )


def account(program: Program) -> Program:
    """Go to the tab, and wait for its rows and the first page."""
    program.go_to(1)
    section = view(program)
    wait(section.model.rowCount, "statements")
    wait(lambda: section.viewer.pdf.canvas.pictures.get(0) is not None, "the first page")
    return program


def view(program: Program) -> AccountView:
    section = program.section
    assert isinstance(section, AccountView)
    return section


def all_rows(program: Program) -> list[StatementRow]:
    model = view(program).model
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
        settle()
    return [row for row in model.rows if isinstance(row, StatementRow)]


def open_statement(program: Program, key: object) -> None:
    """Press Enter on the row of a statement."""
    model = view(program).model
    wait(lambda: any(row.key == key for row in all_rows(program)), f"{key}")
    listed = program.find(QAbstractItemView, "Statements")
    listed.setCurrentIndex(model.find(key))
    listed.setFocus()
    program.press("Return")
