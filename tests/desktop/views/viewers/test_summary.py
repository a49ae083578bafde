"""Clinical documents in their viewer: read, found, folded, printed, and never let out."""

import base64
import io
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QAccessible, QGuiApplication, QImage, QTextDocument
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.trouble import Trouble
from desktop.services.portal import Portal, PortalError
from desktop.views.theme import look
from desktop.views.viewers.pdf import PdfViewer
from desktop.views.viewers.pdf.printing import PrintEnd
from desktop.views.viewers.picture import PictureViewer
from desktop.views.viewers.summary import SummaryViewer
from desktop.views.viewers.summary.writing import SLICE
from desktop.views.viewers.text import TextViewer
from desktop.views.widgets.empty_state import EmptyState
from tests.desktop.cda.papers import document, entry, package, paragraph, section, unstructured
from tests.desktop.views.viewers.papers import paper

LONG = 60_000  # milliseconds; nothing waits that long unless it is broken
TABLE = "<table><thead><tr><th>Allergy</th></tr></thead><tr><td>{}</td></tr></table>"


@dataclass
class Reading:
    """A person in front of the viewer."""

    viewer: SummaryViewer
    qtbot: QtBot
    shown: list[bool] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def open(self, data: bytes) -> Trouble | None:
        """Open a document until all of it is there; what was said instead of it."""
        self.shown.clear()
        self.troubles.clear()
        self.viewer.show_document(data)
        self.qtbot.waitUntil(lambda: bool(self.shown or self.troubles), timeout=LONG)
        self.settle()
        return self.troubles[0] if self.troubles else None

    def settle(self) -> None:
        """Wait until nothing is left to be written."""
        self.qtbot.waitUntil(lambda: not self.viewer.paper.writer.busy, timeout=LONG)

    def text(self) -> str:
        """What is on the screen, to its end."""
        return self.viewer.paper.toPlainText().replace("\ufffc", "")

    def find(self, words: str) -> list[str]:
        """What stands at the places that are found."""
        self.viewer.tools.find_edit.setText(words)
        self.viewer.finding.go(1)
        self.settle()
        text = self.viewer.paper.toPlainText()
        return [text[place.start : place.end] for place in self.viewer.finding.places]


@pytest.fixture
def reading(dressed_parts: QApplication, qtbot: QtBot, portal: Portal) -> Iterator[Reading]:
    """A viewer as large as in the window."""
    viewer = SummaryViewer(portal)
    qtbot.addWidget(viewer)
    viewer.resize(1000, 600)
    viewer.show()
    reading = Reading(viewer, qtbot)
    viewer.shown.connect(lambda: reading.shown.append(True))

    def refused(error: PortalError) -> None:
        reading.troubles.append(error.trouble)

    viewer.refused.connect(refused)
    yield reading
    viewer.clear()


def three() -> bytes:
    return document(
        section(TABLE.format("Penicillin"), "Allergies", entry("") * 2),
        section(paragraph("Outer"), "Procedures", section(paragraph("Inner"), "Implants")),
        section("", "Goals"),
    )


@pytest.mark.rule("SUM-1")
@pytest.mark.rule("SUM-2")
def test_header_sections_and_what_is_empty_are_read_from_top_to_end(reading: Reading) -> None:
    assert reading.open(three()) is None
    lines = [line for line in reading.text().splitlines() if line]
    assert lines[0] == "Care summary"
    assert "Person: Ms Elena M Marlowe" in lines
    assert "Written by: Amina Farrow, Harbor Family Dental" in lines
    assert "Kept by: Harbor Family Dental" in lines
    assert any(line.startswith("Born: ") and "1984" in line for line in lines)
    assert any(line.startswith("Made: ") and "2026" in line for line in lines)
    assert lines[lines.index("Allergies") :] == [
        *("Allergies", "Allergy", "Penicillin"),
        *("Procedures", "Outer", "Implants", "Inner"),
        *("Goals", "None recorded"),
    ]


