"""What else clinical documents hold: files, pictures, addresses; and how they come to paper."""

import base64
import io
import random
import socket
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop.services.portal import Portal
from desktop.views.theme import look
from desktop.views.viewers.pdf import PdfViewer
from desktop.views.viewers.pdf.printing import PrintEnd
from desktop.views.viewers.picture import PictureViewer
from desktop.views.viewers.text import TextViewer
from desktop.views.widgets.empty_state import EmptyState
from tests.desktop.cda.papers import document, narratives, section, unstructured
from tests.desktop.views.viewers.papers import paper
from tests.desktop.views.viewers.summary_reading import LONG, Reading, long, three


@pytest.mark.rule("SUM-2")
def test_other_bodies_open_in_their_viewers(reading: Reading) -> None:
    for data, kind, viewer in (
        (paper(), "application/pdf", PdfViewer),
        (b"Plain\nwords", "text/plain", TextViewer),
        (picture(), "image/png", PictureViewer),
        (b"{\\rtf1", "text/rtf", EmptyState),
    ):
        assert reading.open(unstructured(data, kind)) is None
        assert isinstance(reading.viewer._stack.currentWidget(), viewer)
    assert reading.open(document(body="<nonXMLBody/>")) is None
    assert reading.open(three()) is None
    assert reading.viewer._stack.currentWidget() is reading.viewer.paper


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    return file.getvalue()


def with_picture(data: bytes) -> bytes:
    inner = base64.b64encode(data).decode()
    media = (
        '<observationMedia ID="m"><value mediaType="image/png" representation="B64">'
        f"{inner}</value></observationMedia>"
    )
    text = 'before<renderMultiMedia referencedObject="m"/>after'
    return document(section(text, more=f"<entry>{media}</entry>"))


@pytest.mark.rule("SUM-2")
def test_a_picture_inside_is_decoded_elsewhere_and_shown(reading: Reading) -> None:
    before = height_of(reading, document(section("before after")))
    reading.open(with_picture(picture()))
    reading.qtbot.waitUntil(lambda: bool(reading.viewer.paper._pictures), timeout=LONG)
    image = reading.viewer.paper.loadResource(0, QUrl("picture:1"))
    assert (image.width(), image.height()) == (40, 30)  # type: ignore[attr-defined]
    assert image.pixelColor(5, 5).name() == "#ff0000"  # type: ignore[attr-defined]
    assert reading.viewer.paper.document().size().height() > before
    assert reading.open(with_picture(b"\x89PNG\r\n\x1a\nbroken")) is None
    assert "".join(reading.text().split()).endswith("beforeafter")


def height_of(reading: Reading, data: bytes) -> float:
    reading.open(data)
    return reading.viewer.paper.document().size().height()


@pytest.mark.rule("SUM-2")
def test_nothing_is_loaded_from_anywhere(reading: Reading, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture())
    kinds = QTextDocument.ResourceType
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.0)
        port = trap.getsockname()[1]
        addresses = (f"http://127.0.0.1:{port}/x", secret.as_uri(), str(secret), "data:,x")
        for address in (*addresses, ":/qt-project.org/logos/pysidelogo.png", "qrc:/x", "x.png"):
            for kind in (kinds.ImageResource, kinds.HtmlResource, kinds.StyleSheetResource):
                assert reading.viewer.paper.loadResource(kind.value, QUrl(address)) is None
            html = f'<linkHtml href="{address}">x</linkHtml><img src="{address}"/>'
            reading.open(document(section(html)))
            reading.viewer.paper.anchorClicked.emit(QUrl(address))
        with pytest.raises(BlockingIOError):
            trap.accept()
    assert reading.viewer.paper._pictures == {}


