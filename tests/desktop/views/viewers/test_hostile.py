"""Whatever a document does to its process, the program goes on and the next document opens."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from desktop.models.trouble import Trouble
from desktop.pdf_process.bounds import SECONDS
from desktop.services import pdf as service
from tests.desktop.views.viewers.conftest import Reader
from tests.desktop.views.viewers.papers import PASSWORD, damaged, forever, locked, paper

WRITES = ("O_WRONLY", "O_RDWR", "O_CREAT", "creat(", "memfd_create(")


def process_of(reader: Reader) -> subprocess.Popen[bytes]:
    """The process that has the documents."""
    reader.wait(lambda: reader.portal.pdf._process._process is not None)
    process = reader.portal.pdf._process._process
    assert process is not None
    return process


@pytest.mark.rule("EASE-5")
def test_a_document_that_takes_forever_gets_a_message(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECONDS, "1")
    assert reader.open(forever()) is Trouble.DOCUMENT_DAMAGED
    assert reader.open(paper()) is None


def test_a_process_killed_in_the_middle_is_survived(reader: Reader) -> None:
    reader.viewer.show_document(forever(), "Statement")
    process = process_of(reader)
    reader.wait(lambda: reader.portal.pdf._process.busy)
    process.kill()
    assert reader.answer() is Trouble.DOCUMENT_DAMAGED
    assert reader.open(paper()) is None


def test_an_open_document_survives_the_end_of_its_process(reader: Reader) -> None:
    assert reader.open(paper()) is None
    process = process_of(reader)
    process.kill()
    process.wait()
    reader.viewer.canvas.selection.all()
    assert reader.selected().startswith("Harbor Family Dental")


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot hold a process")
def test_a_process_that_is_held_still_is_ended(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reader.open(paper()) is None
    monkeypatch.setattr(service, "PATIENCE", 0.1)
    os.kill(process_of(reader).pid, signal.SIGSTOP)
    assert reader.open(paper()) is Trouble.DOCUMENT_DAMAGED
    assert reader.open(paper()) is None


def test_stopping_ends_the_process_at_once_whatever_it_does(reader: Reader) -> None:
    reader.viewer.show_document(forever(), "Statement")
    process = process_of(reader)
    reader.wait(lambda: reader.portal.pdf._process.busy)
    reader.portal.pdf.stop()
    reader.wait(lambda: process.poll() is not None)
    reader.wait(lambda: not reader.portal.pdf._process.busy)
    assert not reader.portal.pdf._process._open
    assert reader.troubles == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_process_writes_no_file(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Traced at the system's calls, with its folders for temporary files and caches watched."""
    watched, log = tmp_path / "watched", tmp_path / "calls"
    watched.mkdir()
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(watched))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    plain = service.command()
    traced = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=open,openat,creat,memfd_create"]
    monkeypatch.setattr(service, "command", lambda: [*traced, *plain])
    assert reader.open(paper()) is None
    reader.viewer.tools.find_edit.setText("cleaning")
    reader.wait(reader.viewer.finding.strip.isVisible)
    assert reader.open(damaged()) is Trouble.DOCUMENT_DAMAGED
    assert reader.open(locked()) is Trouble.DOCUMENT_LOCKED
    assert reader.give(PASSWORD) is None
    opened = [line for line in log.read_text().splitlines() if any(word in line for word in WRITES)]
    assert [line for line in opened if "/dev/null" not in line] == []
    assert list(watched.rglob("*")) == []
