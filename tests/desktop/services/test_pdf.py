"""The PDF process by its face: what it answers, and that nonsense from it is a plain trouble."""

import sys
from collections.abc import Iterator

import pytest

from desktop.models.pdf import OpenPdf, Unit
from desktop.models.trouble import PortalError, Trouble
from desktop.services import pdf as service
from desktop.services.pdf import MOST_BYTES, MOST_OPEN, PdfProcess
from tests.desktop.views.viewers.papers import LINES, PASSWORD, damaged, locked, paper, statement


@pytest.fixture
def process() -> Iterator[PdfProcess]:
    """A real process, ended with the test."""
    made = PdfProcess()
    yield made
    made.stop()


def trouble_of(process: PdfProcess, data: bytes, password: str = "") -> Trouble:
    """What opening fails with."""
    with pytest.raises(PortalError) as failed:
        process.open(data, password)
    return failed.value.trouble


@pytest.mark.rule("ACC-5")
def test_pages_are_drawn_in_the_size_asked_for(process: PdfProcess) -> None:
    pdf = process.open(paper())
    assert pdf.pages == ((612.0, 792.0),) * 3
    picture = process.draw(pdf, 1, 306, 396)
    assert (picture.page, picture.width, picture.height) == (1, 306, 396)
    assert len(picture.bits) == picture.stride * 396
    assert set(picture.bits[:400]) == {255}
    with pytest.raises(PortalError, match="too_large"):
        process.draw(pdf, 0, 40_000, 40_000)


@pytest.mark.rule("ACC-5")
def test_text_is_true_between_places_and_to_the_ends(process: PdfProcess) -> None:
    pdf = process.open(paper())
    assert process.text(pdf, 0).text == "\n".join(LINES[0])
    assert process.text(pdf, 0, None, (300, 140)).text == "\n".join(LINES[0][:2])
    assert process.text(pdf, 0, (10, 130), None).text == "\n".join(LINES[0][1:])
    assert process.text(pdf, 0, (150, 175), (150, 175), Unit.LINE).text == LINES[0][2]
    assert process.text(pdf, 0, (150, 175), (150, 175), Unit.WORD).text == "due"


@pytest.mark.rule("ACC-5")
def test_a_statement_s_figures_are_found_as_they_are_printed(process: PdfProcess) -> None:
    pdf = process.open(statement())
    text = process.text(pdf, 0).text
    figures = [word for word in text.split() if word.replace(".", "").isdecimal() and "." in word]
    assert figures
    hits = process.find(pdf, figures[0])
    assert hits
    assert figures[0] in hits[0].around
    left, top, width, height = hits[0].boxes[0]
    place = (left + width / 2, top + height / 2)
    assert figures[0] in process.text(pdf, hits[0].page, place, place, Unit.WORD).text


def test_wrong_then_right_password_then_damage(process: PdfProcess) -> None:
    assert trouble_of(process, locked()) is Trouble.DOCUMENT_LOCKED
    assert trouble_of(process, locked(), "harbor") is Trouble.DOCUMENT_LOCKED
    assert len(process.open(locked(), PASSWORD).pages) == 3
    assert trouble_of(process, damaged()) is Trouble.DOCUMENT_DAMAGED
    assert trouble_of(process, b"") is Trouble.DOCUMENT_DAMAGED
    assert trouble_of(process, bytes(MOST_BYTES + 1)) is Trouble.DOCUMENT_TOO_LARGE


def test_only_a_few_documents_stay_open(process: PdfProcess) -> None:
    first = process.open(paper())
    for _ in range(MOST_OPEN):
        process.open(paper(LINES[:1]))
    with pytest.raises(PortalError):
        process.draw(first, 0, 10, 10)
    process.close(first)
    process.close(OpenPdf(99, ()))


@pytest.mark.parametrize(
    "babble", [b"", b"x", b"\xff" * 40, b"\x02\0\0\0\0\0\0\0\xc1\xc1", b"\x01\0\0\0\x09\0\0\0\x80"]
)
def test_nonsense_from_the_process_is_a_trouble_not_a_crash(
    process: PdfProcess, babble: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"import sys; sys.stdout.buffer.write({babble!r})"
    with monkeypatch.context() as other:
        other.setattr(service, "command", lambda: [sys.executable, "-c", code])
        assert trouble_of(process, paper()) is Trouble.DOCUMENT_DAMAGED
    assert len(process.open(paper()).pages) == 3
