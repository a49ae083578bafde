"""The Summary tab (SUM)."""

import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.views.dialogs.received import ReceivedDialog
from portal_protocol.activity import What
from portal_protocol.records import Kind, Section
from portal_protocol.summaries import CareSummary
from practice_server.demo import office
from practice_server.demo.people import IVY
from tests.desktop.cda.papers import document, package
from tests.desktop.cda.papers import section as section_of
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, open_dialogs, settle, wait
from tests.journeys.summaries import (
    open_person,
    open_received,
    person,
    summaries,
    written,
)
from tests.journeys.test_plans import noted
from tests.journeys.test_search import found, search
from tests.serving import RunningServer


def type_day(program: Program, name: str, text: str) -> None:
    """Type a date in the place of what is there, and Enter."""
    program.type(name, text or "x", program.section)
    if not text:
        program.press("Backspace")
    QTest.keyClick(QApplication.focusWidget() or program.window, Qt.Key.Key_Return)
    settle()


@pytest.mark.rule("SUM-1")
@pytest.mark.rule("WHO-2")
def test_each_person_has_summaries_and_the_newest_of_the_first_is_open(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = summaries(program)
    names = [row.title.split()[0] for row in section.model.rows]
    assert names[0] == "Elena"
    assert set(names) == {"Elena", "Jonas", "Theo", "Ivy"}
    assert "Born Apr 18, 1983" in person(section, "Elena").spoken
    assert "Person: Elena Marlowe" in section.page.viewer.paper.words()
    open_person(section, "Ivy")
    assert "Person: Ivy Marlowe" in section.page.viewer.paper.words()
    program.portal.choose(IVY)
    wait(lambda: len(section.model.rows) == 1, "Ivy alone")
    assert section.page.row is not None
    assert section.page.row.key == IVY


@pytest.mark.rule("SUM-1")
@pytest.mark.rule("SUM-2")
def test_contents_jump_and_fold_and_a_received_summary_says_from_whom(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = summaries(program)
    program.activate("Contents", "Procedures")
    assert section.page.viewer.paper.hasFocus()
    current = section.page.viewer.paper.current
    titles = {one.id: one.title for group in section.page.viewer.paper.groups for one in group}
    assert titles[current()] == "Procedures"
    program.click("Fold all")
    assert len(section.page.viewer.paper.folded) == len(section.page.viewer.paper.groups)
    assert "received from Bayview Endodontics" in section.page.head.which.itemText(1)
    open_received(section)
    assert "Dr. Mei Chen" in section.page.viewer.paper.words()


@pytest.mark.rule("SUM-6")
def test_dates_narrow_the_document_and_wrong_ones_are_told(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = summaries(program)
    every = len(section.page.viewer.paper.groups)
    type_day(program, "From this date", "1/1/1990")
    type_day(program, "To this date", "12/31/1990")
    assert program.shows("Only what is from Jan 1, 1990 to Dec 31, 1990 is shown")
    assert len(section.page.viewer.paper.groups) < every
    type_day(program, "To this date", "someday")
    assert program.shows("This is no date")
    type_day(program, "To this date", "12/31/1989")
    assert program.shows("The first date is after the second one")
    type_day(program, "To this date", "")
    type_day(program, "From this date", "")
    wait(lambda: len(section.page.viewer.paper.groups) == every, "all of it")
    assert section.page.bar.said() == ""


@pytest.mark.rule("SUM-3")
@pytest.mark.rule("SUM-7")
def test_a_download_is_a_zip_with_digests_and_the_history_tells_of_it(
    signed_in: SignedIn, practice: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(practice)
    section = summaries(program)
    shown = section.page.shown
    assert shown is not None
    program.click("Download", section.page.bar)
    program.name_file(tmp_path / "mine.zip")
    wait((tmp_path / "mine.zip").exists, "the zip")
    assert program.shows("Saved: mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        files = {Path(name).suffix: archive.read(name) for name in archive.namelist()}
    assert set(files) == {".xml", ".html", ".txt"}
    assert sha256(files[".xml"]).hexdigest() == shown.record.blobs[0].digest
    assert shown.record.blobs[0].digest in files[".txt"].decode()
    assert b"Penicillin" in files[".html"]
    wait(lambda: noted(program, What.DOWNLOADED, Kind.CARE_SUMMARY), "the note")
    program.click("History", section.page.bar)
    dialog = program.dialog()
    assert program.shows("Everything done with Elena’s care summaries", dialog)
    assert program.shows("Downloaded by Elena Marlowe", dialog)
    assert program.shows("Viewed by Elena Marlowe", dialog)
    assert program.hides("Signed in by", dialog)


@pytest.mark.rule("SUM-3")
def test_a_file_can_be_saved_as_it_was_received(
    signed_in: SignedIn, calm_practice: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(calm_practice)
    section = summaries(program)
    program.choose_in_menu("More", "Save as received…")
    program.name_file(tmp_path / "mine.xml")
    assert program.shows("Saved: mine.xml")
    shown = section.page.shown
    assert shown is not None
    saved = sha256((tmp_path / "mine.xml").read_bytes()).hexdigest()
    assert saved == shown.record.blobs[0].digest


@pytest.mark.rule("SUM-2")
def test_another_document_of_a_package_can_be_chosen(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    section = summaries(program)
    files = [(name, document(section_of(f"<paragraph>{name}</paragraph>"))) for name in "ab"]
    blob = practice.feed_blob(package(*files), "application/zip")
    sent = CareSummary(id="sent", patient=IVY, title="Two", received=True, blobs=(blob,))
    practice.feed([sent])
    program.portal.refresh()
    wait(lambda: len(person(section, "Ivy").summaries) == 2, "the package")
    open_person(section, "Ivy")
    assert not section.page.package.isVisible()
    section.page.head.which.setCurrentIndex(1)
    wait(section.page.package.isVisible, "the choice")
    section.page.package.chosen.emit(1)
    assert program.shows("Document 2 of 2")
    assert section.page.viewer.paper.words().rstrip().endswith("b")


@pytest.mark.rule("SUM-2")
def test_the_text_of_a_file_that_cannot_be_read_is_shown_as_received(
    signed_in: SignedIn, practice: RunningServer, tmp_path: Path
) -> None:
    cut = document(section_of("<paragraph>Only this much came</paragraph>"))[:-40]
    blob = practice.feed_blob(cut, "text/xml")
    practice.feed([CareSummary(id="cut", patient=IVY, title="Cut", received=True, blobs=(blob,))])
    program = signed_in(practice)
    section = summaries(program)
    section.panel.list.opened.emit(person(section, "Ivy"))
    wait(lambda: section.page.row is not None and section.page.row.key == IVY, "Ivy")
    section.page.head.which.setCurrentIndex(1)
    assert program.shows("This care summary is not well-formed")
    assert program.hides("Written by")
    program.choose_in_menu("More", "Show as received")
    dialog = program.dialog()
    assert isinstance(dialog, ReceivedDialog)
    wait(lambda: dialog.reader is not None, "the text")
    assert dialog.reader is not None
    assert dialog.reader.paper.toPlainText() == cut.decode()
    program.click("Copy what is shown", dialog)
    assert QApplication.clipboard().text() == cut.decode()
    QTest.keyClick(dialog.reader.paper, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.reader.tools.find_edit, "much")
    assert program.shows("1 of 1", dialog)
    dialog.reader.leave_find()
    program.click("Save as received", dialog)
    program.name_file(tmp_path / "cut.xml")
    assert program.shows("Saved: cut.xml")
    assert (tmp_path / "cut.xml").read_bytes() == cut
    program.choose_in_menu("More", "Show as received")
    again = program.dialog()
    assert isinstance(again, ReceivedDialog)
    wait(lambda: again.reader is not None and again.reader.paper.hasFocus(), "the text")
    program.press("Esc")
    settle()
    assert not open_dialogs(program.window)


@pytest.mark.rule("SUM-7")
@pytest.mark.rule("OFF-1")
def test_what_is_looked_at_offline_is_in_the_history(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    section = summaries(program)
    wait(lambda: section.note == "Care summaries are saved on this computer", "all files")
    practice.stop()
    program.portal.refresh()
    program.wait_offline()
    open_person(section, "Ivy")
    program.click("History", section.page.bar)
    assert program.shows("Will be added when connected", program.dialog())


@pytest.mark.rule("SUM-8")
def test_why_a_summary_could_not_be_made_is_said(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    section = summaries(program)
    made = section.page.shown
    assert made is not None
    lacking = replace(made.record, id="lacking", blobs=(), missing=("birthdate", "phone"))
    lacking = replace(lacking, patient=IVY, at=None)
    practice.feed([replace(lacking, received=True)])
    program.portal.refresh()
    wait(lambda: len(person(section, "Ivy").summaries) == 2, "the new one")
    open_person(section, "Ivy")
    section.page.head.which.setCurrentIndex(1)
    assert program.shows("This care summary could not be made")
    assert program.shows("There is no birthdate on file. There is no phone number on file.")
    assert not section.page.bar.download.isEnabled()


@pytest.mark.rule("HEAD-6")
def test_search_finds_what_a_summary_says_and_opens_it(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = summaries(program)
    wait(lambda: section.note == "Care summaries are saved on this computer", "all files")
    wait(lambda: not program.portal.search.state.reading, "the words of all")
    program.go_to(0)
    dialog = search(program, "Reversible pulpitis Bayview")
    wait(lambda: any("Bayview Endodontics" in one for one in found(dialog)), "the summary")
    QTest.keyClick(program.find(QLineEdit, "Search", dialog), Qt.Key.Key_Return)
    wait(lambda: not open_dialogs(program.window), "the dialog to close")
    wait(lambda: written(section), "the summary")
    shown = section.page.shown
    assert shown is not None
    assert shown.record.received


@pytest.mark.rule("HEAD-3")
def test_a_tab_that_is_off_is_not_there_and_its_data_is_gone(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    summaries(program)
    rest = tuple(one for one in Section if one is not Section.SUMMARY)
    practice.feed([replace(office.practice(), sections=rest)])
    program.portal.refresh()
    bar = program.main.tabs.bar
    wait(lambda: "Summary" not in [bar.tabText(at) for at in range(bar.count())], "no tab")
    kept = "SELECT count(*) FROM record WHERE kind = 'care_summary'"
    wait(lambda: program.kept_here(kept)[0][0] == 0, "no summary here")
