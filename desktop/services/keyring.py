"""The system's keyring, where it really protects what is in it (SIGN-14).

Only the keyrings of the systems themselves count, by exact name: a backend that keeps plain text,
keeps nothing, asks for a password on a terminal, or that we do not know, is no keyring.
"""

import base64
import binascii
import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

SERVICE = "patient-portal"
MARK = "key-in-keyring"
PROTECTING = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)
_CHAINER = "keyring.backends.chainer.ChainerBackend"


class Keyring:
    """Secrets by name. No method raises: a keyring that fails is one that is not there."""

    def available(self) -> bool:
        """Whether there is a keyring that protects; may ask the patient to unlock it later."""
        return self._backend() is not None

    def load(self, name: str) -> bytes | None:
        """The secret of that name, None when there is none."""
        backend = self._backend()
        if backend is None:
            return None
        try:
            kept = backend.get_password(SERVICE, name)
            return base64.b64decode(kept, validate=True) if kept else None
        except binascii.Error:
            return None
        except Exception as error:  # backends raise what their system's libraries raise
            log.warning("keyring not read: %s", type(error).__name__)
            return None

    def store(self, name: str, secret: bytes) -> bool:
        """Keep a secret; False when it was not kept."""
        backend = self._backend()
        if backend is None:
            return False
        try:
            backend.set_password(SERVICE, name, base64.b64encode(secret).decode("ascii"))
        except Exception as error:  # as above
            log.warning("keyring not written: %s", type(error).__name__)
            return False
        return True

    def drop(self, name: str) -> None:
        """Forget a secret; none of that name is no error."""
        backend = self._backend()
        if backend is None:
            return
        try:
            if backend.get_password(SERVICE, name) is not None:
                backend.delete_password(SERVICE, name)
        except Exception as error:  # as above
            log.warning("keyring entry not removed: %s", type(error).__name__)

    def _backend(self) -> "KeyringBackend | None":
        import keyring  # noqa: PLC0415 - looks for backends when imported

        try:
            return protecting(keyring.get_keyring())
        except Exception as error:  # a backend named in the environment that does not load
            log.warning("no keyring: %s", type(error).__name__)
            return None


def protecting(backend: "KeyringBackend") -> "KeyringBackend | None":
    """The backend if it protects, of a chain the first that does; None else."""
    name = _name(backend)
    if name in PROTECTING:
        return backend
    if name == _CHAINER:
        found = [each for each in backend.backends if _name(each) in PROTECTING]  # type: ignore[attr-defined]
        return found[0] if found else None
    return None


def _name(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


class KeptKey:
    """The key of one copy in the keyring. A mark in its folder says whether it was ever put there:
    without it the keyring is not asked, since a locked one asks the patient in turn."""

    def __init__(self, keyring: Keyring, folder: Path) -> None:
        self._keyring = keyring
        self._name = folder.name
        self._mark = folder / MARK

    def store(self, secret: bytes) -> bool:
        """Keep the key; False when it was not kept."""
        try:
            self._mark.touch(mode=0o600)
        except OSError:
            return False
        return self._keyring.store(self._name, secret)

    def load(self) -> bytes | None:
        """The key, None when it is not there."""
        return self._keyring.load(self._name) if self._mark.exists() else None

    def drop(self) -> None:
        """Remove the key."""
        if self._mark.exists():
            self._keyring.drop(self._name)
            with suppress(OSError):  # asked once more the next time, no more
                self._mark.unlink(missing_ok=True)
