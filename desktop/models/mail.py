"""WebMail as every layer of the desktop knows it: folders, what goes out, why it may not."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from desktop.models.shown import Shown, Waiting
from desktop.models.trouble import Trouble
from portal_protocol.actions import MarkRead, SendMessage
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import Person, Practice, Section

UNCOUNTED = -1
"""`Page.total` of a mailbox: counting a long one would take longer than reading its page."""

MOST_COUNTED = 1000
"""Unread messages are counted up to here; badges say "99+" long before."""


NEW_MESSAGE = "new_message"
"""Stands among the kinds that a round tells when it brought a message that was not here before
and that nobody has opened (MAIL-9); never in the first round of a copy."""


class Folder(StrEnum):
    """The folders of WebMail (MAIL-1).

    DRAFTS and OUTBOX also stand among the kinds that `Portal.changed` tells, for they hold no
    records of the practice.
    """

    INBOX = "inbox"
    SENT = "sent"
    SECURE = "secure"
    OUTBOX = "outbox"
    DRAFTS = "drafts"


def folder_of(record: Message | SecureEmail) -> Folder:
    """Where a message is read."""
    if isinstance(record, SecureEmail):
        return Folder.SECURE
    return Folder.SENT if record.from_patient else Folder.INBOX


class Folders(Struct, frozen=True):
    """How many messages of the chosen person's wait in each folder; `unread` up to
    `MOST_COUNTED`."""

    unread: int = 0
    outbox_waiting: int = 0
    outbox_failed: int = 0
    drafts: int = 0

    def with_outbox(self, messages: Sequence["Outgoing"]) -> "Folders":
        """The same with the outbox as its list shows it: two numbers for one thing never show."""
        failed = sum(one.state is Waiting.FAILED for one in messages)
        return replace(self, outbox_waiting=len(messages) - failed, outbox_failed=failed)


class Outgoing(Struct, frozen=True):
    """A message in the outbox; `code` says why it failed (see `trouble.of_code`).

    `to_name` is the provider whom the practice names now, "" when there is none.
    """

    action: SendMessage
    state: Waiting
    code: str = ""
    to_name: str = ""

    @property
    def id(self) -> str:
        """The action's id, which is the message's id once it is sent."""
        return self.action.id

    @property
    def key(self) -> str:
        """What keeps a selection on its row."""
        return self.action.id


def is_unread(shown: Shown[Message]) -> bool:
    """Whether it is from the practice and nobody has opened it, here or elsewhere (MAIL-3)."""
    message, pending = shown.record, shown.pending
    if message.from_patient or message.read_at is not None:
        return False
    return pending is None or not isinstance(pending.action, MarkRead)


def why_not(person: Person | None, practice: Practice | None) -> Trouble | None:
    """Why nobody can write about this person (MAIL-2); None when one can."""
    if practice is None or Section.WEBMAIL not in practice.sections:
        return Trouble.WEBMAIL_OFF
    if person is None:
        return Trouble.NOT_FOUND
    known = {provider.id for provider in practice.providers}
    return None if person.primary_provider in known else Trouble.NO_PROVIDER
