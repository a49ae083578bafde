"""A plain text of the person's own: read, found in, printed."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.viewers.own.reader import TextReader

pytestmark = pytest.mark.rule("OPEN-1")
LONG = 60_000
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def reader(dressed_parts: QApplication, qtbot: QtBot) -> TextReader:
    """A viewer with a text in which "crown" stands three times."""
    text = "The crown 😀.\nAsk about the\ncrown and\nagain the Crown"
    reader = TextReader(text, "note.txt")
    qtbot.addWidget(reader)
    reader.resize(700, 500)
    with qtbot.waitActive(reader):
        reader.show()
    reader.paper.setFocus()
    return reader


def printed(reader: TextReader, path: Path, qtbot: QtBot) -> list[str]:
    """The text of each page on paper."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    run = reader.print_to(printer)
    with qtbot.waitSignal(run.ended, timeout=LONG):
        pass
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_words_are_found_one_after_another_by_keyboard(reader: TextReader, qtbot: QtBot) -> None:
    qtbot.keyClick(reader.paper, Qt.Key.Key_F, CONTROL)
    assert reader.tools.find_edit.hasFocus()
    qtbot.keyClicks(reader.tools.find_edit, "the crown")
    qtbot.keyClick(reader.tools.find_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: reader.finding.strip.words.text() == "1 of 3", timeout=LONG)

    qtbot.keyClick(reader.tools.find_edit, Qt.Key.Key_Return)
    at = reader.paper.textCursor().position()

    assert reader.finding.strip.words.text() == "2 of 3"
    units = reader.paper.toPlainText().encode("utf-16-le")
    assert units[2 * at :].decode("utf-16-le").startswith("the\ncrown and")
    qtbot.keyClick(reader.tools.find_edit, Qt.Key.Key_Return, SHIFT)
    assert reader.finding.strip.words.text() == "1 of 3"
    qtbot.keyClick(reader.tools.find_edit, Qt.Key.Key_Escape)
    assert reader.paper.hasFocus()
    assert reader.finding.strip.isHidden()


def test_what_is_not_there_is_said(reader: TextReader, qtbot: QtBot) -> None:
    reader.tools.find_edit.setText("bridge")

    qtbot.waitUntil(lambda: reader.finding.strip.words.text() == "Not found", timeout=LONG)


def test_there_is_nothing_to_save_or_fold(reader: TextReader) -> None:
    assert reader.tools.save_button.isHidden()
    assert reader.tools.fold_button.isHidden()
    assert reader.paper.isReadOnly()


def test_a_short_text_prints_on_one_page(reader: TextReader, qtbot: QtBot, tmp_path: Path) -> None:
    (page,) = printed(reader, tmp_path / "out.pdf", qtbot)

    assert "Ask about the" in page
    assert "again the Crown" in page


def test_a_long_text_is_all_on_paper(reader: TextReader, qtbot: QtBot, tmp_path: Path) -> None:
    lines = [f"line {number} " + "word " * (number % 60) for number in range(400)]
    reader.paper.setPlainText("\n".join([*lines, "😀x" * 3_000, "the end"]))

    pages = printed(reader, tmp_path / "out.pdf", qtbot)

    words = " ".join(pages).split()
    assert len(pages) > 5
    assert [word for word in words if word.isdecimal()] == [str(number) for number in range(400)]
    assert words.count("word") == sum(number % 60 for number in range(400))
    assert pages[-1].rstrip().endswith("the end")
