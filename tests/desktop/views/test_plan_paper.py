"""A plan on paper: everything is on it, on numbered pages, in black whatever the theme."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QLocale, QObject
from PySide6.QtGui import QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.shown import ShownPlan
from desktop.views.paper import Paper, draw_pdf
from desktop.views.paper_printing import print_to
from desktop.views.plan_paper import paper_of, words_for
from desktop.views.theme import look
from tests.desktop.models.items.sample import ELENA, FAMILY
from tests.desktop.views.look import dressed
from tests.planning import plan, procedure, signed

__all__ = ["dressed"]
pytestmark = pytest.mark.rule("PLAN-4")


@pytest.fixture(autouse=True)
def american(dressed: QApplication):
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def paper(**changes) -> Paper:
    return paper_of(ShownPlan(signed(ELENA, **changes)), FAMILY)


def long_paper() -> Paper:
    rows = tuple(procedure(n, f"Filling number {n}", 9000 + n, 100) for n in range(90))
    return paper(procedures=rows, priorities=())


def as_pdf(qtbot: QtBot, made: Paper) -> bytes:
    parent, drawn = QObject(), list[bytes]()
    draw_pdf(made, parent, drawn.append)
    qtbot.waitUntil(lambda: bool(drawn))
    return drawn[0]


def printed(qtbot: QtBot, made: Paper, printer: QPrinter) -> bool:
    parent, ended = QObject(), list[bool]()
    print_to(made, printer, parent, ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    return ended[0]


def pages_in(data: bytes) -> list[str]:
    """The words on each page, as a reader of PDFs finds them."""
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = range(document.pageCount())
    said = [" ".join(document.getAllText(page).text().split()) for page in pages]
    document.close()
    return said


def test_a_page_has_practice_person_date_rows_totals_and_what_it_is_not(qtbot: QtBot):
    [page] = pages_in(as_pdf(qtbot, paper(note="Please call before 4 PM.")))
    for words in (
        "Harbor Family Dental",
        "Elena Marlowe",
        "Crown and gum care",
        "For Elena, by Dr. Amina Farrow. Saved Oct 21, 2026.",
        "Please call before 4 PM.",
        "Upper left first molar, tooth 14",
        "Before the end of the year",
        "$1,240.00",
        "In all",
        "$2,524.00",
        "$1,344.30",
        "These are estimates, not a bill, as of Oct 21, 2026.",
        "Signed by Elena Marlowe on Oct 21, 2026.",
        "Page 1 of 1",
    ):
        assert words in page


def test_a_long_plan_has_numbered_pages_with_the_heads_of_the_columns_on_each(qtbot: QtBot):
    pages = pages_in(as_pdf(qtbot, long_paper()))
    assert len(pages) > 1
    for at, page in enumerate(pages, 1):
        assert f"Page {at} of {len(pages)}" in page
        assert "Procedure" in page
    everything = " ".join(pages)
    assert all(f"Filling number {n} Not booked" in everything for n in range(90))


def test_what_looks_like_markup_is_printed_as_it_is_written(qtbot: QtBot):
    [page] = pages_in(as_pdf(qtbot, paper(heading="<b>Crown</b> & more")))
    assert "<b>Crown</b> & more" in page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_dark_on_white_in_every_theme(
    qtbot: QtBot, theme: str, qapp: QApplication, tmp_path: Path
):
    look.apply(qapp, theme, 2.0)
    file = tmp_path / "plan.pdf"
    file.write_bytes(as_pdf(qtbot, paper()))
    document = QPdfDocument()
    document.load(str(file))
    picture = document.render(0, document.pagePointSize(0).toSize())
    document.close()
    points = [
        picture.pixelColor(x, y)
        for x in range(picture.width())
        for y in range(0, picture.height(), 3)
    ]
    assert any(one.alpha() > 200 and one.lightness() < 60 for one in points)


def test_a_printer_prints_the_pages_it_was_asked_for(qtbot: QtBot, tmp_path: Path):
    file = tmp_path / "out.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert printed(qtbot, long_paper(), printer)
    [page] = pages_in(file.read_bytes())
    assert f"Page 2 of {len(pages_in(as_pdf(qtbot, long_paper())))}" in page


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_take_it_is_told(qtbot: QtBot, tmp_path: Path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "out.pdf"))
    taken = printed(qtbot, paper_of(ShownPlan(plan(ELENA)), FAMILY), printer)
    assert "Nothing was printed" in words_for(taken=taken)
