"""The names of the folders of vaults: they tell nothing of whose they are."""

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import NamedTuple

from desktop.models.vault.files import private_folder, write_whole

SALT_BYTES = 32
_FILE = "names.salt"


class Login(NamedTuple):
    """Who signs in where."""

    practice: str
    user_name: str

    def name(self, salt: bytes) -> str:
        """The name of the folder: an HMAC under a random salt."""
        who = f"{self.practice.strip().casefold()}\n{self.user_name.strip().casefold()}"
        return hmac.new(salt, who.encode(), hashlib.sha256).hexdigest()[:40]


def read(root: Path) -> bytes | None:
    """The salt of the folders under `root`; None when it is lost, or cut."""
    try:
        salt = (root / _FILE).read_bytes()
    except FileNotFoundError:
        return None
    return salt if len(salt) == SALT_BYTES else None


def keep(root: Path, salt: bytes | None) -> bytes:
    """Have this salt from now on, or a new one."""
    if salt is None or salt != read(root):
        salt = salt or secrets.token_bytes(SALT_BYTES)
        private_folder(root)
        write_whole(root / _FILE, salt)
    return salt
