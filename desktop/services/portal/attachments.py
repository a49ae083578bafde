"""Files of messages for the views: those that came, and those that the patient adds."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.models.attachment import Attachment, Viewing
from desktop.models.draft import Draft
from desktop.models.mail import Folder
from desktop.models.picture import Picture
from desktop.services.jobs import Context, Lane, Progress
from desktop.services.portal.core import Core, Failed, never
from desktop.services.portal.state import SavedFile
from portal_protocol.records import Blob, Record


class AttachmentsFace:
    """Attachments (MAIL-4, MAIL-5). What is opened or saved is noted (WHO-7)."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def open(
        self,
        record: Record,
        blob: Blob,
        *,
        owner: QObject,
        done: Callable[[Attachment], None],
        failed: Failed | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Context:
        """An attachment of a message, with what can be done with it: told by its content.

        Fails with NOT_SAVED_HERE when it is not here and cannot come now.
        """
        opened = self._core.opened
        if opened is None:
            return never()

        work = partial(
            opened.attachments.open, record=record, blob=blob, offline=self._core.offline
        )
        return self._core.run_noted(work, owner=owner, done=done, failed=failed, progress=progress)

    def save(
        self,
        record: Record,
        blob: Blob,
        path: Path,
        *,
        owner: QObject,
        done: Callable[[SavedFile], None],
        failed: Failed | None = None,
    ) -> Context:
        """Save it at `path`, byte for byte; the dialog has asked before replacing a file."""
        opened = self._core.opened
        if opened is None:
            return never()

        work = partial(
            opened.attachments.save,
            record=record,
            blob=blob,
            path=path,
            offline=self._core.offline,
        )
        return self._core.run_noted(work, owner=owner, done=done, failed=failed)

    def save_all(
        self,
        record: Record,
        folder: Path,
        *,
        owner: QObject,
        done: Callable[[SavedFile], None],
        failed: Failed | None = None,
    ) -> Context:
        """Save every file of a message into a folder, under names that are free there.

        `SavedFile.skipped` names those that were left out: what could harm, what did not come.
        """
        opened = self._core.opened
        if opened is None:
            return never()

        work = partial(
            opened.attachments.save_all, record=record, folder=folder, offline=self._core.offline
        )
        return self._core.run_noted(work, owner=owner, done=done, failed=failed)

    def kind(self, blob: Blob, *, owner: QObject, done: Callable[[Viewing | None], None]) -> None:
        """What a file of a message is, by its content; None while it is not on this computer.

        Nothing is fetched and nothing is noted.
        """
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.attachments.kind, blob=blob)
            self._core.run(Lane.FILES, work, owner=owner, done=done)

    def risky(self, blob: Blob) -> bool:
        """Whether its name alone says that a system would run it; no content makes it harmless."""
        from desktop.services.attachments import viewing_of  # noqa: PLC0415 - after first paint

        return viewing_of(b"", self.name(blob)) is Viewing.DANGEROUS

    def picture(
        self,
        attachment: Attachment,
        size: tuple[int, int],
        *,
        owner: QObject,
        done: Callable[[Picture], None],
        failed: Failed | None = None,
    ) -> Context:
        """The picture of a Viewing.IMAGE, made to fit a size in pixels, never enlarged.

        Decoded in a process of its own; fails with DOCUMENT_DAMAGED and DOCUMENT_TOO_LARGE.
        """
        from desktop.services.pictures import decoded  # noqa: PLC0415 - after first paint

        width, height = size
        work = partial(decoded, data=attachment.data, width=width, height=height)
        return self._core.run(Lane.FILES, work, owner=owner, done=done, failed=failed)

    def name(self, blob: Blob) -> str:
        """The file name to show and to offer: safe on every system."""
        from desktop.services.attachments import file_name  # noqa: PLC0415 - after first paint

        return file_name(blob.name)

    def add(
        self,
        draft: Draft,
        path: Path,
        *,
        owner: QObject,
        done: Callable[[Draft], None],
        failed: Failed | None = None,
    ) -> None:
        """Attach a file that the patient chose: read, checked by content, kept encrypted.

        Answers the draft as it is kept now; of it take `attachments` alone when the text may have
        changed meanwhile. Fails with ATTACHMENT_TOO_LARGE, ATTACHMENT_REFUSED,
        TOO_MANY_ATTACHMENTS, FILE_UNREADABLE, ALREADY_SENT.
        """
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.attachments.add, draft=draft, path=path)
            self._core.write(work, _DRAFTS, owner=owner, done=done, failed=failed, lane=Lane.FILES)

    def remove(
        self,
        draft: Draft,
        digest: str,
        *,
        owner: QObject,
        done: Callable[[Draft], None],
        failed: Failed | None = None,
    ) -> None:
        """Take a file off the draft again; its bytes go."""
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.attachments.remove, draft=draft, digest=digest)
            self._core.write(work, _DRAFTS, owner=owner, done=done, failed=failed)


_DRAFTS = frozenset({Folder.DRAFTS.value})
