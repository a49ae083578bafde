"""Papers are laid out for their own size, a little at a time, and cut nothing (EASE-5)."""

import gc
from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QLocale, QMarginsF, QObject, QTimer
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.models.items.paper_pages import Extent, Placed, pages_of
from desktop.views.activity_paper import ActivityPaper
from desktop.views.mail_paper import paper_of
from desktop.views.paper import Paper, PaperRun, draw_pdf
from desktop.views.paper_printing import ask_and_print
from desktop.views.usual_page import usual_page
from tests.desktop.models.items.test_activity import row
from tests.desktop.views.look import dressed
from tests.desktop.views.test_plan_paper import pages_in

__all__ = ["dressed"]
pytestmark = [pytest.mark.rule("EASE-5"), pytest.mark.usefixtures("dressed")]


@pytest.fixture(params=["en_US", "de_DE"])
def at_home(request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


def letter(lines: int) -> Paper:
    body = "\n".join(f"Line {n} of it." for n in range(lines))
    return paper_of("Long letter", ["From Dr. Amina Farrow"], body, "Harbor Family Dental")


def drawn(qtbot: QtBot, paper: Paper) -> bytes:
    parent, done = QObject(), list[bytes]()
    draw_pdf(paper, parent, done.append)
    qtbot.waitUntil(lambda: bool(done))
    return done[0]


def test_the_print_dialog_knows_the_pages_of_the_usual_size(qtbot: QtBot, at_home: str):
    parent = QWidget()
    qtbot.addWidget(parent)
    paper = letter(120)
    ask_and_print(parent, paper, lambda _taken: None)
    qtbot.waitUntil(lambda: bool(dialogs(parent)))
    [dialog] = dialogs(parent)
    assert (dialog.minPage(), dialog.maxPage()) == (1, count(qtbot, paper, usual_page()))
    usual = QPageSize.PageSizeId.Letter if at_home == "en_US" else QPageSize.PageSizeId.A4
    assert dialog.printer().pageLayout().pageSize().id() == usual
    dialog.reject()
    qtbot.waitUntil(lambda: not parent.findChildren(QPrintDialog))


def count(qtbot: QtBot, paper: Paper, page: QPageLayout) -> int:
    """The pages of a printer with this one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageLayout(page)
    parent, counted = QObject(), list[int]()
    run = PaperRun(paper, printer, parent)
    run.counted.connect(counted.append)
    run.count()
    qtbot.waitUntil(lambda: bool(counted))
    return counted[0]


def dialogs(parent: QWidget) -> list[QPrintDialog]:
    return [dialog for dialog in parent.findChildren(QPrintDialog) if dialog.isVisible()]


def test_more_lines_fit_on_the_longer_of_two_sizes(qtbot: QtBot):
    around = QMarginsF(16, 16, 16, 16)
    way, unit = QPageLayout.Orientation.Portrait, QPageLayout.Unit.Millimeter
    sizes = (QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A4)
    pages = [QPageLayout(QPageSize(size), way, around, unit) for size in sizes]
    on_letter, on_a4 = (count(qtbot, letter(1000), page) for page in pages)
    assert on_letter > on_a4 > 10


def test_the_window_goes_on_between_any_two_pages(qtbot: QtBot):
    turns, timer = list[None](), QTimer(interval=0)
    timer.timeout.connect(lambda: turns.append(None))
    timer.start()
    pages = pages_in(drawn(qtbot, letter(1000)))
    assert len(pages) > 10
    assert len(turns) > len(pages)
    assert "Line 999 of it." in pages[-1]


def test_a_line_that_is_longer_than_a_page_goes_on_on_the_next(qtbot: QtBot):
    body = " ".join(f"word{n}" for n in range(2500))
    pages = pages_in(drawn(qtbot, paper_of("Long", [], body, "Harbor Family Dental")))
    found = " ".join(pages).replace("\n", " ")
    assert len(pages) > 2
    assert all(f"word{n}" in found for n in range(0, 2500, 7))


def test_a_section_that_goes_takes_its_paper_along(qtbot: QtBot):
    parent, done = QObject(), list[bytes]()
    run = draw_pdf(letter(1000), parent, done.append)
    qtbot.waitUntil(run._painter.isActive)
    gone = list[None]()
    parent.destroyed.connect(lambda: gone.append(None))
    parent.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    assert not run._painter.isActive()
    assert done == []


@pytest.mark.rule("HEAD-8")
def test_activity_is_drawn_whole_or_stopped_with_what_it_belongs_to(qtbot: QtBot):
    rows, drawn = [row(name=str(n)) for n in range(400)], list[bytes]()
    parent = QObject()
    whole = ActivityPaper(rows, "History", "400 entries", parent)
    whole.drawn.connect(drawn.append)
    whole.draw()
    gc.collect()
    qtbot.waitUntil(lambda: bool(drawn))
    assert len(pages_in(drawn[0])) > 10
    gone = list[None]()
    parent.destroyed.connect(lambda: gone.append(None))
    stopped = ActivityPaper(rows, "History", "400 entries", parent)
    stopped.drawn.connect(drawn.append)
    stopped.draw()
    qtbot.waitUntil(lambda: stopped._page > 1)
    parent.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    assert not stopped._painter.isActive()  # its device must not go while it is painted on
    assert len(drawn) == 1


def test_no_piece_is_cut_and_no_heading_stands_alone():
    pieces = [Extent(30), Extent(30), *[Extent(10, headed=True)] * 12, Extent(5)]
    pages = pages_of(pieces, 100, heading=20)
    assert [placed.piece for page in pages for placed in page] == list(range(15))
    for page in pages:
        for one, other in pairwise(page):
            least = one.top + pieces[one.piece].height
            assert other.top == least + (20 if other.under_heading else 0)
        assert page[-1].top + pieces[page[-1].piece].height <= 100
        headed = [placed for placed in page if pieces[placed.piece].headed]
        assert [placed.under_heading for placed in headed[:2]] == [True, False]


def test_a_piece_that_is_too_high_has_pages_of_its_own():
    pages = pages_of([Extent(250), Extent(10)], 100)
    assert pages[:3] == [[Placed(0, part=part)] for part in range(3)]
    assert pages[3:] == [[Placed(1)]]
    assert pages_of([], 100) == [[]]
