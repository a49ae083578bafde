"""The encrypted form of a document: AES-256-GCM in chunks, bound into one by STREAM.

STREAM is that of Hoang, Reyhanitabar, Rogaway and Vizár (CRYPTO 2015): each nonce is a random
prefix, the chunk's index and a flag on the last one, so that no chunk can be cut off, swapped,
reordered or added. A prefix serves one writer and stands before each chunk: what a crash cut off
may have been other bytes than those that come now, so whoever goes on has a prefix of their own,
and no nonce ever meets two plaintexts. The header, random too, is authenticated with every chunk.
"""

import secrets
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 256 * 1024
_PREFIX = 7
OVERHEAD = _PREFIX + 16
"""Bytes of a sealed chunk besides its content: the prefix and the tag."""

SEALED_CHUNK = CHUNK + OVERHEAD
_MAGIC = b"PPDOC\x02"
_FILE = 7
HEADER = len(_MAGIC) + _FILE


class ChunkCipher:
    """Seals and opens the chunks of one file, for one writer or reader of it."""

    def __init__(self, key: bytes, header: bytes) -> None:
        self._cipher = AESGCM(key)
        self._prefix = secrets.token_bytes(_PREFIX)
        self.header = header

    @classmethod
    def new(cls, key: bytes) -> Self:
        """For a file that begins now, with a fresh header."""
        return cls(key, _MAGIC + secrets.token_bytes(_FILE))

    @classmethod
    def of(cls, key: bytes, file: BinaryIO) -> Self | None:
        """For a file that exists, whose header is read; None when it has no such header."""
        header = file.read(HEADER)
        if len(header) != HEADER or not header.startswith(_MAGIC):
            return None
        return cls(key, header)

    def seal(self, index: int, chunk: bytes | bytearray | memoryview, *, last: bool) -> bytes:
        """The chunk encrypted; only the last may be shorter than `CHUNK`."""
        nonce = _nonce(self._prefix, index, last=last)
        return self._prefix + self._cipher.encrypt(nonce, chunk, self.header)

    def open(self, index: int, sealed: bytes | memoryview, *, last: bool) -> bytes | None:
        """The chunk again; None when it is not exactly what `seal` gave for that place."""
        if len(sealed) < OVERHEAD:
            return None
        nonce = _nonce(bytes(sealed[:_PREFIX]), index, last=last)
        try:
            return self._cipher.decrypt(nonce, sealed[_PREFIX:], self.header)
        except InvalidTag:
            return None


def _nonce(prefix: bytes, index: int, *, last: bool) -> bytes:
    return prefix + index.to_bytes(4, "big") + bytes([last])


def plain_size(file_size: int) -> int | None:
    """How many bytes a finished file of that size holds; None when none can have that size."""
    sealed = file_size - HEADER
    whole, rest = divmod(sealed, SEALED_CHUNK)
    if sealed < OVERHEAD or 0 < rest < OVERHEAD:
        return None
    return whole * CHUNK + (rest - OVERHEAD if rest else 0)
