"""`show`: files without a window, in real runs of the program."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

import run
from desktop.services.portal import Portal
from desktop.views.viewers.summary import SummaryViewer
from tests.desktop.own_documents import NOTE, summary, write_all
from tests.desktop.pdf_process.pictures.made import (
    deflated_bomb,
    gif_bomb,
    png_bomb,
    tiff_bomb,
)
from tests.desktop.terminal import ROOT, Terminal, lines, names
from tests.desktop.views.viewers.conftest import (
    Reader,
    dressed,
    dressed_parts,
    places,
    portal,
    reader,
)
from tests.desktop.views.viewers.papers import damaged, forever, locked, paper

__all__ = ["dressed", "dressed_parts", "places", "portal", "reader"]

pytestmark = pytest.mark.rule("OPEN-4")
DATA = ROOT.parent / "shared" / "data"
LONG = 60_000


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path / "computer")
    yield terminal
    assert terminal.written() == set()


def test_every_kind_is_told_drawn_and_read_by_one_run(terminal: Terminal) -> None:
    taken_for = write_all(terminal.files)
    before = names(terminal.files)

    run = terminal.run(*taken_for, "--text", "--png", terminal.pictures)

    assert lines(run) == taken_for
    assert run.returncode == 0
    assert names(terminal.files) == before
    assert run.stdout.count(NOTE) == 2
    assert run.stdout.count("Penicillin: hives") == 2
    assert names(terminal.pictures) == sorted(f"{name}.png" for name in taken_for)


def test_a_picture_is_saved_pixel_for_pixel_and_a_page_at_full_size(terminal: Terminal) -> None:
    taken_for = write_all(terminal.files)

    terminal.run(*taken_for, "--png", terminal.pictures)

    sizes = {}
    for name in taken_for:
        with Image.open(terminal.pictures / f"{name}.png") as image:
            sizes[name] = image.size
    assert sizes["statement.pdf"] == (816, 1056)
    assert sizes["photo.jpg"] == (300, 200)
    assert sizes["scan.tif"] == (40, 30)
    assert sizes["IM0001"] == (32, 24)
    assert min(min(sizes[name]) for name in ("summary.xml", "xdm.zip", "note.txt")) > 500
    with Image.open(terminal.pictures / "scan.tif.png") as scan:
        assert scan.convert("RGB").getpixel((20, 15)) == (50, 50, 50)


def test_nothing_is_put_out_unless_it_is_asked_for(terminal: Terminal) -> None:
    taken_for = write_all(terminal.files)

    run = terminal.run(*taken_for)

    assert (run.stdout, run.returncode) == ("", 0)
    assert not terminal.pictures.exists()


def test_the_text_of_a_pdf_is_what_the_viewer_selects(terminal: Terminal, reader: Reader) -> None:
    terminal.write("statement.pdf", paper())
    assert reader.open(paper()) is None
    reader.viewer.canvas.selection.all()

    run = terminal.run("--text", "statement.pdf")

    assert run.stdout == reader.selected() + "\n"


def test_the_text_of_a_summary_is_what_the_viewer_copies(
    terminal: Terminal, portal: Portal, qtbot: QtBot, dressed_parts: object
) -> None:
    terminal.write("summary.xml", summary())
    viewer = SummaryViewer(portal)
    qtbot.addWidget(viewer)
    with qtbot.waitSignal(viewer.paper.ended, timeout=LONG):
        viewer.show_document(summary())
    viewer.paper.selectAll()

    run = terminal.run("--text", "summary.xml")

    copied = viewer.paper.createMimeDataFromSelection().text()
    assert run.stdout.rstrip("\n") == copied.rstrip("\n")
    assert run.stdout.startswith("Care summary\n")
    assert "Elena M Marlowe" in run.stdout


def test_a_file_that_is_not_shown_has_its_message_and_the_status_tells(terminal: Terminal) -> None:
    (terminal.files / "folder").mkdir()
    for name, data in {
        "good.txt": b"good\n",
        "empty": b"",
        "page.html": b"<html>",
        "noise": b"\x01\x02",
        "damaged.pdf": damaged(),
        "locked.pdf": locked(),
        "broken.png": b"\x89PNG\r\n\x1a\nbroken",
        "cut.xml": summary()[:-40],
        "other.zip": b"PK\x05\x06" + bytes(18),
    }.items():
        terminal.write(name, data)

    run = terminal.run(*names(terminal.files), "missing", "--text")

    titles = {name: said.split(". ")[0] for name, said in lines(run).items()}
    assert titles == {
        "good.txt": "Plain text, 1 line",
        "folder": "This is a folder",
        "empty": "This file is empty",
        "missing": "This file is not there",
        "page.html": "This kind of file is not opened here",
        "noise": "This kind of file cannot be shown here",
        "damaged.pdf": "We could not open this file",
        "locked.pdf": "This file asks for a password",
        "broken.png": "We could not open this file",
        "cut.xml": "This care summary is not well-formed",
        "other.zip": "There is no care summary in this file",
    }
    assert (run.stdout, run.returncode) == ("good\n", 1)


@pytest.mark.rule("OPEN-3")
def test_hostile_files_end_neither_the_run_nor_the_memory(terminal: Terminal) -> None:
    bombs = {"a.png": png_bomb(), "a.gif": gif_bomb(), "a.tif": tiff_bomb(), "a": deflated_bomb()}
    for name, data in {**bombs, "forever.pdf": forever(), "good.txt": b"good"}.items():
        terminal.write(name, data)

    run = terminal.run(*bombs, "forever.pdf", "good.txt", seconds="3")

    titles = {name: said.split(". ")[0] for name, said in lines(run).items()}
    too_large = dict.fromkeys(bombs, "This file is too large to show here")
    assert titles == {
        **too_large,
        "forever.pdf": "We could not open this file",
        "good.txt": "Plain text, 1 line",
    }
    assert run.returncode == 1


def test_names_that_would_mislead_print_safely(terminal: Terminal) -> None:
    hostile = [b"caf\xe9.txt", b"a\x1b[31mred\nb.txt", "photo\u202egnp.txt".encode(), b"-t.txt"]
    for name in hostile:
        terminal.write(name, b"x")

    run = terminal.run("--png", terminal.pictures, "--", *hostile)

    assert run.returncode == 0
    assert set(lines(run)) == {"caf�.txt", "a�[31mred�b.txt", "photo�gnp.txt", "-t.txt"}
    assert len(names(terminal.pictures)) == len(hostile)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
def test_on_a_terminal_a_text_cannot_give_orders(terminal: Terminal) -> None:
    import pty  # noqa: PLC0415 - absent on Windows

    terminal.write("note.txt", "red \x9b31m and\tblue\n".encode())
    ours, theirs = pty.openpty()

    terminal.run("--text", "note.txt", stdout=theirs)

    shown = os.read(ours, 4096).decode()
    for end in (ours, theirs):
        os.close(end)
    assert shown.split() == ["red", "�31m", "and", "blue"]


def test_a_wrong_option_is_said_without_what_a_terminal_obeys(terminal: Terminal) -> None:
    run = terminal.run("a.txt", "--\x1b[31m")

    assert run.returncode == 2
    assert "--�[31m" in run.stderr


def test_a_picture_never_takes_the_place_of_a_file_or_of_another(terminal: Terminal) -> None:
    for name in ("a.txt", "a.txt.png"):
        terminal.write(name, b"text")
    (terminal.files / "b").mkdir()
    (terminal.files / "b" / "a.txt").write_bytes(b"other")

    run = terminal.run("a.txt", "b/a.txt", "a.txt.png", "--png", ".")

    assert run.returncode == 0
    assert (terminal.files / "a.txt.png").read_bytes() == b"text"
    assert names(terminal.files) == [
        "a.txt",
        "a.txt (2).png",
        "a.txt (3).png",
        "a.txt.png",
        "a.txt.png.png",
        "b",
    ]


def test_a_folder_that_cannot_be_made_is_said(terminal: Terminal) -> None:
    terminal.write("a.txt", b"text")

    run = terminal.run("a.txt", "--png", "a.txt")

    assert run.returncode == 1
    assert "The picture could not be saved." in run.stderr


@pytest.mark.skipif(not DATA.is_dir(), reason="the collection of documents is not here")
def test_documents_of_other_programs_are_shown(terminal: Terminal) -> None:
    patterns = (
        "pdf/realistic/*.pdf",
        "pdf/py-pdf-sample-files/*.pdf",
        "ccda/hl7-examples/*.xml",
        "ccda/vendors/*/*.xml",
        "dicom/SC_rgb*.dcm",
        "images/exif-orientation/*",
        "images/pillow/*.tif",
    )
    files = [path for each in patterns for path in sorted(DATA.glob(each))[:2]]

    run = terminal.run(*files, "--text", "--png", terminal.pictures)

    assert len(lines(run)) == len({path.name for path in files})
    assert run.returncode == 0
    assert len(names(terminal.pictures)) == len(files)


def test_the_command_of_the_repository_names_files_from_where_the_caller_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    if not run.PYTHON.exists():
        pytest.skip("there is no environment in .venv")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "-note.txt").write_text("crown\n")
    (tmp_path / "desktop.py").write_text("raise SystemExit('the folder of the file was imported')")
    asked, more = run.parser().parse_known_args(["show", "--text", "./-note.txt"])

    status = run.show(asked, more)

    said = capfd.readouterr()
    assert (status, said.out) == (0, "crown\n")
    assert said.err == "-note.txt: Plain text, 1 line\n"
