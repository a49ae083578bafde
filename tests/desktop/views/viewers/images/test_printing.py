"""Printing an image as it is looked at: into a real PDF, in bands, stopped, refused (IMG-3)."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog

from desktop.views.viewers.pdf.printing import PrintEnd
from tests.desktop.views.viewers.images.conftest import Onlooker, quarters
from tests.desktop.views.viewers.test_printing import printer


@pytest.mark.rule("IMG-3", "EASE-5")
def test_the_picture_is_printed_as_it_is_seen(onlooker: Onlooker, tmp_path: Path) -> None:
    assert onlooker.open(quarters()) is None
    onlooker.viewer.turn()
    ends: list[PrintEnd] = []
    run = onlooker.viewer.taking.print_to(printer(tmp_path / "out.pdf"))
    assert run is not None
    run.ended.connect(ends.append)
    onlooker.wait(lambda: bool(ends))
    assert ends == [PrintEnd.PRINTED]
    printed = QPdfDocument()
    printed.load(str(tmp_path / "out.pdf"))
    assert printed.pageCount() == 1
    size = printed.pagePointSize(0)
    assert size.height() > size.width()  # turned, it is higher than wide
    page = printed.render(0, QSize(400, round(400 * size.height() / size.width())))
    wide, high = page.width(), page.height()
    around = ((0.3, 0.4), (0.7, 0.4), (0.7, 0.6), (0.3, 0.6))
    seen = [page.pixelColor(int(wide * x), int(high * y)).lightness() for x, y in around]
    assert seen == pytest.approx([240, 0, 80, 160], abs=4)
    assert onlooker.viewer.taking.strip.words.text() == "The page went to the printer"


def test_printing_is_stopped(onlooker: Onlooker, tmp_path: Path) -> None:
    assert onlooker.open(quarters()) is None
    ends: list[PrintEnd] = []
    run = onlooker.viewer.taking.print_to(printer(tmp_path / "out.pdf"))
    assert run is not None
    run.ended.connect(ends.append)
    onlooker.viewer.taking.strip.stop_button.click()
    assert ends == [PrintEnd.STOPPED]


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdfEngine", "QPdfWriter", "paint device")
def test_a_printer_that_does_not_take_it_is_told(onlooker: Onlooker, tmp_path: Path) -> None:
    assert onlooker.open(quarters()) is None
    run = onlooker.viewer.taking.print_to(printer(tmp_path / "missing" / "out.pdf"))
    assert run is not None
    ends: list[PrintEnd] = []
    run.ended.connect(ends.append)
    onlooker.wait(lambda: bool(ends))
    assert ends == [PrintEnd.REFUSED]


@pytest.mark.rule("IMG-3")
def test_the_printer_is_asked_for_by_keyboard(onlooker: Onlooker) -> None:
    onlooker.viewer.taking.print_image()
    assert onlooker.viewer.findChild(QPrintDialog) is None  # there is nothing to print
    assert onlooker.open(quarters()) is None
    onlooker.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = onlooker.viewer.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_without_an_image_nothing_is_printed(onlooker: Onlooker, tmp_path: Path) -> None:
    assert onlooker.viewer.taking.print_to(printer(tmp_path / "out.pdf")) is None
