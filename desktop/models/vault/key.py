"""The vault's key: 32 random bytes, what is derived from them, and their wrapping by a password."""

import hashlib
import hmac
import secrets
import unicodedata
from typing import Self

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct
from typing_extensions import override

KEY_BYTES = 32
MEMORY_KIB = 64 * 1024
PASSES = 3
LANES = 4
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_PASSES = 20
_MOST_LANES = 16


class WrongPassword(Exception):  # noqa: N818 - named for what happened
    """The password does not open this key (or the wrapped key was changed)."""


class VaultKey:
    """The secret of one vault. Its `repr` tells nothing and it cannot be pickled."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError("a vault key has 32 bytes")
        self._secret = secret

    @classmethod
    def new(cls) -> Self:
        """A fresh random key."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def from_bytes(cls, secret: bytes) -> Self:
        """The key that the system's keyring kept; `ValueError` when it is not 32 bytes."""
        return cls(bytes(secret))

    def to_bytes(self) -> bytes:
        """The secret itself: for the system's keyring only."""
        return self._secret

    def database(self) -> str:
        """SQLCipher's raw key, 64 hexadecimal digits."""
        return self._derived(b"database").hex()

    def documents(self, digest: str) -> bytes:
        """The AES-256 key of the document with that SHA-256."""
        return self._derived(b"document " + digest.encode())

    def waiting(self) -> bytes:
        """The AES-256 key of the spare list of what waits."""
        return self._derived(b"waiting")

    def name(self, digest: str) -> str:
        """The file name of that document: an HMAC, so that it tells nothing."""
        return hmac.new(self._derived(b"names"), digest.encode(), hashlib.sha256).hexdigest()

    def _derived(self, purpose: bytes) -> bytes:
        info = b"patient-portal vault 1 " + purpose
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(self._secret)

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, VaultKey):
            return NotImplemented
        return hmac.compare_digest(self._secret, other._secret)

    @override
    def __hash__(self) -> int:
        return hash(self._secret)

    @override
    def __repr__(self) -> str:
        return "VaultKey(…)"

    @override
    def __reduce__(self) -> str:
        raise TypeError("a vault key is never pickled")


class WrappedKey(Struct, kw_only=True, frozen=True):
    """A vault key sealed under a password: Argon2id (RFC 9106, 4), then AES-256-GCM."""

    salt: bytes
    nonce: bytes
    sealed: bytes
    memory_kib: int = MEMORY_KIB
    passes: int = PASSES
    lanes: int = LANES


def wrap(key: VaultKey, password: str) -> WrappedKey:
    """Seal `key` under `password` with fresh salt; takes as long as Argon2id does (OFF-4)."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    bare = WrappedKey(salt=salt, nonce=nonce, sealed=b"")
    sealed = AESGCM(_stretched(bare, password)).encrypt(nonce, key.to_bytes(), _bound(bare))
    return WrappedKey(salt=salt, nonce=nonce, sealed=sealed)


def unwrap(wrapped: WrappedKey, password: str) -> VaultKey:
    """The key again, else `WrongPassword`; never uses more than 1 GiB whatever `wrapped` says."""
    sound = (
        1 <= wrapped.lanes <= _MOST_LANES
        and 1 <= wrapped.passes <= _MOST_PASSES
        and 8 * wrapped.lanes <= wrapped.memory_kib <= _MOST_MEMORY_KIB
        and len(wrapped.salt) == 16
        and len(wrapped.nonce) == 12
    )
    if not sound:
        raise WrongPassword("the wrapped key is damaged")
    try:
        cipher = AESGCM(_stretched(wrapped, password))
        return VaultKey(cipher.decrypt(wrapped.nonce, wrapped.sealed, _bound(wrapped)))
    except (InvalidTag, ValueError):
        raise WrongPassword("the password does not open this copy") from None


def _stretched(wrapped: WrappedKey, password: str) -> bytes:
    typed = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        typed,
        wrapped.salt,
        time_cost=wrapped.passes,
        memory_cost=wrapped.memory_kib,
        parallelism=wrapped.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _bound(wrapped: WrappedKey) -> bytes:
    return f"vault key 1 {wrapped.memory_kib} {wrapped.passes} {wrapped.lanes}".encode()
