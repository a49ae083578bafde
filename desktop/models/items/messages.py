"""Messages as rows: from or to, subject, about whom, when, and in what state (MAIL-1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.items.row_list import PagedListModel
from desktop.models.items.visits import ChipText, GroupRow
from desktop.models.mail import is_unread
from desktop.models.shown import Shown, Waiting
from portal_protocol.actions import SendMessage
from portal_protocol.mail import Message, SecureEmail

translate = QCoreApplication.translate

AnyMail = Message | SecureEmail


@dataclass(frozen=True, slots=True)
class Wording:
    """What rows need for their words: names, and the day on which "today" is said."""

    family: Family
    today: date


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message. It words itself when asked: a mailbox may hold very many."""

    shown: Shown[Any]  # of AnyMail
    wording: Wording
    enabled: bool = True

    @property
    def key(self) -> str:
        """The message's id."""
        return self.shown.key

    @property
    def message(self) -> AnyMail:
        """The record itself."""
        record = self.shown.record
        assert isinstance(record, Message | SecureEmail)  # noqa: S101 - `rows_of` saw to it
        return record

    @property
    def title(self) -> str:
        """The subject: what typing finds."""
        return self.message.subject or translate("Mail", "No subject")

    @property
    def outgoing(self) -> bool:
        """Whether the patient's side wrote it."""
        return isinstance(self.message, Message) and self.message.from_patient

    @property
    def repliable(self) -> bool:
        """Whether it came from the practice as a message that can be answered here."""
        return isinstance(self.message, Message) and not self.message.from_patient

    @property
    def name(self) -> str:
        """Who wrote it, or whom it went to."""
        message = self.message
        if isinstance(message, Message) and message.from_patient:
            return message.to_name
        return message.author_name

    @property
    def from_or_to(self) -> str:
        """From Dr. Farrow, or To Dr. Farrow."""
        word = translate("Mail", "To %1") if self.outgoing else translate("Mail", "From %1")
        return word.replace("%1", self.name) if self.name else ""

    @property
    def regarding(self) -> str:
        """The first name of whom it is about."""
        return self.wording.family.name(self.message.patient)

    @property
    def when(self) -> str:
        """Today, 9:12 AM; Yesterday, 4:40 PM; Fri, Nov 6; Oct 22, 2026."""
        return when(self.message.at, self.wording.today)

    @property
    def unread(self) -> bool:
        """Whether it is from the practice and was not opened yet."""
        return isinstance(self.message, Message) and is_unread(self.shown)

    @property
    def attached(self) -> bool:
        """Whether it has a paperclip."""
        return bool(self.message.blobs)

    @property
    def state(self) -> ChipText | None:
        """What became of a message that was sent; how long a secure email can be read."""
        message, pending = self.message, self.shown.pending
        if isinstance(message, SecureEmail):
            return readable_chip(message, self.wording.today)
        if not message.from_patient:
            return None
        if pending is not None and isinstance(pending.action, SendMessage):
            return waiting_chip(pending.state)
        if message.read_at is not None:
            return ChipText(translate("Mail", "Read by the practice"), "neutral", "eye")
        return ChipText(translate("Mail", "Sent"), "neutral", "check")

    @property
    def spoken(self) -> str:
        """Unread, attachment, from Dr. Farrow, Before your crown visit, regarding Elena, …"""
        lead = translate("Mail", "to %1") if self.outgoing else translate("Mail", "from %1")
        said = [
            translate("Mail", "unread") if self.unread else "",
            translate("Mail", "attachment") if self.attached else "",
            lead.replace("%1", self.name) if self.name else "",
            self.title,
            regarding_words(self.regarding),
            spoken_when(self.message.at, self.wording.today),
            self.state.text if self.state else "",
        ]
        return capital(", ".join(filter(None, said)))


class MessagesModel(PagedListModel[MessageRow | GroupRow]):
    """The list of a folder; `set_context` gives names and the day."""

    def __init__(
        self,
        parent: QObject | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(self._arranged, parent)
        self._now = now
        self._wording = Wording(Family(), now().astimezone().date())

    def set_context(self, family: Family) -> None:
        """Names, and today anew."""
        self._wording = Wording(family, self._now().astimezone().date())
        self.rearrange()

    def _arranged(self, records: Sequence[Shown[Any]]) -> list[MessageRow | GroupRow]:
        return rows_of(records, self._wording)


def rows_of(records: Sequence[Shown[Any]], wording: Wording) -> list[MessageRow | GroupRow]:
    """A row for each; one that this version cannot read says so."""
    return [
        MessageRow(shown, wording)
        if isinstance(shown.record, Message | SecureEmail)
        else GroupRow(shown.key, translate("Mail", "A message that this version cannot show"))
        for shown in records
    ]


def waiting_chip(state: Waiting) -> ChipText:
    """A message in the outbox, in the words of the design (DESIGN.md, 6)."""
    return {
        Waiting.QUEUED: ChipText(translate("Mail", "Waiting to send"), "neutral", "clock"),
        Waiting.SENDING: ChipText(translate("Mail", "Sending"), "info", "send"),
        Waiting.FAILED: ChipText(translate("Mail", "Not sent"), "bad", "circle-alert"),
    }[state]


def readable_chip(email: SecureEmail, today: date) -> ChipText:
    """Until when it can be read, or that its time is over (MAIL-7)."""
    if email.expired(datetime.now(UTC)):
        return ChipText(translate("Mail", "Time is over"), "neutral", "clock")
    day = written.near_day_within(email.expires_at.astimezone().date(), today)
    return ChipText(translate("Mail", "Until %1").replace("%1", day), "neutral", "clock")


def when(at: datetime | None, today: date) -> str:
    """A moment on the computer's clock; the time of day is named today and yesterday only."""
    if at is None:
        return ""
    here = at.astimezone()
    day = written.near_day(here.date(), today)
    return f"{day}, {written.time(here)}" if -1 <= (here.date() - today).days <= 1 else day


def spoken_when(at: datetime | None, today: date) -> str:
    """As `when`, in the middle of a sentence and with the whole date: today 9:12 AM."""
    if at is None:
        return ""
    here = at.astimezone()
    days = (today - here.date()).days
    if days == 0:
        return translate("Mail", "today %1").replace("%1", written.time(here))
    if days == 1:
        return translate("Mail", "yesterday %1").replace("%1", written.time(here))
    return written.full_day(here.date())


def regarding_words(name: str) -> str:
    """Regarding Elena, in the middle of a sentence."""
    return translate("Mail", "regarding %1").replace("%1", name) if name else ""


def capital(sentence: str) -> str:
    """With a capital first letter."""
    return sentence[:1].upper() + sentence[1:]
