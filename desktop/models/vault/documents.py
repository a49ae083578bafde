"""Documents beside the database: one encrypted file each, finished or still coming in."""

import os
import threading
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from typing_extensions import override

from desktop.models.vault.chunks import (
    CHUNK,
    HEADER,
    OVERHEAD,
    SEALED_CHUNK,
    ChunkCipher,
    plain_size,
)
from desktop.models.vault.errors import (
    DocumentBusy,
    DocumentDamaged,
    DocumentMissing,
    DocumentTooLarge,
    VaultClosed,
    told,
)
from desktop.models.vault.files import FILE_MODE, private_folder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.writer import PART, Writer
from portal_protocol.records import Blob


class DocumentStore:
    """The documents of one vault, by SHA-256 digest; safe for two workers at once."""

    def __init__(self, folder: Path, key: VaultKey) -> None:
        self._folder = folder
        self._key: VaultKey | None = key
        self._writing: set[str] = set()
        self._lock = threading.Lock()

    def has(self, digest: str) -> bool:
        """Whether the document is here, whole."""
        return self._path(digest).is_file()

    def held(self, digest: str) -> int:
        """How many bytes are here: all of a finished document, whole chunks of one coming in.

        A writer may find that fewer are sound; its own `held` says where to go on.
        """
        for path in (self._path(digest), self._part(digest)):
            try:
                size = path.stat().st_size
            except FileNotFoundError:
                continue
            if path.suffix != PART:
                return plain_size(size) or 0
            return max(size - HEADER, 0) // SEALED_CHUNK * CHUNK
        return 0

    def open_for_append(self, blob: Blob) -> Writer:
        """Go on with a document where its last whole, sound chunk ends.

        `DocumentBusy` while another worker writes the same one.
        """
        name = self._secret().name(blob.digest)
        with self._lock:
            if name in self._writing:
                raise DocumentBusy("this document is being fetched")
            self._writing.add(name)
        try:
            with told():
                private_folder(self._folder)
                handle = os.open(
                    self._part(blob.digest), os.O_RDWR | os.O_CREAT | _BINARY, FILE_MODE
                )
                file = os.fdopen(handle, "r+b")
            key = self._secret().documents(blob.digest)
            return Writer(file, blob, key, self._path(blob.digest), lambda: self._done(name))
        except BaseException:
            self._done(name)
            raise

    def read(self, digest: str, at_most: int) -> bytes:
        """The document, from memory to memory; never more than `at_most` bytes.

        Raises `DocumentMissing`, `DocumentTooLarge`, `DocumentDamaged`.
        """
        key = self._secret().documents(digest)
        try:
            with told(), self._path(digest).open("rb") as file:
                size = plain_size(os.fstat(file.fileno()).st_size)
                if size is None:
                    raise DocumentDamaged("the document's file is cut off")
                if size > at_most:
                    raise DocumentTooLarge("the document is larger than can be shown")
                return _whole(ChunkCipher.of(key, file), file.read(at_most + _overhead(size)))
        except FileNotFoundError:
            raise DocumentMissing("the document is not here") from None

    def beginning(self, digest: str) -> bytes:
        """Its first bytes, all of a short one: what one chunk holds, and no more is read.

        Raises as `read`; a document that is damaged behind them is not found out.
        """
        key = self._secret().documents(digest)
        try:
            with told(), self._path(digest).open("rb") as file:
                cipher = ChunkCipher.of(key, file)
                sealed = file.read(SEALED_CHUNK)
                last = os.fstat(file.fileno()).st_size == HEADER + len(sealed)
        except FileNotFoundError:
            raise DocumentMissing("the document is not here") from None
        chunk = None if cipher is None else cipher.open(0, sealed, last=last)
        if chunk is None:
            raise DocumentDamaged("the beginning of the document was changed")
        return chunk

    def stream(self, digest: str) -> Iterator[bytes]:
        """The document chunk by chunk, however large it is; each is sound when it comes.

        Raises `DocumentMissing`, `DocumentDamaged`: the latter also in the middle.
        """
        key = self._secret().documents(digest)
        try:
            with told(), self._path(digest).open("rb") as file:
                if plain_size(os.fstat(file.fileno()).st_size) is None:
                    raise DocumentDamaged("the document's file is cut off")
                for chunk in _opened(ChunkCipher.of(key, file), file):
                    self._secret()  # a lock ends it
                    yield chunk
        except FileNotFoundError:
            raise DocumentMissing("the document is not here") from None

    def remove(self, digest: str) -> None:
        """Remove the document and what came in of it."""
        with told():
            self._path(digest).unlink(missing_ok=True)
            with suppress(PermissionError):  # being written, where such a file cannot be removed
                self._part(digest).unlink(missing_ok=True)

    def sweep(self, keep: Collection[str]) -> int:
        """Remove everything that is not one of these digests; returns how many files went."""
        names = {self._secret().name(digest) for digest in keep}
        removed = 0
        with told():
            for path in self._files():
                if path.name.removesuffix(PART) not in names:
                    with suppress(PermissionError):  # open elsewhere: the next sweep takes it
                        path.unlink(missing_ok=True)
                        removed += 1
        return removed

    def size(self) -> int:
        """Bytes on the disk."""
        total = 0
        for path in self._files():
            with suppress(FileNotFoundError):
                total += path.stat().st_size
        return total

    def close(self) -> None:
        """Drop the key; writers that are open can still end."""
        self._key = None

    def _files(self) -> list[Path]:
        return list(self._folder.iterdir()) if self._folder.is_dir() else []

    def _secret(self) -> VaultKey:
        if self._key is None:
            raise VaultClosed("the saved copy is locked")
        return self._key

    def _path(self, digest: str) -> Path:
        return self._folder / self._secret().name(digest)

    def _part(self, digest: str) -> Path:
        return self._folder / (self._secret().name(digest) + PART)

    def _done(self, name: str) -> None:
        with self._lock:
            self._writing.discard(name)

    @override
    def __repr__(self) -> str:
        return "DocumentStore(…)"


_BINARY: int = getattr(os, "O_BINARY", 0)


def _overhead(size: int) -> int:
    return OVERHEAD * (size // CHUNK + 2)


def _opened(cipher: ChunkCipher | None, file: BinaryIO) -> Iterator[bytes]:
    if cipher is None:
        raise DocumentDamaged("the document's file has no header")
    sealed, index = file.read(SEALED_CHUNK), 0
    while True:
        following = file.read(SEALED_CHUNK)
        chunk = cipher.open(index, sealed, last=not following)
        if chunk is None:
            raise DocumentDamaged("a part of the document was changed")
        yield chunk
        if not following:
            return
        sealed, index = following, index + 1


def _whole(cipher: ChunkCipher | None, sealed: bytes) -> bytes:
    if cipher is None:
        raise DocumentDamaged("the document's file has no header")
    chunks = []
    view = memoryview(sealed)
    for index, start in enumerate(range(0, max(len(view), 1), SEALED_CHUNK)):
        last = start + SEALED_CHUNK >= len(view)
        chunk = cipher.open(index, view[start : start + SEALED_CHUNK], last=last)
        if chunk is None:
            raise DocumentDamaged("a part of the document was changed")
        chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)
