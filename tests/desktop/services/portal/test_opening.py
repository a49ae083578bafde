"""Documents of one's own: read in lanes of their own, any number of them, and let go of."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.image import OpenImage
from desktop.models.own import OwnFile
from desktop.models.pdf import OpenPdf
from desktop.models.trouble import Trouble
from desktop.services.portal import PortalError
from desktop.services.portal.opening import OpeningFace
from tests.desktop.own_documents import NOTE, write_all
from tests.desktop.services.pdfs import pdf

pytestmark = pytest.mark.rule("OPEN-2")
LONG = 60_000
Ask = Callable[..., Any]


@pytest.fixture
def face(qapp: QApplication) -> Iterator[OpeningFace]:
    face = OpeningFace(qapp)
    yield face
    face.close()


@pytest.fixture
def ask(face: OpeningFace, qtbot: QtBot) -> Ask:
    """What the face answers with; raises the PortalError it fails with."""

    def answer(call: Callable[..., object], *args: object, **named: object) -> Any:
        answers: list[Any] = []
        failures: list[PortalError] = []
        call(*args, **named, owner=face, done=answers.append, failed=failures.append)
        qtbot.waitUntil(lambda: bool(answers or failures), timeout=LONG)
        if failures:
            raise failures[0]
        return answers[0]

    return answer


def test_a_file_comes_with_its_kind_or_the_reason(
    face: OpeningFace, ask: Ask, tmp_path: Path
) -> None:
    write_all(tmp_path)

    file: OwnFile = ask(face.read, tmp_path / "note.txt")

    assert (file.name, file.text) == ("note.txt", NOTE)
    with pytest.raises(PortalError) as refused:
        ask(face.read, tmp_path / "missing")
    assert refused.value.trouble is Trouble.FILE_MISSING


def test_the_first_of_many_documents_can_still_be_drawn(face: OpeningFace, ask: Ask) -> None:
    opened: list[OpenPdf] = [ask(face.pdf.open, pdf())[0] for _ in range(12)]

    assert ask(face.pdf.draw, opened[0], 0, (20, 30)).width == 20


def test_the_zoom_is_taken_and_not_written(face: OpeningFace) -> None:
    face.change_settings(document_zoom=2.0)

    assert face.settings.document_zoom == 2.0
    assert OpeningFace(face).settings.document_zoom == "width"


def test_all_processes_end_with_it(face: OpeningFace, ask: Ask, tmp_path: Path) -> None:
    write_all(tmp_path)
    ask(face.pdf.open, (tmp_path / "statement.pdf").read_bytes())
    image: OpenImage = ask(face.images.open, (tmp_path / "photo.jpg").read_bytes())[0]
    ask(face.summaries.read, (tmp_path / "summary.xml").read_bytes(), elsewhere="")
    assert image.size == (300, 200)

    face.close()
    face.close()

    assert face.pdf._process._process is None
    assert face.images.pool._all() == []
    assert face.summaries._summaries._process is None
