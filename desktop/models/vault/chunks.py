"""The encrypted form of a document: AES-256-GCM in chunks, bound into one by STREAM.

STREAM is that of Hoang, Reyhanitabar, Rogaway and Vizár (CRYPTO 2015): each nonce is a random
prefix of the file, the chunk's index and a flag on the last one, so that no chunk can be cut off,
swapped, reordered or added. The header is authenticated with every chunk. A chunk that a crash cut
off is written again under its nonce: its plaintext is fixed by the digest that the key is made of.
"""

import secrets
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 256 * 1024
TAG = 16
SEALED_CHUNK = CHUNK + TAG
_MAGIC = b"PPDOC\x01"
_PREFIX = 7
HEADER = len(_MAGIC) + _PREFIX


class ChunkCipher:
    """Seals and opens the chunks of one file."""

    def __init__(self, key: bytes, prefix: bytes) -> None:
        self._cipher = AESGCM(key)
        self._prefix = prefix
        self.header = _MAGIC + prefix

    @classmethod
    def new(cls, key: bytes) -> Self:
        """For a file that begins now, with a fresh prefix."""
        return cls(key, secrets.token_bytes(_PREFIX))

    @classmethod
    def of(cls, key: bytes, file: BinaryIO) -> Self | None:
        """For a file that exists, whose header is read; None when it has no such header."""
        header = file.read(HEADER)
        if len(header) != HEADER or not header.startswith(_MAGIC):
            return None
        return cls(key, header[len(_MAGIC) :])

    def seal(self, index: int, chunk: bytes | bytearray | memoryview, *, last: bool) -> bytes:
        """The chunk encrypted; only the last may be shorter than `CHUNK`."""
        return self._cipher.encrypt(self._nonce(index, last=last), chunk, self.header)

    def open(self, index: int, sealed: bytes | memoryview, *, last: bool) -> bytes | None:
        """The chunk again; None when it is not exactly what `seal` gave for that place."""
        try:
            return self._cipher.decrypt(self._nonce(index, last=last), sealed, self.header)
        except (InvalidTag, ValueError):
            return None

    def _nonce(self, index: int, *, last: bool) -> bytes:
        return self._prefix + index.to_bytes(4, "big") + bytes([last])


def plain_size(file_size: int) -> int | None:
    """How many bytes a finished file of that size holds; None when none can have that size."""
    sealed = file_size - HEADER
    whole, rest = divmod(sealed, SEALED_CHUNK)
    if sealed < TAG or 0 < rest < TAG:
        return None
    return whole * CHUNK + (rest - TAG if rest else 0)
