"""Several PDFs as one, by pypdf, in memory."""

import io
import logging
from typing import BinaryIO

from pypdf import PdfReader, PdfWriter

from desktop.models.trouble import Trouble

MOST_PAGES = 5000


class Combined:
    """A PDF that grows by one document at a time; one that cannot be read leaves no trace."""

    def __init__(self) -> None:
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs what is in documents
        self._writer = PdfWriter()
        self.count = 0

    def add(self, data: bytes, title: str) -> Trouble | None:
        """Append a document under a bookmark; else why not: DOCUMENT_LOCKED, _DAMAGED, _TOO_LARGE.

        A document that asks for no password although it is encrypted is taken in.
        """
        try:
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                return Trouble.DOCUMENT_LOCKED
            if not 0 < len(reader.pages) <= MOST_PAGES:
                return Trouble.DOCUMENT_TOO_LARGE if reader.pages else Trouble.DOCUMENT_DAMAGED
            sound = io.BytesIO()
            PdfWriter(clone_from=reader).write(sound)  # whole first: a broken part shows here
            again = PdfReader(sound)
            self._writer.append(again, outline_item=title, import_outline=False)
        except MemoryError:
            return Trouble.DOCUMENT_TOO_LARGE
        except Exception:  # a broken PDF makes pypdf raise anything
            return Trouble.DOCUMENT_DAMAGED
        self.count += 1
        return None

    def write(self, file: BinaryIO) -> None:
        """Write everything that was added."""
        self._writer.compress_identical_objects()
        self._writer.write(file)
