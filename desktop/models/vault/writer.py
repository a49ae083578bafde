"""A document coming in: chunk after chunk, from where a crash or a lost network left it."""

import hashlib
import hmac
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from desktop.models.vault.chunks import CHUNK, HEADER, SEALED_CHUNK, ChunkCipher
from desktop.models.vault.errors import DocumentMissing, WrongDigest, told
from desktop.models.vault.files import sync_folder
from portal_protocol.records import Blob

PART = ".part"
"""The end of the name of a document that is still coming in."""


class Writer:
    """Writes one document; a context manager that keeps whole chunks when it is left unfinished.

    `held` is how many bytes are there already: the first byte to write is that one.
    """

    def __init__(
        self, file: BinaryIO, blob: Blob, key: bytes, target: Path, done: Callable[[], None]
    ) -> None:
        self._file = file
        self._part = target.with_name(target.name + PART)
        self._target = target
        self._blob = blob
        self._done = done
        self._hash = hashlib.sha256()
        self._buffer = bytearray()
        self._index = 0
        self._written = 0
        try:
            with told():
                self._cipher = self._resumed(key)
        except BaseException:
            file.close()
            raise

    @property
    def held(self) -> int:
        """How many bytes of the document are here, those not yet on the disk included."""
        return self._written + len(self._buffer)

    def write(self, chunk: bytes) -> None:
        """Take the next bytes; `WrongDigest` when they are more than the document has."""
        if self.held + len(chunk) > self._blob.size:
            self._refuse()
        self._hash.update(chunk)
        self._buffer += chunk
        if len(self._buffer) > CHUNK:  # the last chunk is never written before `finish`
            with told():
                self._write_whole_chunks()

    def finish(self) -> None:
        """End the document: it is there from now on, whole and checked.

        Otherwise `WrongDigest`, and nothing of it is kept; `DocumentMissing` when it was removed
        meanwhile.
        """
        right = hmac.compare_digest(self._hash.hexdigest(), self._blob.digest)
        if not right or self.held != self._blob.size:
            self._refuse()
        with told():
            self._put(self._buffer, last=True)
            os.fsync(self._file.fileno())
            try:
                self._file.close()  # some systems rename no open file
                self._publish()
            finally:
                self._done()

    def close(self) -> None:
        """Leave the document as it is, to go on another time."""
        if not self._file.closed:
            try:
                self._file.close()
            finally:
                self._done()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with told():
            self.close()

    def _resumed(self, key: bytes) -> ChunkCipher:
        """Read and check what is there, cut off what is not sound, else begin anew."""
        cipher = ChunkCipher.of(key, self._file)
        if cipher is None:
            cipher = ChunkCipher.new(key)
            self._file.seek(0)
            self._file.truncate()
            self._file.write(cipher.header)
            return cipher
        while len(sealed := self._file.read(SEALED_CHUNK)) == SEALED_CHUNK:
            chunk = cipher.open(self._index, sealed, last=False)
            if chunk is None or self._written + CHUNK > self._blob.size:
                break
            self._hash.update(chunk)
            self._index += 1
            self._written += CHUNK
        self._file.seek(HEADER + self._index * SEALED_CHUNK)
        self._file.truncate()
        return cipher

    def _write_whole_chunks(self) -> None:
        start = 0
        with memoryview(self._buffer) as view:
            while len(view) - start > CHUNK:
                with view[start : start + CHUNK] as whole:
                    self._put(whole, last=False)
                start += CHUNK
        del self._buffer[:start]
        self._written += start

    def _put(self, chunk: bytearray | memoryview, *, last: bool) -> None:
        """Write one sealed chunk; after an error the writer is closed, for its place is lost."""
        try:
            self._file.write(self._cipher.seal(self._index, chunk, last=last))
            self._file.flush()
        except OSError:
            with suppress(OSError):
                self.close()
            raise
        self._index += 1

    def _publish(self) -> None:
        """Give the whole document its name; until then nobody else may open its part."""
        try:
            self._part.replace(self._target)
        except FileNotFoundError:
            raise DocumentMissing("the document was removed while it came in") from None
        sync_folder(self._target.parent)

    def _refuse(self) -> None:
        with told():
            try:
                self._file.close()
                self._part.unlink(missing_ok=True)
            finally:
                self._done()
        raise WrongDigest("the document's bytes are not those that were announced")
