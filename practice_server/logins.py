"""Passwords of logins: Argon2id, with the same work for a name that nobody has (SIGN-4)."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher()
"""Argon2id with RFC 9106's second choice: 64 MiB, t=3, p=4."""


def hash_password(password: str) -> str:
    """The PHC string that is kept instead of a password."""
    return HASHER.hash(_bytes(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether `password` is the one behind `kept`; None is a login or password that is not there.

    It takes the work of one Argon2id call in every case.
    """
    try:
        HASHER.verify(kept or _nobody(), _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(kept)


def folded(user_name: str) -> str:
    """A user name as it is compared: case, width and composition make no difference (SIGN-4)."""
    return unicodedata.normalize(
        "NFKC", unicodedata.normalize("NFKC", user_name.strip()).casefold()
    )


def warm_up() -> None:
    """Make the hash that stands for a name nobody has, so that its first use takes no longer."""
    _nobody()


@cache
def _nobody() -> str:
    return HASHER.hash(b"")


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode()
