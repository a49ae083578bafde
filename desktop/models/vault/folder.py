"""The folder of one vault: its header, where its parts lie, and the list of saved copies."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from desktop.models.saved import SavedCopy
from desktop.models.vault.errors import VaultDamaged, VaultNewer, told
from desktop.models.vault.files import private_folder, remove_tree, write_whole
from desktop.models.vault.key import WrappedKey
from portal_protocol.records import Utc

HEADER_VERSION = 1
_MOST_HEADER_BYTES = 64 * 1024
_SALT_NAME = "names.salt"
_HEADER_NAME = "vault.json"


class Header(Struct, kw_only=True, frozen=True):
    """What opens a vault: the wrapped key; `user_name` only if the patient is remembered.

    `saved_at` is when the last sync ended. Nothing in it is about a person's health.
    """

    wrapped: WrappedKey
    practice: str
    user_name: str | None = None
    saved_at: Utc
    version: int = HEADER_VERSION


class VaultFolder:
    """One folder with `vault.json`, the database and the documents."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def for_login(cls, root: Path, practice_address: str, user_name: str) -> Self:
        """The folder of that login under `root`; its name is an HMAC under a random salt."""
        with told():
            salt = _salt(root)
        who = f"{practice_address.strip().casefold()}\n{user_name.strip().casefold()}"
        return cls(root / hmac.new(salt, who.encode(), hashlib.sha256).hexdigest()[:40])

    @property
    def database(self) -> Path:
        """The SQLCipher file."""
        return self.path / "portal.db"

    @property
    def documents(self) -> Path:
        """The folder of encrypted documents."""
        return self.path / "documents"

    def exists(self) -> bool:
        """Whether there is a header to open the vault with."""
        return (self.path / _HEADER_NAME).is_file()

    def make(self) -> None:
        """Make the folders, for their owner only."""
        with told():
            private_folder(self.path)
            private_folder(self.documents)

    def header(self) -> Header:
        """The header; `VaultDamaged` when it is missing or unreadable, `VaultNewer` if so."""
        try:
            with told(), (self.path / _HEADER_NAME).open("rb") as file:
                data = file.read(_MOST_HEADER_BYTES)
            version = msgspec.json.decode(data, type=_HeaderVersion).version
            if version > HEADER_VERSION:
                raise VaultNewer("a newer version made this copy")
            return msgspec.json.decode(data, type=Header)
        except (FileNotFoundError, msgspec.MsgspecError, UnicodeDecodeError):
            raise VaultDamaged("the copy's header cannot be read") from None

    def write_header(self, header: Header) -> None:
        """Replace the header as a whole."""
        self.make()
        with told():
            write_whole(self.path / _HEADER_NAME, msgspec.json.encode(header))

    def saved(self, at: datetime) -> None:
        """Note in the header when the last sync ended."""
        self.write_header(msgspec.structs.replace(self.header(), saved_at=at))

    def destroy(self) -> None:
        """Remove the key's header first, then everything else."""
        with told():
            (self.path / _HEADER_NAME).unlink(missing_ok=True)
            remove_tree(self.path)


class _HeaderVersion(Struct):
    version: int


def _salt(root: Path) -> bytes:
    path = root / _SALT_NAME
    if not path.is_file():
        private_folder(root)
        write_whole(path, secrets.token_bytes(32))
    return path.read_bytes()


def saved_copies(root: Path) -> tuple[SavedCopy, ...]:
    """Every copy under `root` that has a readable header, the latest first."""
    with told():
        copies = list(_copies(root))
    return tuple(sorted(copies, key=lambda copy: copy.saved_at, reverse=True))


def _copies(root: Path) -> Iterator[SavedCopy]:
    if not root.is_dir():
        return
    for path in root.iterdir():
        folder = VaultFolder(path)
        if not folder.exists():
            continue
        try:
            header = folder.header()
        except (VaultDamaged, VaultNewer):
            continue
        yield SavedCopy(path, header.practice, header.user_name, header.saved_at)
