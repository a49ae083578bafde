"""The folder of a vault: what its name and its header tell, and that a crash leaves none half."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from desktop.models.vault.errors import VaultDamaged, VaultNewer
from desktop.models.vault.folder import Header, VaultFolder, saved_copies
from desktop.models.vault.key import VaultKey, WrappedKey
from desktop.models.vault.vault import Vault
from tests.desktop.models.vault.making import NOON

HARBOR = "https://harbor.example"
SEALED = WrappedKey(salt=bytes(16), nonce=bytes(12), sealed=bytes(48))


def header(**fields: object) -> Header:
    plain = Header(wrapped=SEALED, practice=HARBOR, saved_at=NOON)
    return msgspec.structs.replace(plain, **fields)


def test_name_tells_nothing_and_is_found_again(tmp_path: Path):
    folder = VaultFolder.for_login(tmp_path, HARBOR, "elena.m")

    assert folder.path == VaultFolder.for_login(tmp_path, HARBOR, " Elena.M").path
    assert folder.path != VaultFolder.for_login(tmp_path, HARBOR, "jonas.m").path
    assert folder.path != VaultFolder.for_login(tmp_path / "other", HARBOR, "elena.m").path
    assert "elena" not in str(folder.path).replace(str(tmp_path), "")


def test_saved_copies_are_listed_latest_first(tmp_path: Path):
    for name, hours in (("elena.m", 1), ("jonas.m", 2)):
        folder = VaultFolder.for_login(tmp_path, HARBOR, name)
        folder.write_header(header(user_name=name, saved_at=NOON + timedelta(hours=hours)))

    copies = saved_copies(tmp_path)

    assert [copy.user_name for copy in copies] == ["jonas.m", "elena.m"]
    assert copies[0].practice == HARBOR
    assert saved_copies(tmp_path / "absent") == ()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"version": 1}', b"\xff\xfe"])
@pytest.mark.rule("OFF-6")
def test_unreadable_header_is_told_and_not_listed(folder: VaultFolder, data: bytes):
    folder.write_header(header())
    (folder.path / "vault.json").write_bytes(data)
    assert folder.header() == header()
    (folder.path / "vault.spare.json").write_bytes(data)

    with pytest.raises(VaultDamaged):
        folder.header()
    assert saved_copies(folder.path.parent) == ()


@pytest.mark.rule("OFF-6")
def test_a_changed_header_blames_no_password(folder: VaultFolder):
    folder.write_header(header())
    path = folder.path / "vault.json"
    path.write_bytes(path.read_bytes().replace(b'"sealed":"AAAA', b'"sealed":"AAAB'))

    assert folder.header() == header()


@pytest.mark.rule("OFF-6")
@pytest.mark.parametrize("salt", [None, b"cut", bytes(32)])
def test_a_lost_salt_is_found_in_any_header(tmp_path: Path, salt: bytes | None):
    own, other = (VaultFolder.for_login(tmp_path, HARBOR, name) for name in ("elena.m", "jonas.m"))
    own.write_header(header())
    (tmp_path / "names.salt").unlink()
    if salt is not None:
        (tmp_path / "names.salt").write_bytes(salt)

    assert VaultFolder.for_login(tmp_path, HARBOR, "elena.m").path == own.path
    assert VaultFolder.for_login(tmp_path, HARBOR, "jonas.m").path == other.path


def test_header_of_a_newer_version_is_told(folder: VaultFolder):
    folder.write_header(header(version=99))

    with pytest.raises(VaultNewer):
        folder.header()


def test_time_of_the_last_sync_is_kept(folder: VaultFolder):
    folder.write_header(header(user_name="elena.m"))

    folder.saved(NOON + timedelta(days=1))

    assert folder.header() == header(user_name="elena.m", saved_at=NOON + timedelta(days=1))


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_files_are_the_owners_alone(folder: VaultFolder, key: VaultKey):
    Vault.create(folder, key).close()
    folder.write_header(header())

    for path in folder.path.rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path.name
    assert not stat.S_IMODE(folder.path.stat().st_mode) & 0o077


def test_destroyed_folder_leaves_nothing(vault: Vault, folder: VaultFolder):
    folder.write_header(header())

    vault.destroy()

    assert not folder.path.exists()
    folder.destroy()
