"""The folder of one vault: its header, where its parts lie, and the list of saved copies.

The header is kept twice, and with it the salt of the folders' names: a lost or damaged file of
these costs no copy (OFF-6).
"""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from desktop.models.saved import SavedCopy
from desktop.models.vault import names
from desktop.models.vault.errors import VaultDamaged, VaultNewer, told
from desktop.models.vault.files import private_folder, remove_tree, write_whole
from desktop.models.vault.key import WrappedKey
from desktop.models.vault.spare import NAME as SPARE_NAME
from portal_protocol.records import Utc

HEADER_VERSION = 1
_MOST_HEADER_BYTES = 64 * 1024
_HEADERS = ("vault.json", "vault.spare.json")
_DATABASE = "portal.db"


class Header(Struct, kw_only=True, frozen=True):
    """What opens a vault: the wrapped key; `user_name` only if the patient is remembered.

    `saved_at` is when the last sync ended, `names` the salt of the folders' names. Nothing in it
    is about a person's health. `check` is the SHA-256 of the rest: a changed one is damaged, and
    no password is blamed for it.
    """

    wrapped: WrappedKey
    practice: str
    user_name: str | None = None
    saved_at: Utc
    names: bytes = b""
    check: bytes = b""
    version: int = HEADER_VERSION


class VaultFolder:
    """One folder with `vault.json`, the database and the documents."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def for_login(cls, root: Path, practice_address: str, user_name: str) -> Self:
        """The folder of that login under `root`; its name is an HMAC under a random salt."""
        login = names.Login(practice_address, user_name)
        with told():
            salt = names.read(root)
            if salt is None or not (root / login.name(salt)).exists():
                salt = names.keep(root, _salt_of(root, login) or salt)
        return cls(root / login.name(salt))

    @property
    def database(self) -> Path:
        """The SQLCipher file."""
        return self.path / _DATABASE

    @property
    def documents(self) -> Path:
        """The folder of encrypted documents."""
        return self.path / "documents"

    def exists(self) -> bool:
        """Whether there is anything of a vault, be it only a part."""
        return self.has_data() or any(path.is_file() for path in self._headers())

    def has_data(self) -> bool:
        """Whether there is a database, or what is kept of one that was lost."""
        return self.database.is_file() or (self.path / SPARE_NAME).is_file()

    def make(self) -> None:
        """Make the folders, for their owner only."""
        with told():
            private_folder(self.path)
            private_folder(self.documents)

    def header(self) -> Header:
        """The header; `VaultDamaged` when both are missing or unreadable, `VaultNewer` if so."""
        for path in self._headers():
            try:
                return _header(path)
            except (FileNotFoundError, ValueError):
                continue
        raise VaultDamaged("the copy's header cannot be read")

    def write_header(self, header: Header) -> None:
        """Replace both headers; each as a whole."""
        self.make()
        with told():
            salt = header.names or names.read(self.path.parent) or b""
            plain = msgspec.structs.replace(header, names=salt, check=b"")
            data = msgspec.json.encode(msgspec.structs.replace(plain, check=_check(plain)))
            for path in self._headers():
                write_whole(path, data)

    def saved(self, at: datetime) -> None:
        """Note in the header when the last sync ended."""
        self.write_header(msgspec.structs.replace(self.header(), saved_at=at))

    def remove_database(self, *, spare: bool = True) -> None:
        """Remove the database's files, and with `spare` the list beside it of what waits."""
        for path in self.path.glob(_DATABASE + "*"):
            path.unlink()
        if spare:
            (self.path / SPARE_NAME).unlink(missing_ok=True)

    def destroy(self) -> None:
        """Remove the key's headers first, then everything else."""
        with told():
            for path in self._headers():
                path.unlink(missing_ok=True)
            remove_tree(self.path)

    def _headers(self) -> tuple[Path, ...]:
        return tuple(self.path / name for name in _HEADERS)


class _HeaderVersion(Struct):
    version: int


def _header(path: Path) -> Header:
    with told(), path.open("rb") as file:
        data = file.read(_MOST_HEADER_BYTES)
    if msgspec.json.decode(data, type=_HeaderVersion).version > HEADER_VERSION:
        raise VaultNewer("a newer version made this copy")
    header = msgspec.json.decode(data, type=Header)
    plain = msgspec.structs.replace(header, check=b"")
    if not hmac.compare_digest(header.check, _check(plain)):
        raise ValueError("the header was changed")
    return plain


def _check(plain: Header) -> bytes:
    return hashlib.sha256(msgspec.json.encode(plain)).digest()


def saved_copies(root: Path) -> tuple[SavedCopy, ...]:
    """Every copy under `root` that has a readable header, the latest first."""
    with told():
        copies = list(_copies(root))
    return tuple(sorted(copies, key=lambda copy: copy.saved_at, reverse=True))


def _copies(root: Path) -> Iterator[SavedCopy]:
    for folder, header in _readable(root):
        yield SavedCopy(folder.path, header.practice, header.user_name, header.saved_at)


def _salt_of(root: Path, login: names.Login) -> bytes | None:
    """The salt of this login's folder as a header kept it; else that of any when it is lost."""
    salts = [header.names for _, header in _readable(root) if header.names]
    own = (salt for salt in salts if (root / login.name(salt)).exists())
    lost = salts if names.read(root) is None else ()
    return next(chain(own, lost), None)


def _readable(root: Path) -> Iterator[tuple[VaultFolder, Header]]:
    for path in root.iterdir() if root.is_dir() else ():
        folder = VaultFolder(path)
        try:
            yield folder, folder.header()
        except (VaultDamaged, VaultNewer):
            continue
