"""WebMail for the views: what the folders hold, and writing to the practice."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject

from desktop.models import mail
from desktop.models.draft import Draft
from desktop.models.mail import Folder, Outgoing
from desktop.models.trouble import Trouble
from desktop.services.portal.core import Done, Failed, nothing
from desktop.services.portal.mailbox import Mailbox
from portal_protocol.mail import Message
from portal_protocol.records import PatientId

DRAFTS = frozenset({Folder.DRAFTS.value})
OUTBOX = frozenset({Folder.OUTBOX.value})
BOTH = DRAFTS | OUTBOX


class MailFace(Mailbox):
    """Drafts, and what they become (MAIL-2, MAIL-6).

    A draft's id is the id that its message will have, so that a message that is on its way is
    never sent again and a late `keep_draft` brings no sent draft back.
    """

    def why_not(self, regarding: PatientId) -> Trouble | None:
        """Why nobody can write about this person: WEBMAIL_OFF, NO_PROVIDER, NOT_FOUND; None when
        one can."""
        people = self._core.people
        person = next((person for person in people if person.id == regarding), None)
        return mail.why_not(person, self._core.practice)

    def start(
        self,
        regarding: PatientId,
        reply_to: Message | None = None,
        subject: str = "",
        body: str = "",
    ) -> Draft:
        """A draft to write on; it is kept from the first `keep_draft` on.

        A reply has its subject and the quoted original prepared (`subject` is not used then), and
        is about whom the original is about.
        """
        import uuid_utils  # noqa: PLC0415 - not before the first paint

        from desktop.models.items import replies  # noqa: PLC0415 - nor this

        identity, now = str(uuid_utils.uuid7()), datetime.now(UTC)
        if reply_to is None:
            return Draft(
                id=identity, regarding=regarding, subject=subject, body=body, changed_at=now
            )
        return Draft(
            id=identity,
            regarding=reply_to.patient or regarding,
            subject=replies.subject(reply_to.subject),
            body=replies.body(body, reply_to),
            reply_to=reply_to.id,
            changed_at=now,
        )

    def keep_draft(
        self, draft: Draft, *, owner: QObject | None = None, done: Done = nothing
    ) -> None:
        """Keep the text as it is now; also brings back one that was discarded. `done` says that
        it is on the disk.

        The files of a draft that is kept already stay as they are: they change by
        `Portal.attachments` alone. Nothing happens when it was sent meanwhile.
        """
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.letters.keep, draft=draft)
            self._core.write(work, DRAFTS, owner=owner or self._core, done=done)

    def discard_draft(self, draft_id: str) -> None:
        """Forget a draft; `keep_draft` brings it back. Its files go at the next start."""
        opened = self._core.opened
        if opened is not None:
            self._write(partial(opened.letters.discard_draft, draft_id=draft_id), DRAFTS)

    def send(
        self, draft: Draft, *, owner: QObject, done: Done, failed: Failed | None = None
    ) -> None:
        """The draft becomes a message in the outbox, once, however often this is called.

        Fails with NO_SUBJECT, NO_TEXT, TEXT_TOO_LONG, ATTACHMENT_MISSING, ATTACHMENT_REFUSED, or
        what `why_not` says; the draft is kept then.
        """
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.letters.send, draft=draft, offline=self._core.offline)
            self._core.write(work, BOTH, owner=owner, done=done, failed=failed, acts=True)

    def edit(
        self,
        outgoing: Outgoing,
        *,
        owner: QObject,
        done: Callable[[Draft], None],
        failed: Failed | None = None,
    ) -> None:
        """A message that was never sent, or was refused, is a draft again.

        Fails with ALREADY_SENT when it is on its way or has arrived.
        """
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.letters.edit, action_id=outgoing.id)
            self._core.write(work, BOTH, owner=owner, done=done, failed=failed)

    def take_back(self, action_id: str) -> None:
        """Undo sending: as `edit`; what cannot be undone is told by `Portal.failed`."""
        opened = self._core.opened
        if opened is not None:
            self._write(partial(opened.letters.edit, action_id=action_id), BOTH)

    def retry(self, outgoing: Outgoing) -> None:
        """Send a refused message again, under a new id. Nothing happens for any other."""
        opened = self._core.opened
        if opened is not None:
            offline = self._core.offline
            work = partial(opened.letters.retry, action_id=outgoing.id, offline=offline)
            self._write(work, OUTBOX, acts=True)

    def discard(self, outgoing: Outgoing) -> None:
        """Forget a message that was never sent, or was refused, with its files.

        ALREADY_SENT, by `Portal.failed`, when it is on its way.
        """
        opened = self._core.opened
        if opened is not None:
            self._write(partial(opened.letters.discard, action_id=outgoing.id), OUTBOX)

    def _write(
        self, work: Callable[..., object], kinds: frozenset[str], *, acts: bool = False
    ) -> None:
        self._core.write(work, kinds, owner=self._core, done=nothing, acts=acts)
