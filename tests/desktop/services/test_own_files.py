"""Files of the person's own are read within bounds, and are left as they are."""

import os
import stat
from pathlib import Path

import pytest

from desktop.models.own import OwnKind
from desktop.models.trouble import PortalError, Trouble
from desktop.services.attachments import MOST_TEXT
from desktop.services.context import Cancelled, Context
from desktop.services.own_files import CHUNK, MOST_BYTES, read, shown_name
from tests.desktop.services.pdfs import pdf

pytestmark = pytest.mark.rule("OPEN-2", "OPEN-3")
FIVE_GB = 5 << 30


class Counting(Context):
    """Counts how often a job looked whether it should go on: once a chunk."""

    looks = 0

    def check_cancelled(self) -> None:
        self.looks += 1
        super().check_cancelled()


def made(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def why_not(path: Path, context: Context | None = None) -> Trouble:
    with pytest.raises(PortalError) as refused:
        read(context or Context(), path=path)
    return refused.value.trouble


def sparse(path: Path, head: bytes, size: int = FIVE_GB) -> Path:
    made(path, head)
    os.truncate(path, size)
    return path


def test_a_file_is_read_whole_and_left_as_it_is(tmp_path: Path) -> None:
    data = pdf()
    path = made(tmp_path / "statement.pdf", data)
    path.chmod(stat.S_IRUSR)
    before = path.stat()

    file = read(Context(), path=path)

    assert (file.name, file.kind, file.data) == ("statement.pdf", OwnKind.PDF, data)
    after = path.stat()
    assert (after.st_mtime_ns, after.st_size, after.st_mode) == (
        before.st_mtime_ns,
        before.st_size,
        before.st_mode,
    )
    assert list(tmp_path.iterdir()) == [path]


def test_a_text_comes_with_its_words(tmp_path: Path) -> None:
    file = read(Context(), path=made(tmp_path / "note", "\ufeffZähne 😀".encode("utf-16-le")))

    assert (file.kind, file.text) == (OwnKind.TEXT, "Zähne 😀")


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    made(tmp_path / "note.txt", b"x")
    (tmp_path / "link").symlink_to(tmp_path / "note.txt")

    assert read(Context(), path=tmp_path / "link").text == "x"


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"plain"])
def test_five_gigabytes_are_refused_after_the_head(tmp_path: Path, head: bytes) -> None:
    context = Counting()
    path = sparse(tmp_path / "large", head if head != b"plain" else b"plain text\n" * 9000)

    assert why_not(path, context) is Trouble.DOCUMENT_TOO_LARGE
    assert context.looks == 1


def test_what_is_not_shown_is_not_read(tmp_path: Path) -> None:
    context = Counting()

    assert why_not(sparse(tmp_path / "noise", b"\x01\x02"), context) is Trouble.FILE_UNKNOWN
    assert context.looks == 1


def test_the_largest_text_is_read_and_a_larger_one_not(tmp_path: Path) -> None:
    assert len(read(Context(), path=made(tmp_path / "a", b"x" * MOST_TEXT)).text) == MOST_TEXT
    assert why_not(made(tmp_path / "b", b"x" * (MOST_TEXT + 1))) is Trouble.DOCUMENT_TOO_LARGE


def test_a_text_that_is_none_after_its_head_is_of_another_kind(tmp_path: Path) -> None:
    assert why_not(made(tmp_path / "a", b"x" * 100_000 + b"\0\xff")) is Trouble.FILE_UNKNOWN


def test_each_kind_has_its_bound() -> None:
    assert MOST_BYTES.keys() == set(OwnKind)


def test_reading_stops_when_nobody_waits(tmp_path: Path) -> None:
    class Leaving(Counting):
        def check_cancelled(self) -> None:
            super().check_cancelled()
            if self.looks == 3:
                self.cancel()

    context = Leaving()
    path = made(tmp_path / "a.pdf", b"%PDF-1.7\n" + bytes(5 * CHUNK))

    with pytest.raises(Cancelled):
        read(context, path=path)
    assert context.looks == 4


def test_why_a_file_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    assert why_not(made(tmp_path / "empty", b"")) is Trouble.FILE_EMPTY
    assert why_not(tmp_path) is Trouble.FILE_IS_FOLDER
    assert why_not(tmp_path / "missing") is Trouble.FILE_MISSING
    assert why_not(tmp_path / "dangling") is Trouble.FILE_MISSING
    assert why_not(tmp_path / "loop") is Trouble.FILE_UNREADABLE
    assert why_not(tmp_path / "n" / ("x" * 300)) in {Trouble.FILE_MISSING, Trouble.FILE_UNREADABLE}
    assert why_not(Path("zero\0byte")) is Trouble.FILE_UNREADABLE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_devices_keep_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert why_not(tmp_path / "pipe") is Trouble.FILE_UNREADABLE
    assert why_not(Path("/dev/zero")) is Trouble.FILE_UNREADABLE


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all files")
def test_a_file_without_the_right_to_read_it_says_so(tmp_path: Path) -> None:
    path = made(tmp_path / "secret", b"x")
    path.chmod(0)

    assert why_not(path) is Trouble.FILE_UNREADABLE


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("statement.pdf", "statement.pdf"),
        ("Röntgen نتیجه‌ها.dcm", "Röntgen نتیجه‌ها.dcm"),
        ("a\x1b[31mred\x07.txt", "a�[31mred�.txt"),
        ("two\nlines\r.txt", "two�lines�.txt"),
        ("photo\u202egnp.exe", "photo�gnp.exe"),
        ("caf\udce9.pdf", "caf�.pdf"),
    ],
)
def test_a_name_is_shown_without_what_could_mislead(name: str, shown: str) -> None:
    assert shown_name(Path(name)) == shown