@pytest.mark.rule("SUM-1")
def test_contents_say_how_much_there_is_and_lead_there(reading: Reading) -> None:
    reading.open(document(*(section(paragraph("word " * 900), f"Part {at}") for at in range(9))))
    rows = reading.viewer.contents.model.rows
    assert [row.title for row in rows] == [f"Part {at}" for at in range(9)]
    reading.viewer.contents.list.choose(rows[6].key)
    reading.qtbot.keyClick(reading.viewer.contents.list, Qt.Key.Key_Return)
    assert reading.viewer.paper.current() == rows[6].key
    assert reading.viewer.paper.hasFocus()


@pytest.mark.rule("SUM-1")
def test_contents_are_read_aloud_with_their_numbers(reading: Reading) -> None:
    reading.open(three())
    spoken = [row.spoken for row in reading.viewer.contents.model.rows]
    assert spoken == ["Allergies, 2 entries", "Procedures", "Implants", "Goals, none recorded"]
    contents = QAccessible.queryAccessibleInterface(reading.viewer.contents.list)
    assert contents.text(QAccessible.Text.Name) == "Contents"
    assert reading.viewer.paper.accessibleName() == "Care summary"


@pytest.mark.rule("SUM-1")
def test_sections_are_folded_with_what_is_inside_and_unfolded_again(reading: Reading) -> None:
    reading.open(three())
    whole = reading.text()
    contents = reading.viewer.contents.list
    contents.choose("s3")
    reading.qtbot.keyClick(contents, Qt.Key.Key_Left)
    folded = reading.text()
    assert "Outer" not in folded
    assert "Inner" not in folded
    assert "Penicillin" in folded
    assert reading.viewer.contents.model.rows[2].spoken == "Implants, folded"
    reading.qtbot.keyClick(contents, Qt.Key.Key_Right)
    reading.settle()
    assert reading.text().split() == whole.split()


@pytest.mark.rule("SUM-1")
def test_everything_is_folded_and_going_to_a_section_unfolds_it(reading: Reading) -> None:
    reading.open(three())
    whole = reading.text()
    reading.viewer.tools.fold_button.click()
    reading.settle()
    assert reading.text().split()[-3:] == ["Allergies", "Procedures", "Goals"]
    assert reading.viewer.tools.fold_button.text() == "Unfold all"
    reading.viewer.paper.go_to("s3")
    reading.settle()
    assert "Inner" in reading.text()
    assert "Penicillin" not in reading.text()
    reading.viewer.tools.fold_button.click()
    reading.viewer.tools.fold_button.click()
    reading.settle()
    assert reading.text().split() == whole.split()


@pytest.mark.rule("SUM-1")
def test_a_heading_folds_by_click_and_by_keyboard(reading: Reading) -> None:
    reading.open(three())
    reading.viewer.paper.anchorClicked.emit(QUrl("fold:s1"))
    assert "Penicillin" not in reading.text()
    reading.viewer.paper.anchorClicked.emit(QUrl("http://127.0.0.1/fold:s1"))
    assert "Penicillin" not in reading.text()


@pytest.mark.rule("SUM-6")
def test_only_what_is_of_some_days_is_shown(reading: Reading) -> None:
    def at(year: str) -> str:
        return entry(f'<effectiveTime value="{year}"/>')

    reading.open(
        document(
            section("old", "Before", at("2001")),
            section("new", "After", at("2020")),
            section("always", "Undated"),
        )
    )
    reading.viewer.show_days(date(2010, 1, 1), None)
    reading.settle()
    assert [row.title for row in reading.viewer.contents.model.rows] == ["After", "Undated"]
    assert "old" not in reading.text()
    reading.viewer.show_days(None, None)
    reading.settle()
    assert "old" in reading.text()


@pytest.mark.rule("SUM-2")
def test_words_are_found_in_what_was_folded_too(reading: Reading) -> None:
    text = paragraph("Straße \U0001d54f penicillin") + paragraph("PENICILLIN V")
    reading.open(document(section(text), section(text)))
    reading.viewer.paper.fold_all(folded=True)
    reading.settle()
    places = reading.find("penicillin")
    assert len(places) == 4
    assert reading.viewer.finding.current == 0
    assert reading.viewer.finding.strip.words.text() == "1 of 4"
    cursor = reading.viewer.finding._cursor(reading.viewer.finding.places[0])
    assert cursor.selectedText() == "penicillin"
    assert reading.find("nowhere at all") == []
    reading.viewer.leave_find()
    assert reading.viewer.paper.extraSelections() == []