@pytest.mark.rule("SUM-2")
def test_it_is_printed_whole_and_black_although_it_is_folded_and_dark(
    reading: Reading, qapp: QApplication, tmp_path: Path
) -> None:
    look.apply(qapp, "dark", 1.0)
    look.finish()
    reading.open(long())
    reading.viewer.paper.fold_all(folded=True)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    run, ends = reading.viewer.print_to(printer), list[PrintEnd]()
    run.ended.connect(ends.append)
    reading.qtbot.waitUntil(lambda: bool(ends), timeout=LONG)
    assert ends == [PrintEnd.PRINTED]
    assert reading.viewer.printing.words.text().endswith("pages went to the printer")
    said = printed_words(tmp_path / "printed.pdf")
    assert said.count("word") >= 8100  # a line at an edge is drawn on two pages and seen on one
    assert "Person: Ms Elena M Marlowe" in " ".join(said.split())
    assert darkest(tmp_path / "printed.pdf", 1) < 60


def darkest(path: Path, page: int) -> int:
    """The lightness of the darkest dot of a page, 0 to 255."""
    printed = QPdfDocument()
    printed.load(str(path))
    picture = printed.render(page, QSize(600, 800)).convertToFormat(QImage.Format.Format_Grayscale8)
    places = ((x, y) for x in range(600) for y in range(0, 800, 3))
    return min(picture.pixelColor(x, y).value() for x, y in places if picture.valid(x, y))


def printed_words(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_stopping_the_print_sends_no_more(reading: Reading, tmp_path: Path) -> None:
    reading.open(three())
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    run, ends = reading.viewer.print_to(printer), list[PrintEnd]()
    run.ended.connect(ends.append)
    run.stop()
    assert ends == [PrintEnd.STOPPED]


@pytest.mark.rule("SUM-2")
@pytest.mark.parametrize("seed", range(40))
def test_forms_put_into_each_other_in_any_way_keep_their_words(reading: Reading, seed: int) -> None:
    dice = random.Random(seed)
    data = document(*(section(any_form(dice, 0) + any_form(dice, 0)) for _ in range(3)))
    assert reading.open(data) is None
    reading.viewer.paper.fold("s2", folded=True)
    reading.viewer.paper.fold("s2", folded=False)
    reading.settle()
    words = [word for said in narratives(data) for piece in said for word in piece.split()]
    assert sorted(set(words) - set(reading.text().split())) == []


def any_form(dice: random.Random, depth: int) -> str:
    """A form of the narrative with others inside; spans that overlap and run out of the table."""
    inner = [any_form(dice, depth + 1) for _ in range(dice.randint(0, 3))] if depth < 4 else []
    word = f" w{dice.randrange(10_000)} "
    match dice.randrange(5):
        case 0:
            return f"<paragraph>{word}{''.join(inner)}</paragraph>"
        case 1:
            return f"<list>{''.join(f'<item>{one}</item>' for one in (word, *inner))}</list>"
        case 2:
            return f"<content styleCode='Bold'>{word}{''.join(inner)}</content>"
        case 3:
            return f"{word}<sup>{word}</sup>{''.join(inner)}<br/>"
    cells = "".join(f"<td {span(dice)}>{one}</td>" for one in (word, *inner))
    head = f"<thead><tr><th {span(dice)}>{word}</th></tr></thead>" * dice.randint(0, 1)
    return f"<table>{head}<tr>{cells}</tr><tr><td {span(dice)}>{word}</td></tr></table>"


def span(dice: random.Random) -> str:
    """How much room a cell asks for."""
    rows, columns = dice.choice((0, 1, 2, 3, 60)), dice.choice((0, 1, 2, 5, "x"))
    return f"rowspan='{rows}' colspan='{columns}'"


@pytest.mark.rule("SUM-2")
def test_the_process_ends_with_the_portal(reading: Reading, portal: Portal) -> None:
    reading.open(three())
    process = portal.summaries._summaries._process
    assert process is not None
    assert process.poll() is None
    portal.close()
    process.wait()
    assert portal.summaries._summaries._process is None
