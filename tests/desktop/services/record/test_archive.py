"""The whole record as a zip, with a password and without."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import pyzipper
from lxml import html

from desktop.models.trouble import Trouble
from desktop.services.context import Cancelled
from tests.desktop.services.record.making import Copy, Listening, everything, files_in, trouble_of
from tests.desktop.services.record.test_stopping import StopsAt

pytestmark = pytest.mark.rule("OFF-7")
PASSWORD = "Bücher im Regal 7"


def without_a_password(path: Path, folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return files_in(folder)


def test_a_zip_holds_the_same_as_the_folder(copy: Copy, place: Path, tmp_path: Path) -> None:
    everything(copy)
    folder = copy.take(place)
    taken = copy.take(place / "record.zip", zipped=True)
    assert taken.path == place / "record.zip"
    assert (taken.files, taken.size) == (folder.files, folder.size)
    assert sorted(each.name for each in place.iterdir()) == [folder.path.name, "record.zip"]
    assert without_a_password(taken.path, tmp_path / "out") == files_in(folder.path)


def test_another_program_opens_the_zip(copy: Copy, place: Path, tmp_path: Path) -> None:
    unzip = shutil.which("unzip")
    if unzip is None:
        pytest.skip("no unzip on this computer")
    documents = everything(copy)
    taken = copy.take(place / "record.zip", zipped=True)
    subprocess.run([unzip, "-q", str(taken.path), "-d", str(tmp_path / "out")], check=True)
    assert documents.items() <= files_in(tmp_path / "out").items()


def test_with_a_password_it_opens_with_that_alone(copy: Copy, place: Path, tmp_path: Path) -> None:
    documents = everything(copy)
    taken = copy.take(place / "record.zip", zipped=True, password=PASSWORD)
    with pyzipper.AESZipFile(taken.path) as archive:
        for entry in archive.infolist():
            assert entry.flag_bits & 1
            with pytest.raises(RuntimeError):
                archive.read(entry)
            with pytest.raises(RuntimeError):
                archive.read(entry, pwd=b"guessed wrong")
        archive.setpassword(PASSWORD.encode())
        found = {name: archive.read(name) for name in archive.namelist()}
    assert set(documents.values()) <= set(found.values())
    assert b"Rinse &amp; rest." in found["index.html"]


def test_names_in_a_protected_zip_tell_nothing_of_what_is_in_it(copy: Copy, place: Path) -> None:
    everything(copy)
    taken = copy.take(place / "record.zip", zipped=True, password=PASSWORD)
    with pyzipper.AESZipFile(taken.path) as archive:
        names = archive.namelist()
        archive.setpassword(PASSWORD.encode())
        page = html.fromstring(archive.read("index.html").decode())
    assert "Messages/2026-10-28 Message, Ivy/Attachment 1.pdf" in names
    assert not [name for name in names if "visit" in name or "sheet" in name or "images" in name]
    assert {str(link) for link in page.xpath("//main//a/@href")} >= {
        "Messages/2026-10-28%20Message%2C%20Ivy/Attachment%201.pdf"
    }


def test_seven_zip_opens_it_with_the_password(copy: Copy, place: Path, tmp_path: Path) -> None:
    program = shutil.which("7z") or shutil.which("7za") or shutil.which("7zz")
    if program is None:
        pytest.skip("no 7-Zip on this computer")
    documents = everything(copy)
    taken = copy.take(place / "record.zip", zipped=True, password="plain words 7")
    call = [program, "x", "-pplain words 7", f"-o{tmp_path / 'out'}", str(taken.path)]
    subprocess.run(call, check=True, capture_output=True)
    assert set(documents.values()) <= set(files_in(tmp_path / "out").values())


@pytest.mark.parametrize("count", [0, 25, 45, 60])
def test_of_a_zip_that_was_stopped_nothing_stays(copy: Copy, place: Path, count: int) -> None:
    everything(copy)
    with pytest.raises(Cancelled):
        copy.take(place / "record.zip", StopsAt(count), zipped=True)
    assert not list(place.iterdir())
    taken = copy.take(place / "record.zip", zipped=True)
    assert not taken.resumed


def test_what_a_killed_program_left_goes_with_the_next_try(copy: Copy, place: Path) -> None:
    everything(copy)
    copy.take(place / "record.zip", zipped=True)
    names = {path.name for path in place.iterdir()}
    _part_of(copy, place).write_bytes(b"half a zip")
    copy.take(place / "record.zip", zipped=True)
    assert {path.name for path in place.iterdir()} == names


def _part_of(copy: Copy, place: Path) -> Path:
    """Where a zip is written before it has its name."""
    seen: set[Path] = set()
    context = Listening(lambda _step: seen.update(place.glob(".*")))
    copy.take(place / "record.zip", context, zipped=True)
    (part,) = seen
    return part


def test_a_zip_in_a_folder_that_is_gone_is_told(copy: Copy, place: Path) -> None:
    everything(copy)
    place.rmdir()
    assert trouble_of(lambda: copy.take(place / "a.zip", zipped=True)) is Trouble.DISK_FAULT
