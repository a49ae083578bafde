"""What can go wrong with a vault (OFF-6). No message holds anything of the patient's."""

# ruff: noqa: N818 - named for what happened, as they are caught

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError


class VaultError(Exception):
    """What all errors of a vault share."""


class VaultDamaged(VaultError):
    """The file is missing, cut, overwritten, or of another key; it cannot be repaired."""


class VaultFull(VaultError):
    """The disk or the quota is full; what was there before is intact."""


class VaultReadOnly(VaultError):
    """The folder or the file cannot be written."""


class VaultNewer(VaultError):
    """A newer version of the program made this vault."""


class VaultBusy(VaultError):
    """Another process holds the vault."""


class VaultClosed(VaultError):
    """The vault was locked or destroyed while a job still wanted it."""


class WrongThread(VaultError):
    """The vault was used on the thread that draws."""


class DocumentMissing(VaultError):
    """The document is not in the vault."""


class DocumentDamaged(VaultError):
    """The document's file was cut, swapped, reordered, extended or changed."""


class DocumentTooLarge(VaultError):
    """The document has more bytes than the caller is ready to hold."""


class DocumentBusy(VaultError):
    """Another worker is writing this document."""


class WrongDigest(VaultError):
    """The bytes that came are not those of the digest; nothing of them was kept."""


_BY_CODE: dict[int, type[VaultError]] = {
    sqlite3.SQLITE_NOTADB: VaultDamaged,
    sqlite3.SQLITE_CORRUPT: VaultDamaged,
    sqlite3.SQLITE_FULL: VaultFull,
    sqlite3.SQLITE_READONLY: VaultReadOnly,
    sqlite3.SQLITE_CANTOPEN: VaultReadOnly,
    sqlite3.SQLITE_PERM: VaultReadOnly,
    sqlite3.SQLITE_AUTH: VaultReadOnly,
    sqlite3.SQLITE_IOERR: VaultReadOnly,  # a quota, a cable: never a reason to begin anew
    sqlite3.SQLITE_BUSY: VaultBusy,
    sqlite3.SQLITE_LOCKED: VaultBusy,
}
_BY_ERRNO: dict[int, type[VaultError]] = {
    errno.ENOSPC: VaultFull,
    errno.EDQUOT: VaultFull,
    errno.EFBIG: VaultFull,
    errno.EROFS: VaultReadOnly,
    errno.EACCES: VaultReadOnly,
    errno.EPERM: VaultReadOnly,
    errno.EIO: VaultReadOnly,  # as above
    errno.EISDIR: VaultDamaged,
    errno.ENOTDIR: VaultDamaged,
}
_WORDS: dict[type[VaultError], str] = {
    VaultDamaged: "the saved copy is damaged",
    VaultFull: "the disk is full",
    VaultReadOnly: "the saved copy cannot be written",
    VaultBusy: "another process uses the saved copy",
}


def named(kind: type[VaultError]) -> VaultError:
    """An error of that kind with its plain sentence."""
    return kind(_WORDS.get(kind, "the saved copy cannot be used"))


def _known(error: BaseException | None) -> VaultError | None:
    if isinstance(error, OSError):
        kind = _BY_ERRNO.get(error.errno or 0)
    else:
        code = getattr(error, "sqlite_errorcode", None)
        kind = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
    return named(kind) if kind else None


@contextmanager
def told() -> Iterator[None]:
    """Turn errors of SQLCipher and of the file system into those of this module; others pass."""
    try:
        yield
    except DBAPIError as error:
        known = _known(error.orig)
        if known is None:
            raise
        raise known from None
    except OSError as error:
        known = _known(error)
        if known is None:
            raise
        raise known from None
