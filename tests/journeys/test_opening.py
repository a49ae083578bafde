"""Documents that did not come from the practice: chosen, dropped, looked at, gone (OPEN)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.services.portal import Stage
from desktop.services.settings import Places, SettingsFile
from desktop.views.document_window import DocumentWindows
from desktop.views.viewers.summary.paper import SummaryPaper
from desktop.views.widgets.menu_button import MenuButton
from practice_server.demo import PASSWORD
from tests.desktop.cda.papers import document, package, paragraph, section
from tests.desktop.own_documents import summary, write_all
from tests.desktop.views.viewers.papers import damaged, locked, paper
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import Program, open_dialogs, read, settle, wait
from tests.journeys.opening import dragged, drop, enter, pdf_in, press, window_of, windows
from tests.serving import RunningServer


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with one document of each kind."""
    folder = tmp_path / "documents"
    folder.mkdir()
    write_all(folder)
    return folder


@pytest.mark.rule("OPEN-1")
def test_a_document_opens_before_sign_in_by_keyboard_alone(
    open_program: OpenProgram, documents: Path
) -> None:
    program = open_program()

    program.press("Ctrl+O")
    program.name_file(documents / "statement.pdf")
    window = window_of("statement.pdf")
    viewer = pdf_in(window)
    wait(viewer.canvas.hasFocus, "the keyboard on the pages")
    press(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: viewer.canvas.page == 1, "the second page")
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(viewer.tools.find_edit, "cleaning")
    assert program.shows("1 of 2", window)
    press(window, Qt.Key.Key_Escape)
    assert windows() == [window]
    press(window, Qt.Key.Key_Escape)
    wait(lambda: not windows(), "the window to close")


@pytest.mark.rule("OPEN-1")
def test_each_kind_dropped_on_the_sign_in_page_has_its_window(
    open_program: OpenProgram, documents: Path
) -> None:
    program = open_program()
    names = sorted(path.name for path in documents.iterdir())
    data = dragged([QUrl.fromLocalFile(str(documents / name)) for name in names])

    assert enter(program.sign_in_page, data)
    drop(program.sign_in_page, data)

    for name in names:
        window = window_of(name)
        assert program.hides("Save a copy", window)
        assert program.hides("Download", window)
    assert "Contents" in read(window_of("summary.xml"))
    assert sorted(path.name for path in documents.iterdir()) == names


@pytest.mark.rule("OPEN-1")
def test_the_cursor_takes_files_and_nothing_else(
    open_program: OpenProgram, documents: Path
) -> None:
    page = open_program().sign_in_page
    file = QUrl.fromLocalFile(str(documents / "note.txt"))

    assert page.acceptDrops()
    assert enter(page, dragged([file]))
    assert not enter(page, dragged([], "a text"))
    assert not enter(page, dragged([QUrl("https://example.com/statement.pdf")]))
    assert not enter(page, dragged([file, QUrl("https://example.com/statement.pdf")]))


@pytest.mark.rule("OPEN-1")
def test_the_sign_in_page_and_the_account_menu_have_a_way(
    signed_in: SignedIn, open_program: OpenProgram, calm_practice: RunningServer, documents: Path
) -> None:
    program = signed_in(calm_practice)

    program.choose_in_menu("Account, Elena Marlowe, menu", "Open a document…")
    program.name_file(documents / "note.txt")
    window_of("note.txt").close()
    program.portal.sign_out()
    wait(lambda: program.portal.stage is Stage.SIGNED_OUT)
    program.click("Open a document…")
    program.name_file(documents / "IM0001")

    assert window_of("IM0001").view.page is not None


@pytest.mark.rule("OPEN-2")
def test_its_window_outlives_the_lock_and_goes_on_working(
    signed_in: SignedIn, calm_practice: RunningServer, documents: Path
) -> None:
    program = signed_in(calm_practice)
    drop(program.main, dragged([QUrl.fromLocalFile(str(documents / "statement.pdf"))]))
    viewer = pdf_in(window := window_of("statement.pdf"))
    program.main.show_contact()
    wait(lambda: open_dialogs(program.window), "a dialog of the practice's")

    program.portal.lock()
    wait(lambda: program.portal.stage is Stage.LOCKED)

    assert windows() == [window]
    assert not open_dialogs(program.window)
    viewer.canvas.go_to(2)
    wait(lambda: viewer.canvas.pictures.get(2) is not None, "a page that was not drawn before")
    program.type("Password", PASSWORD)
    program.click("Unlock")
    wait(lambda: program.portal.stage is Stage.OPEN)
    assert windows() == [window]


@pytest.mark.rule("OPEN-2")
def test_it_closes_with_the_program(open_program: OpenProgram, documents: Path) -> None:
    program = open_program()
    for name in ("statement.pdf", "photo.jpg"):
        drop(program.sign_in_page, dragged([QUrl.fromLocalFile(str(documents / name))]))
        window_of(name)

    program.close()

    assert windows() == []


@pytest.mark.rule("OPEN-2")
def test_what_was_read_goes_with_its_window(open_program: OpenProgram, documents: Path) -> None:
    program = open_program()
    opening = program.portal.opening
    for name in ("statement.pdf", "photo.jpg"):
        drop(program.sign_in_page, dragged([QUrl.fromLocalFile(str(documents / name))]))
        window = window_of(name)
        window.close()

    wait(lambda: not opening.pdf._process._open, "the process to forget the PDF")
    wait(lambda: not opening.images._images._held, "the process to forget the picture")
    wait(lambda: not DocumentWindows.of(program.portal).open, "the windows to go")


