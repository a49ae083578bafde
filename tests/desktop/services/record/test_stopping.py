"""A record that was stopped at any point, and what the disk can do to it."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from desktop.models.trouble import Trouble
from desktop.models.vault.chunks import CHUNK
from desktop.models.vault.errors import VaultClosed
from desktop.services.context import Cancelled, Context
from desktop.services.record import journal
from desktop.services.record.names import part
from tests.desktop.services.record.making import (
    PDF,
    PRACTICE,
    Copy,
    Listening,
    copy_in,
    everything,
    files_in,
    statement,
    trouble_of,
)

pytestmark = pytest.mark.rule("OFF-7")
FOLDER = "My record from Harbor Family Dental"


class StopsAt(Context):
    """Cancels itself when it is asked for the n-th time whether it is."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = count

    @override
    def check_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            self.cancel()
        super().check_cancelled()


class Full:
    """A copy with everything, and what its record is in one go; too large to be printed."""

    def __init__(self, copy: Copy, whole: dict[str, bytes]) -> None:
        self.copy, self.whole = copy, whole


def quick_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder in memory where there is such a disk: hundreds of files are made safe in it."""
    memory = Path("/dev/shm")  # noqa: S108 - a fresh folder in it
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)


@pytest.fixture(scope="module")
def full() -> Iterator[Full]:
    with quick_folder() as name, copy_in(Path(name)) as copy:
        everything(copy)
        (Path(name) / "whole").mkdir()
        yield Full(copy, files_in(copy.take(Path(name) / "whole").path))


@settings(max_examples=30, deadline=None)
@given(stops=st.lists(st.integers(0, 120), min_size=1, max_size=4))
def test_stopped_anywhere_and_taken_up_it_is_the_same_as_in_one_go(
    full: Full, stops: list[int]
) -> None:
    copy, whole = full.copy, full.whole
    with quick_folder() as name:
        place = Path(name)
        for stop in stops:
            if stopped(copy, place, stop):
                found = files_in(place / FOLDER) if (place / FOLDER).exists() else {}
                found.pop(journal.NAME, None)
                assert found.items() <= whole.items()
        if not (place / FOLDER / "manifest.json").exists():
            copy.take(place)
        assert files_in(place / FOLDER) == whole


def stopped(copy: Copy, place: Path, count: int) -> bool:
    try:
        copy.take(place, StopsAt(count))
    except Cancelled:
        return True
    return False


def test_what_is_complete_is_not_written_again(copy: Copy, place: Path) -> None:
    for number in range(4):
        copy.keep(PDF + bytes([number]))
    copy.share(PRACTICE, *(statement(f"s-{n}", PDF + bytes([n]), days=n) for n in range(4)))
    assert stopped(copy, place, 12)
    before = {path: path.stat().st_ino for path in (place / FOLDER).rglob("*.pdf")}
    assert 0 < len(before) < 4
    assert copy.taking().unfinished(place)
    taken = copy.take(place)
    assert taken.resumed
    assert {path: path.stat().st_ino for path in before} == before
    assert not copy.taking().unfinished(place)


def test_what_a_killed_program_left_without_a_name_goes(copy: Copy, place: Path) -> None:
    everything(copy)
    assert stopped(copy, place, 30)
    (place / FOLDER / ".3.part").write_bytes(b"half a document")
    assert b"half a document" not in files_in(copy.take(place).path).values()


@pytest.mark.parametrize("zipped", [False, True])
def test_a_lock_ends_it_in_the_middle_of_a_document(copy: Copy, place: Path, zipped: bool) -> None:
    large = bytes(3 * CHUNK)
    copy.keep(large)
    copy.share(PRACTICE, statement("s-1", large))
    target = place / "record.zip" if zipped else place
    locking = Listening(lambda step: copy.vault.close() if step.done else None)
    with pytest.raises(VaultClosed):
        copy.take(target, locking, zipped=zipped)
    assert files_in(place).keys() <= {f"{FOLDER}/{journal.NAME}"}


def test_a_file_that_was_changed_meanwhile_is_written_again(copy: Copy, place: Path) -> None:
    everything(copy)
    assert stopped(copy, place, 30)
    (changed,) = list((place / FOLDER).rglob("*.pdf"))[:1]
    changed.write_bytes(b"other")
    assert b"other" not in files_in(copy.take(place).path).values()


def test_what_is_no_longer_shared_goes_when_it_is_taken_up(copy: Copy, place: Path) -> None:
    everything(copy)
    assert stopped(copy, place, 60)
    assert (place / FOLDER / "Statements").exists()
    taken = copy.take(place, persons=frozenset({"ivy"}))
    assert taken.resumed
    assert not (taken.path / "Statements").exists()


def test_a_journal_that_was_changed_leads_nowhere_else(copy: Copy, place: Path) -> None:
    everything(copy)
    assert stopped(copy, place, 30)
    mine = place / "mine.txt"
    mine.write_bytes(b"mine")
    line = journal.line(journal.Item("../mine.txt", 4, "0" * 64, "text/plain"))
    with (place / FOLDER / journal.NAME).open("ab") as file:
        file.write(line)
    copy.take(place)
    assert mine.read_bytes() == b"mine"


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"whose":"somebody else","at":"2026-01-01T00:00:00Z"}\n']
)
def test_a_journal_that_is_not_theirs_is_left_alone(copy: Copy, place: Path, damage: bytes) -> None:
    everything(copy)
    (place / FOLDER).mkdir()
    (place / FOLDER / journal.NAME).write_bytes(damage)
    (place / FOLDER / "index.html").write_bytes(b"mine")
    taken = copy.take(place)
    assert taken.path == place / f"{FOLDER} (2)"
    assert (place / FOLDER / "index.html").read_bytes() == b"mine"


def test_the_chosen_folder_may_be_the_unfinished_record_itself(copy: Copy, place: Path) -> None:
    everything(copy)
    assert stopped(copy, place, 30)
    taken = copy.take(place / FOLDER)
    assert (taken.path, taken.resumed) == (place / FOLDER, True)


def test_nothing_is_made_where_the_chosen_folder_is_gone(copy: Copy, place: Path) -> None:
    everything(copy)
    place.rmdir()
    assert trouble_of(lambda: copy.take(place)) is Trouble.READ_ONLY
    assert not place.exists()


def test_too_long_a_path_is_told_and_nothing_half_is_left(copy: Copy, place: Path) -> None:
    everything(copy)
    deep = place
    while len(str(deep)) < 3900:
        deep = deep / ("d" * 100)
        deep.mkdir()
    names = ("e" * (4095 - len(str(deep)) - len(part(FOLDER)) - 20),)
    deep = deep.joinpath(*names)
    deep.mkdir()
    assert trouble_of(lambda: copy.take(deep)) is Trouble.PATH_TOO_LONG
    assert not list(deep.iterdir())


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[None]:
    """A disk of that size at a place; skips where none can be mounted."""
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None:
        pytest.skip("needs a disk of its own")
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run([mount, *options], check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run([shutil.which("umount") or "umount", str(place)], check=True)


@pytest.mark.parametrize("zipped", [False, True])
def test_a_full_disk_is_told_and_a_larger_one_takes_it_up(
    copy: Copy, place: Path, monkeypatch: pytest.MonkeyPatch, zipped: bool
) -> None:
    documents = everything(copy)
    total = sum(len(data) for data in documents.values())
    target = place / "record.zip" if zipped else place
    with small_disk(place, total * 2 // 3):
        assert trouble_of(lambda: copy.take(target, zipped=zipped)) is Trouble.DISK_FULL
        assert not list(place.iterdir())  # it was known before anything was written
        monkeypatch.setattr("desktop.services.record.taking.check_room", lambda *_: None)
        assert trouble_of(lambda: copy.take(target, zipped=zipped)) is Trouble.DISK_FULL
        found = files_in(place)
        found.pop(f"{FOLDER}/{journal.NAME}", None)
        assert not [path for path in found if path.endswith(".part")]
        assert not zipped or not found
        assert {
            path.removeprefix(f"{FOLDER}/"): data for path, data in found.items()
        }.items() <= documents.items()


def test_a_folder_that_cannot_be_written_is_told(copy: Copy, place: Path) -> None:
    with small_disk(place, 1 << 20):
        mount = shutil.which("mount") or "mount"
        subprocess.run([mount, "-o", "remount,ro", str(place)], check=True)
        assert trouble_of(lambda: copy.take(place)) is Trouble.READ_ONLY
