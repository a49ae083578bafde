"""A program that dies while it writes a record, at any point (OFF-7, OFF-6)."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from tests.desktop.services.record import killed
from tests.desktop.services.record.making import Copy, everything, files_in

pytestmark = pytest.mark.rule("OFF-7")
FOLDER = "My record from Harbor Family Dental"
PROGRAM = [sys.executable, "-m", killed.__name__]


class Computer:
    """A copy that one program after the other opens."""

    def __init__(self, folder: Path) -> None:
        self.key, self.folder = VaultKey.new(), VaultFolder(folder)
        vault = Vault.create(self.folder, self.key)
        self.documents = everything(Copy(vault))
        vault.close()

    def dies(self, place: Path, count: int, how: str) -> bool:
        """Whether a program that takes the record dies before it is done."""
        call = [*PROGRAM, str(self.folder.path), str(place), str(count), how]
        done = subprocess.run(call, input=self.key.to_bytes(), check=False)
        assert done.returncode in {0, killed.DIED}
        return done.returncode == killed.DIED

    def take(self, place: Path, *, zipped: bool = False) -> Path:
        """Take it with a program that lives."""
        vault = Vault.open(self.folder, self.key)
        try:
            return Copy(vault).take(place, zipped=zipped).path
        finally:
            vault.close()


@pytest.fixture(scope="module")
def computer(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    return Computer(tmp_path_factory.mktemp("killed") / "vault")


@pytest.mark.parametrize("count", [0, 14, 30, 44, 52, 60])
def test_a_folder_goes_on_after_it(computer: Computer, place: Path, count: int) -> None:
    assert computer.dies(place, count, "folder")
    found = files_in(place)
    whole = [path for path in found if not path.rpartition("/")[2].startswith(".")]
    assert {path.removeprefix(f"{FOLDER}/") for path in whole} <= computer.documents.keys()
    for path in whole:
        assert found[path] == computer.documents[path.removeprefix(f"{FOLDER}/")]
    taken = files_in(computer.take(place))
    assert taken.keys() - computer.documents.keys() == {"index.html", "manifest.json"}
    assert computer.documents.items() <= taken.items()


@pytest.mark.parametrize("count", [30, 60])
def test_a_zip_begins_anew_after_it(computer: Computer, place: Path, count: int) -> None:
    assert computer.dies(place / "record.zip", count, "zip")
    assert not (place / "record.zip").exists()
    computer.take(place / "record.zip", zipped=True)
    assert [each.name for each in place.iterdir()] == ["record.zip"]