@pytest.mark.rule("OPEN-2")
def test_nothing_of_it_is_kept(open_program: OpenProgram, computer: Path, documents: Path) -> None:
    program = open_program()
    (documents / "Marlowe-secret.pdf").write_bytes(paper())
    drop(program.sign_in_page, dragged([QUrl.fromLocalFile(str(documents / "Marlowe-secret.pdf"))]))
    viewer = pdf_in(window_of("Marlowe-secret.pdf"))
    viewer.canvas.zoom_by(1)
    wait(lambda: program.portal.opening.settings.document_zoom != "width", "the zoom to be taken")
    program.close()

    kept = [path.read_bytes() for path in computer.rglob("*") if path.is_file()]
    assert not any(b"Marlowe-secret" in data or b"Balance due" in data for data in kept)
    assert SettingsFile(Places.under(computer).config).values.document_zoom == "width"


@pytest.mark.rule("OPEN-3")
def test_a_bad_file_says_so_and_the_others_go_on(
    open_program: OpenProgram, documents: Path
) -> None:
    program = open_program()
    (documents / "damaged.pdf").write_bytes(damaged())
    (documents / "cut.xml").write_bytes(summary()[:-60])
    (documents / "photo\u202egnp.exe").write_bytes(b"MZ")
    names = ("statement.pdf", "damaged.pdf", "cut.xml", "missing.pdf", "photo\u202egnp.exe")

    drop(program.sign_in_page, dragged([QUrl.fromLocalFile(str(documents / one)) for one in names]))

    assert program.shows("We could not open this file", window_of("damaged.pdf"))
    assert program.shows("This care summary is not well-formed", window_of("cut.xml"))
    assert program.shows("This file is not there", window_of("missing.pdf"))
    assert program.shows("This kind of file is not opened here", window_of("photo�gnp.exe"))
    pdf = pdf_in(window_of("statement.pdf")).canvas.pdf
    assert pdf is not None
    assert len(pdf.pages) == 3


@pytest.mark.rule("OPEN-1", "OPEN-3")
def test_a_locked_pdf_asks_for_its_password_and_offers_no_copy(
    open_program: OpenProgram, documents: Path
) -> None:
    program = open_program()
    (documents / "locked.pdf").write_bytes(locked())
    drop(program.sign_in_page, dragged([QUrl.fromLocalFile(str(documents / "locked.pdf"))]))
    window = window_of("locked.pdf")

    program.type("Password of this document", "marlowe-4471", window)
    assert "Save as it is" not in read(window)
    assert "which the practice gave you" not in read(window)
    program.click("Open", window)

    viewer = pdf_in(window)
    assert [one.text() for one in viewer._keys.menu().actions() if "Save" in one.text()] == []


@pytest.mark.rule("OPEN-1")
def test_of_a_package_with_several_each_can_be_chosen(
    open_program: OpenProgram, documents: Path
) -> None:
    program = open_program()
    each = [document(section(paragraph(f"Text {number}"))) for number in (1, 2)]
    entries = (("XDM/SUBSET01/a.xml", each[0]), ("XDM/SUBSET02/a\x1b.xml", each[1]))
    (documents / "two.zip").write_bytes(package(*entries))
    drop(program.sign_in_page, dragged([QUrl.fromLocalFile(str(documents / "two.zip"))]))
    window = window_of("two.zip")
    paper = window.view.findChild(SummaryPaper)
    assert paper is not None
    assert "Text 1" in paper.words()

    button = window.findChild(MenuButton)
    assert button is not None
    assert button.accessibleName() == "Document 1 of 2, SUBSET01 / a.xml"
    button.menu().aboutToShow.emit()
    button.menu().actions()[1].trigger()

    wait(lambda: "Text 2" in paper.words(), "the second document")
    assert button.accessibleName() == "Document 2 of 2, SUBSET02 / a�.xml"


@pytest.mark.rule("OPEN-1")
def test_every_window_fits_the_smallest_size_at_the_largest_text(
    open_program: OpenProgram, documents: Path
) -> None:
    program = open_program()
    program.portal.change_settings(text_scale=200)
    settle()

    for name in ("statement.pdf", "scan.tif", "summary.xml", "note.txt"):
        drop(program.sign_in_page, dragged([QUrl.fromLocalFile(str(documents / name))]))
        window = window_of(name)
        window.resize(640, 480)
        settle()
        for part in window.findChildren(QPushButton):
            if part.isVisible():
                right = part.mapTo(window, part.rect().bottomRight())
                assert right.x() <= window.width(), (name, part.accessibleName())
        window.close()


@pytest.mark.rule("OPEN-1")
def test_text_size_keys_work_where_the_viewer_has_no_zoom_of_its_own(
    open_program: OpenProgram, documents: Path
) -> None:
    program: Program = open_program()
    drop(program.sign_in_page, dragged([QUrl.fromLocalFile(str(documents / "note.txt"))]))
    window = window_of("note.txt")

    window.activateWindow()
    program.press("Ctrl++")
    wait(lambda: program.portal.settings.text_scale == 115, "larger text")
    program.press("Ctrl+0")
    wait(lambda: program.portal.settings.text_scale == 100, "the usual text")
    program.press("Ctrl+W")
    wait(lambda: not windows(), "the window to close")
