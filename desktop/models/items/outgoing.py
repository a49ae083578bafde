"""The outbox and the drafts as rows (MAIL-1, MAIL-6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.models.draft import Draft
from desktop.models.items.messages import (
    Wording,
    capital,
    regarding_words,
    spoken_when,
    waiting_chip,
    when,
)
from desktop.models.items.visits import ChipText
from desktop.models.mail import Outgoing
from desktop.models.shown import Waiting

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class OutgoingRow:
    """One message in the outbox; `reason` says why it is not sent, "" while it waits."""

    outgoing: Outgoing
    wording: Wording
    reason: str = ""
    enabled: bool = True

    @property
    def key(self) -> str:
        """The action's id."""
        return self.outgoing.id

    @property
    def title(self) -> str:
        """The subject."""
        return self.outgoing.action.subject

    @property
    def to(self) -> str:
        """To Dr. Farrow."""
        name = self.outgoing.to_name
        return translate("Mail", "To %1").replace("%1", name) if name else ""

    @property
    def regarding(self) -> str:
        """The first name of whom it is about."""
        return self.wording.family.name(self.outgoing.action.regarding)

    @property
    def when(self) -> str:
        """When it was written."""
        return when(self.outgoing.action.made_at, self.wording.today)

    @property
    def attached(self) -> bool:
        """Whether it has a paperclip."""
        return bool(self.outgoing.action.attachments)

    @property
    def chip(self) -> ChipText:
        """Not sent, Sending, Waiting to send."""
        return waiting_chip(self.outgoing.state)

    @property
    def editable(self) -> bool:
        """Whether it can be changed or discarded: never on its way."""
        return self.outgoing.state is not Waiting.SENDING

    @property
    def spoken(self) -> str:
        """The whole row as one sentence, the state and its reason first."""
        name = self.outgoing.to_name
        said = [
            self.chip.text,
            self.reason,
            translate("Mail", "attachment") if self.attached else "",
            translate("Mail", "to %1").replace("%1", name) if name else "",
            self.title,
            regarding_words(self.regarding),
            spoken_when(self.outgoing.action.made_at, self.wording.today),
        ]
        return capital(", ".join(filter(None, said)))


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft; what is missing of it is said in words."""

    draft: Draft
    wording: Wording
    enabled: bool = True

    @property
    def key(self) -> str:
        """The draft's id."""
        return self.draft.id

    @property
    def title(self) -> str:
        """The subject, or that there is none yet."""
        return self.draft.subject.strip() or translate("Mail", "No subject yet")

    @property
    def regarding(self) -> str:
        """The first name of whom it is about."""
        return self.wording.family.name(self.draft.regarding)

    @property
    def when(self) -> str:
        """When it was last changed."""
        return when(self.draft.changed_at, self.wording.today)

    @property
    def attached(self) -> bool:
        """Whether it has a paperclip."""
        return bool(self.draft.attachments)

    @property
    def spoken(self) -> str:
        """The whole row as one sentence."""
        said = [
            translate("Mail", "draft"),
            translate("Mail", "attachment") if self.attached else "",
            self.title,
            regarding_words(self.regarding),
            spoken_when(self.draft.changed_at, self.wording.today),
        ]
        return capital(", ".join(filter(None, said)))


def outgoing_rows(
    messages: Sequence[Outgoing], wording: Wording, reason: Callable[[str], str]
) -> list[OutgoingRow]:
    """Rows of the outbox for a `RowListModel`, in their order; `reason` words a code."""
    return [OutgoingRow(each, wording, reason(each.code) if each.code else "") for each in messages]


def draft_rows(drafts: Sequence[Draft], wording: Wording) -> list[DraftRow]:
    """Rows of the drafts for a `RowListModel`, in their order."""
    return [DraftRow(each, wording) for each in drafts]
