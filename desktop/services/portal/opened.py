"""An open copy as the lanes use it: reads, actions, documents, sync. Imports everything heavy."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.models.trouble import PortalError
from desktop.models.vault.errors import VaultBusy, VaultDamaged, VaultFull, VaultReadOnly
from desktop.models.vault.rescue import Rescued
from desktop.services.attaching import Attachments
from desktop.services.context import Context
from desktop.services.documents import Documents
from desktop.services.images.gallery import Gallery
from desktop.services.images.thumbnails import Thumbnails
from desktop.services.indexing import Indexing
from desktop.services.letters import Letters
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.portal.files import Files
from desktop.services.portal.reads.activity import ActivityReads
from desktop.services.portal.reads.bills import BillReads
from desktop.services.portal.reads.care import CareReads
from desktop.services.portal.reads.first import First, first
from desktop.services.portal.reads.images import ImageReads
from desktop.services.portal.reads.mail import MailReads
from desktop.services.portal.reads.overview import Overview, overview
from desktop.services.portal.reads.plans import PlanReads
from desktop.services.portal.reads.search import SearchReads
from desktop.services.portal.reads.transmit import TransmitReads
from desktop.services.portal.reads.visits import VisitReads
from desktop.services.record.work import RecordWork
from desktop.services.renewal import prepared, renewed
from desktop.services.sync import Sync
from desktop.services.transmitting import Transmitting
from portal_protocol.records import Answer, Appointment


def utc_now() -> datetime:
    """The time now, aware UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of sync brought."""

    kinds: frozenset[str]
    saved_at: datetime | None


class Actions:
    """What the patient does, as work for a lane."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def answer(
        self, _context: Context, *, visit: Appointment, answer: Answer, offline: bool
    ) -> None:
        """Put an answer into the outbox (APPT-4)."""
        self._outbox.answer(visit, answer, offline=offline)

    def take_back(self, _context: Context, *, action_id: str) -> None:
        """Drop an answer that was not sent yet."""
        self._outbox.take_back(action_id)

    def dismiss(self, _context: Context, *, action_id: str) -> None:
        """Forget an answer that was refused."""
        self._outbox.dismiss(action_id)


class Opened:
    """One login's open copy; workers only. Each public method is work for a lane."""

    def __init__(
        self,
        live: Live,
        *,
        contact: bool = False,
        keeps: bool = False,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._live, self._now, self._keeps = live, now, keeps
        self._sync = Sync(live)
        self._contact = contact
        self._unnoted = None if contact else now()
        self._outbox = outbox = Outbox(live.vault)
        self.visits = VisitReads(live.vault, now)
        self.bills = BillReads(live.vault, now)
        self.plans = PlanReads(live.vault)
        self.images = ImageReads(live.vault)
        self.care = CareReads(live.vault)
        self.transmit = TransmitReads(live.vault)
        self.transmitting = Transmitting(live)
        self.actions = Actions(outbox)
        self.files = Files(live, outbox)
        self.gallery = Gallery(self.files, Thumbnails(live.vault, Documents(live)))
        self.mail = MailReads(live.vault, now)
        self.search = SearchReads(live.vault, now)
        self.indexing = Indexing(live.vault)
        self.activity = ActivityReads(live.vault)
        self.letters = Letters(live.vault)
        self.attachments = Attachments(live.vault, self.letters, self.files)
        self.record = RecordWork(live, outbox)

    @property
    def folder(self) -> Path:
        """Where the copy lies."""
        return self._live.folder

    @property
    def address(self) -> str:
        """The practice's base URL."""
        return self._live.address

    @property
    def end_token(self) -> str:
        """What ends this session and can do nothing else (SIGN-13)."""
        return self._live.end_token

    def overview(self, _context: Context) -> Overview:
        """What the header, the tabs and the status line show."""
        with self._live.vault.reading() as conn:
            return overview(conn, self._now())

    def first(self) -> First:
        """That, and what the first tab shows."""
        with self._live.vault.reading() as conn:
            return first(conn, self._now())

    def saved_at(self) -> datetime | None:
        """When the last whole round ended."""
        return self._sync.saved_at()

    def sync(self, context: Context) -> Round:
        """One round. While there was no contact, asks first whether somebody is there: an action
        that certainly was not sent can still be taken back."""
        self._note_opening()
        try:
            if not self._contact:
                self._live.client.welcome()
            kinds = self._sync.run(context)
        except PortalError as error:
            self._contact = self._contact and not error.no_contact
            context.check_cancelled()
            raise
        self._contact = True
        return Round(kinds, self._sync.saved_at())

    def untold(self, _context: Context) -> frozenset[str]:
        """Kinds of what came in a round that failed afterwards; for the lane of `sync`."""
        return self._sync.untold()

    def wait(self, context: Context) -> bool:
        """Hold the long poll; whether something changed."""
        try:
            return self._sync.wait_for_change(context)
        except PortalError as error:
            self._contact = self._contact and not error.no_contact
            raise

    def abort(self) -> None:
        """End calls under way; from any thread."""
        self.indexing.abort()
        self._live.abort()

    def close(self, _context: Context) -> None:
        """Drop the key and close the copy; it stays on the disk."""
        self.indexing.close()
        self._live.close()

    def renewable(self, _context: Context, *, give_up_waiting: bool) -> Rescued:
        """What of a damaged copy can be taken over into a new one; see `renewal.prepared`."""
        return prepared(self._live, give_up_waiting=give_up_waiting)

    def renew(self, _context: Context, *, found: Rescued) -> "Start":
        """Put a new copy in the place of this damaged one (OFF-6)."""
        live = renewed(self._live, found)
        return begin(live, contact=True, keeps=self._keeps)

    def sign_out(self, _context: Context) -> None:
        """Forget the session and the key in the keyring, then close (SIGN-13)."""
        self.indexing.close()
        self._live.sign_out()

    def destroy(self, _context: Context) -> None:
        """Remove the copy from this computer (SIGN-15, SIGN-16)."""
        self.indexing.close()
        self._live.destroy()

    def _note_opening(self) -> None:
        """Note that it was opened without the practice. Where that cannot be written now it is
        noted later: a copy that is damaged still goes out for the rest of its round."""
        if self._unnoted is not None:
            with suppress(VaultDamaged, VaultFull, VaultReadOnly, VaultBusy):
                self._outbox.note_signed_in(self._unnoted)
                self._unnoted = None


@dataclass(frozen=True, slots=True)
class Start:
    """A copy that was just opened, with what the window shows first. `kept` is the name of its
    folder when the key is in the keyring, else "". `ready` is for `Core.ready`."""

    opened: Opened
    overview: Overview
    saved_at: datetime | None
    kept: str
    ready: dict[str, Any]


def begin(live: Live, *, contact: bool = False, keeps: bool = False) -> Start:
    """Read what the window shows first; closes the copy again when that fails."""
    opened = Opened(live, contact=contact, keeps=keeps)
    try:
        seen = opened.first()
        kept = live.folder.name if keeps else ""
        return Start(opened, seen.overview, opened.saved_at(), kept, seen.ready)
    except BaseException:
        live.close()
        raise
