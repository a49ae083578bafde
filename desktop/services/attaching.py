"""Attachments as work for a lane: those that came, and those that the patient adds (MAIL-4, 5)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import Connection

from desktop.models.attachment import Attachment, Viewing
from desktop.models.draft import Draft
from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import attachments as kept_files
from desktop.models.vault import drafts, queries
from desktop.models.vault.errors import (
    DocumentBusy,
    DocumentDamaged,
    DocumentMissing,
    DocumentTooLarge,
)
from desktop.models.vault.vault import Vault
from desktop.services import attachments, saving
from desktop.services.context import Context
from desktop.services.letters import Letters
from desktop.services.portal.files import Files
from desktop.services.portal.paper import Paper
from desktop.services.portal.state import SaveAs, SavedFile
from desktop.services.saving import Piece
from portal_protocol.contents import media_type
from portal_protocol.mail import Message
from portal_protocol.records import Blob, Practice, Record, Webmail

MOST_ATTACHED = 10
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Attachments:
    """The attachments of one open copy."""

    vault: Vault
    letters: Letters
    files: Files

    def open(self, context: Context, *, record: Record, blob: Blob, offline: bool) -> Attachment:
        """The bytes, fetched first when they are not here, and what may be done with them."""
        data = self.files.read(
            context, record=record, blob=blob, offline=offline, noted=not _own(record)
        )
        return attachments.opened(data, blob.name)

    def kind(self, _context: Context, *, blob: Blob) -> Viewing | None:
        """What it is by its content, None when it is not here or cannot be read.

        All of it is read only where its beginning does not tell: texts, and packed files.
        """
        documents, name = self.vault.documents, attachments.file_name(blob.name)
        try:
            beginning = documents.beginning(blob.digest)
            told = attachments.viewing_of_beginning(beginning, name, blob.size)
            return told or attachments.viewing_of(documents.read(blob.digest, blob.size), name)
        except (
            DocumentDamaged,
            DocumentMissing,
            DocumentTooLarge,
        ):  # it is fetched anew when it is opened
            return None

    def save(
        self, context: Context, *, record: Record, blob: Blob, path: Path, offline: bool
    ) -> SavedFile:
        """Save it where the patient chose; replacing was asked about."""
        paper = Paper(record, blob, path.name)
        return self.files.save(
            context,
            papers=(paper,),
            path=path,
            how=SaveAs.FILE,
            offline=offline,
            noted=not _own(record),
        )

    def save_all(
        self, context: Context, *, record: Record, folder: Path, offline: bool
    ) -> SavedFile:
        """Save every file of a message into a folder, under names that are free there.

        Those that could harm are left out with FILE_COULD_HARM.
        """
        papers = [Paper(record, blob, attachments.file_name(blob.name)) for blob in record.blobs]
        pieces = [_harmless(self.files.piece(paper)) for paper in papers]
        saved = saving.save_each(pieces, folder, context)
        if not _own(record):
            self.files.note_saved(record=record, offline=offline)
        return SavedFile(saved.path, saved.count, saved.skipped)

    def add(self, context: Context, *, draft: Draft, path: Path) -> Draft:
        """Read a file, check it, keep it encrypted, and let the draft refer to it.

        The file and the reference are one transaction, so that no sweep comes between them.
        """
        allowed = self._allowed()
        data = _read(path, allowed.attachment_bytes)
        media = media_type(data)
        if media not in allowed.attachment_types:
            raise PortalError(Trouble.ATTACHMENT_REFUSED)
        digest = hashlib.sha256(data).hexdigest()
        blob = Blob(digest, len(data), media, attachments.file_name(path.name))
        while True:
            context.check_cancelled()
            try:
                with self.vault.writing() as conn:
                    return self._attached(conn, draft, blob, data)
            except DocumentBusy:  # the same file is coming in as a document
                context.pause(_PAUSE)

    def remove(self, _context: Context, *, draft: Draft, digest: str) -> Draft:
        """Take a file off the draft; its bytes go."""
        with self.vault.writing() as conn:
            kept = self.letters.put(conn, draft)
            left = tuple(blob for blob in kept.attachments if blob.digest != digest)
            kept = replace(kept, attachments=left)
            drafts.put(conn, kept)
            gone = kept_files.take_dropped(conn)
        kept_files.forget(self.vault, gone)
        return kept

    def _allowed(self) -> Webmail:
        with self.vault.reading() as conn:
            practice = queries.one(conn, Practice, "practice")
        if not isinstance(practice, Practice) or not practice.webmail.attachments:
            raise PortalError(Trouble.ATTACHMENT_REFUSED)
        return practice.webmail

    def _attached(self, conn: Connection, draft: Draft, blob: Blob, data: bytes) -> Draft:
        kept = self.letters.put(conn, draft)
        if any(blob.digest == each.digest for each in kept.attachments):
            return kept
        if len(kept.attachments) >= MOST_ATTACHED:
            raise PortalError(Trouble.TOO_MANY_ATTACHMENTS)
        if not self.vault.documents.has(blob.digest):
            with self.vault.documents.open_for_append(blob) as writer:
                writer.write(data[writer.held :])
                writer.finish()
        kept = replace(kept, attachments=(*kept.attachments, blob))
        drafts.put(conn, kept)
        return kept


def _read(path: Path, at_most: int) -> bytes:
    """The file's bytes, never more than is allowed."""
    try:
        if not path.is_file():  # a pipe would never end
            raise PortalError(Trouble.FILE_UNREADABLE)
        with path.open("rb") as file:
            data = file.read(at_most + 1)
    except OSError:
        raise PortalError(Trouble.FILE_UNREADABLE) from None
    if len(data) > at_most:
        raise PortalError(Trouble.ATTACHMENT_TOO_LARGE)
    return data


def _harmless(piece: Piece) -> Piece:
    """The same; but FILE_COULD_HARM for what a name or content makes dangerous."""

    def load(context: Context) -> bytes:
        _check_harmless(b"", piece.name)
        data = piece.load(context)
        _check_harmless(data, piece.name)
        return data

    return Piece(piece.name, load, piece.at)


def _check_harmless(data: bytes, name: str) -> None:
    if attachments.viewing_of(data, name) is Viewing.DANGEROUS:
        raise PortalError(Trouble.FILE_COULD_HARM)


def _own(record: Record) -> bool:
    """Whether the patient's side wrote it: looking at one's own file is nothing to note."""
    return isinstance(record, Message) and record.from_patient