@pytest.mark.rule("SUM-2")
def test_keys_find_save_and_print_before_the_window_takes_them(reading: Reading) -> None:
    reading.open(three())
    saves = list[bool]()
    reading.viewer.save_requested.connect(lambda: saves.append(True))
    reading.viewer.paper.setFocus()
    reading.qtbot.keyClick(reading.viewer.paper, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert reading.viewer.tools.find_edit.hasFocus()
    reading.qtbot.keyClick(reading.viewer.paper, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saves == [True]


def test_what_is_copied_is_text_alone(reading: Reading) -> None:
    reading.open(three())
    reading.viewer.paper.selectAll()
    reading.viewer.paper.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert not data.hasHtml()
    assert data.text().split() == reading.text().split()


@pytest.mark.rule("SUM-2")
def test_what_is_no_summary_says_so_and_can_be_saved(reading: Reading) -> None:
    saves = list[bool]()
    reading.viewer.save_requested.connect(lambda: saves.append(True))
    assert reading.open(b"<ClinicalDocument>") is Trouble.DOCUMENT_MALFORMED
    said = reading.viewer.findChild(EmptyState)
    assert said is not None
    assert said.title.text() == "This care summary is not well-formed"
    reading.viewer.tools.save_button.click()
    assert saves == [True]
    assert reading.open(b"<html/>") is Trouble.NOT_A_SUMMARY
    assert reading.open(package(("a.xml", three()))) is None


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
    assert reading.text().split()[-2:] == ["before", "after"] or "beforeafter" in reading.text()


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


@pytest.mark.rule("EASE-5")
def test_a_long_document_is_written_in_slices(reading: Reading) -> None:
    rows = "".join(f"<tr><td>Lisinopril {at}</td><td>each morning</td></tr>" for at in range(1500))
    many = "".join(map(paragraph, ("word " * 30 for _ in range(800))))
    slices = list[int]()
    reading.viewer.paper.wrote.connect(
        lambda: slices.append(reading.viewer.paper.document().characterCount())
    )
    reading.open(document(section(f"<table>{rows}</table>"), section(many)))
    steps = [after - before for before, after in zip([0, *slices], slices, strict=False)]
    assert len(slices) > 20
    assert max(steps) < 2 * SLICE
    assert reading.text().count("Lisinopril") == 1500
    assert reading.text().count("word") == 24_000


@pytest.mark.rule("SUM-2")
def test_another_theme_or_text_size_keeps_the_place(reading: Reading, qapp: QApplication) -> None:
    reading.open(document(*(section(paragraph("word " * 900), f"Part {at}") for at in range(9))))
    reading.viewer.paper.go_to("s7")
    words = reading.text()
    for theme, scale in (("dark", 1.0), ("contrast", 2.0)):
        look.apply(qapp, theme, scale)
        look.finish()
        reading.settle()
        assert reading.viewer.paper.current() == "s7"
        assert reading.text() == words
        assert reading.viewer.paper.lineWrapColumnOrWidth() <= look.px(760)


@pytest.mark.rule("SUM-2")
def test_it_is_printed_whole_and_black_although_it_is_folded_and_dark(
    reading: Reading, qapp: QApplication, tmp_path: Path
) -> None:
    look.apply(qapp, "dark", 1.0)
    look.finish()
    reading.open(document(*(section(paragraph("word " * 900), f"Part {at}") for at in range(9))))
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


def test_nothing_is_kept_when_it_is_cleared(reading: Reading) -> None:
    reading.open(three())
    reading.viewer.clear()
    assert reading.text() == ""
    assert reading.viewer.contents.model.rows == ()
    assert reading.viewer.paper.summary is None
