"""Printing: into a real PDF, with a range, progress and a way to stop; a refusal is told."""

import gc
from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from desktop.views.viewers.pdf.printing import PrintEnd, PrinterDialog, PrintRun, pages_of
from tests.desktop.views.viewers.conftest import Reader
from tests.desktop.views.viewers.papers import paper

WHITE = 0xFFFFFFFF


def printer(path: Path) -> QPrinter:
    """A printer that makes a PDF."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    return made


def run(reader: Reader, to: QPrinter) -> tuple[PrintRun, list[tuple[int, int]], list[PrintEnd]]:
    """A print run of the document that is open, with what it tells."""
    steps: list[tuple[int, int]] = []
    ends: list[PrintEnd] = []
    started = reader.viewer.print_to(to)
    assert started is not None
    started.printed.connect(lambda done, pages: steps.append((done, pages)))
    started.ended.connect(ends.append)
    return started, steps, ends


@pytest.mark.rule("ACC-5")
@pytest.mark.rule("EASE-5")
def test_all_pages_are_printed_with_progress(reader: Reader, tmp_path: Path) -> None:
    assert reader.open(paper()) is None
    _run, steps, ends = run(reader, printer(tmp_path / "out.pdf"))
    strip = reader.viewer.printing
    assert strip.progress.isVisible()
    assert strip.stop_button.isVisible()
    reader.wait(lambda: bool(ends))
    assert ends == [PrintEnd.PRINTED]
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert strip.words.text() == "3 pages went to the printer"
    printed = QPdfDocument()
    printed.load(str(tmp_path / "out.pdf"))
    assert printed.pageCount() == 3
    picture = printed.render(0, (printed.pagePointSize(0)).toSize())
    dark = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() and picture.pixelColor(x, y).lightness() < 100
    ]
    assert dark
    printed.close()


@pytest.mark.rule("ACC-5")
def test_only_the_pages_asked_for_are_printed(reader: Reader, tmp_path: Path) -> None:
    assert reader.open(paper()) is None
    to = printer(tmp_path / "out.pdf")
    to.setPrintRange(QPrinter.PrintRange.PageRange)
    to.setFromTo(2, 3)
    assert pages_of(to, 3) == [1, 2]
    assert pages_of(to, 2) == [1]
    to.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_of(to, 3) == [2, 1]
    _run, _steps, ends = run(reader, to)
    reader.wait(lambda: bool(ends))
    printed = QPdfDocument()
    printed.load(str(tmp_path / "out.pdf"))
    assert printed.pageCount() == 2
    printed.close()


@pytest.mark.rule("EASE-5")
def test_printing_can_be_stopped(reader: Reader, tmp_path: Path) -> None:
    assert reader.open(paper([["A line"]] * 40)) is None
    started, steps, ends = run(reader, printer(tmp_path / "out.pdf"))
    reader.wait(lambda: len(steps) > 2)
    reader.viewer.printing.stop_button.click()
    assert ends == [PrintEnd.STOPPED]
    assert started.done < 40
    assert not reader.viewer.printing.running
    assert reader.viewer.printing.words.text() == "Printing was stopped"


def test_another_document_stops_what_is_printed(reader: Reader, tmp_path: Path) -> None:
    assert reader.open(paper([["A line"]] * 40)) is None
    _run, _steps, ends = run(reader, printer(tmp_path / "out.pdf"))
    reader.viewer.clear()
    assert ends == [PrintEnd.STOPPED]


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdfEngine", "QPdfWriter", "paint device")
def test_a_printer_that_refuses_is_told(reader: Reader, tmp_path: Path) -> None:
    assert reader.open(paper()) is None
    _run, _steps, ends = run(reader, printer(tmp_path / "no such folder" / "out.pdf"))
    reader.wait(lambda: bool(ends))
    assert ends == [PrintEnd.REFUSED]
    assert "did not take" in reader.viewer.printing.words.text()
    assert reader.viewer.printing.again_button.isVisible()


def test_the_printer_lives_as_long_as_the_dialog_that_asks_for_it(reader: Reader) -> None:
    dialog = PrinterDialog(reader.viewer)
    dialog.ask(3)
    gc.collect()
    assert dialog.printer().resolution() > 72
    assert (dialog.minPage(), dialog.maxPage()) == (1, 3)
    dialog.close()
