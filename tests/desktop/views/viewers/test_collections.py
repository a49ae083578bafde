"""Every PDF of the collections of broken and strange documents opens or gets a message (ACC-5)."""

import threading
from pathlib import Path

import pytest

from desktop.models.trouble import Trouble
from desktop.pdf_process.bounds import SECONDS
from desktop.services.pdf import PdfProcess
from tests.desktop.views.viewers.conftest import Reader
from tests.desktop.views.viewers.papers import paper

DATA = Path(__file__).parents[4].parent / "shared" / "data" / "pdf"
COLLECTIONS = sorted(path for path in DATA.iterdir() if path.is_dir()) if DATA.is_dir() else []
GIB = 1 << 20  # in KiB, as the system counts
MESSAGES = {Trouble.DOCUMENT_DAMAGED, Trouble.DOCUMENT_LOCKED, Trouble.DOCUMENT_TOO_LARGE}


@pytest.mark.rule("ACC-5")
@pytest.mark.rule("EASE-5")
@pytest.mark.skipif(not COLLECTIONS, reason="the collections of PDFs are not beside this folder")
@pytest.mark.parametrize("folder", COLLECTIONS, ids=lambda folder: folder.name)
def test_every_document_opens_or_gets_a_message(
    reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECONDS, "4")
    asked_in: set[int] = set()
    _note_threads(asked_in, monkeypatch)
    largest = 0
    for path in sorted(folder.rglob("*.pdf")):
        trouble = reader.open(path.read_bytes(), path.name)
        assert trouble is None or trouble in MESSAGES, path.name
        largest = max(largest, _peak(reader))
    assert threading.get_ident() not in asked_in
    assert 0 < largest < GIB
    assert reader.open(paper()) is None


def _note_threads(asked_in: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The window would wait only for what its own thread asks for."""
    ask = PdfProcess._ask

    def noting(self: PdfProcess, *request: object) -> object:
        asked_in.add(threading.get_ident())
        return ask(self, *request)  # type: ignore[arg-type]

    monkeypatch.setattr(PdfProcess, "_ask", noting)


def _peak(reader: Reader) -> int:
    """The most memory that the process had at any time, in KiB."""
    process = reader.portal.pdf._process._process
    if process is None:
        return 0
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(lines[0].split()[1]) if lines else 0
