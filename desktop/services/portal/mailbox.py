"""Reads of the WebMail tab, and marking as read."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.models.draft import Draft
from desktop.models.mail import Folder, Folders, Outgoing
from desktop.models.shown import Page, Shown
from desktop.services.jobs import Lane
from desktop.services.portal.core import Core, Failed
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import Kind


class Mailbox:
    """What the folders hold (MAIL-1, MAIL-3, MAIL-7, MAIL-9). Lists follow `Portal.chosen`.

    `Portal.changed` tells of news with Kind.MESSAGE, Kind.SECURE_EMAIL, Folder.OUTBOX and
    Folder.DRAFTS. A message that begins or stops being on its way is told by
    `Portal.sync_changed` alone.
    """

    def __init__(self, core: Core) -> None:
        self._core = core

    def folders(self, *, owner: QObject, done: Callable[[Folders], None]) -> None:
        """What waits in each folder."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.mail.folders, chosen=self._core.chosen)
            self._core.run(Lane.READ, read, owner=owner, done=done)

    def messages(
        self,
        folder: Folder,
        *,
        owner: QObject,
        done: Callable[[Page[Message]], None],
        failed: Failed | None = None,
        cursor: str | None = None,
    ) -> None:
        """A page of INBOX or SENT, newest first; `total` is UNCOUNTED.

        `pending` is a MarkRead that waits: such a message is read (`mail.is_unread`).
        """
        opened = self._core.opened
        if opened is not None:
            chosen = self._core.chosen
            read = partial(opened.mail.messages, folder=folder, chosen=chosen, cursor=cursor)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def secure(
        self,
        *,
        owner: QObject,
        done: Callable[[Page[SecureEmail]], None],
        failed: Failed | None = None,
        cursor: str | None = None,
    ) -> None:
        """A page of encrypted email, newest first (MAIL-7); `total` is UNCOUNTED."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.mail.secure, chosen=self._core.chosen, cursor=cursor)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def conversation(
        self,
        message: Message,
        *,
        owner: QObject,
        done: Callable[[tuple[Shown[Message], ...]], None],
    ) -> None:
        """All messages of its thread, oldest first (MAIL-9).

        What waits in the outbox for it comes last, each with a SendMessage as its `pending`.
        """
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.mail.conversation, message=message)
            self._core.run(Lane.READ, read, owner=owner, done=done)

    def outbox(
        self,
        *,
        owner: QObject,
        done: Callable[[tuple[Outgoing, ...]], None],
        failed: Failed | None = None,
    ) -> None:
        """What is not sent, the newest first; then what is being sent; then what is queued."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.mail.outbox, chosen=self._core.chosen)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def drafts(
        self,
        *,
        owner: QObject,
        done: Callable[[tuple[Draft, ...]], None],
        failed: Failed | None = None,
    ) -> None:
        """What was written and not sent, the latest first (MAIL-6)."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.mail.drafts, chosen=self._core.chosen)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def note_viewed(self, email: SecureEmail) -> None:
        """A secure email is shown on the screen (WHO-7); once a showing."""
        opened = self._core.opened
        if opened is not None:
            note = partial(opened.files.note_viewed, record=email, offline=self._core.offline)
            self._core.note(note, done=self._noted)

    def _noted(self, _none: None) -> None:
        self._core.acted.emit()

    def mark_read(self, message: Message) -> None:
        """It was opened: read on both sides, offline too (MAIL-3). Safe to call twice."""
        opened = self._core.opened
        if opened is None or message.from_patient or message.read_at is not None:
            return

        def noted(fresh: bool) -> None:
            if fresh:
                self._core.touched.emit(frozenset({Kind.MESSAGE.value}))
                self._core.acted.emit()

        work = partial(opened.letters.mark_read, message=message, offline=self._core.offline)
        self._core.note(work, done=noted)
