"""What the portal tells the views about itself: plain values, no Qt."""

from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from msgspec import Struct

from desktop.models.trouble import Trouble
from portal_protocol.records import Section


class Stage(Enum):
    """Which page of the window is right: address, sign-in, the records, or the lock."""

    NO_PRACTICE = auto()
    SIGNED_OUT = auto()
    OPEN = auto()
    LOCKED = auto()


class SyncStage(Enum):
    """How fresh what is shown is (DESIGN.md, 6)."""

    FRESH = auto()
    CHECKING = auto()
    OFFLINE = auto()
    TROUBLE = auto()


class SyncState(Struct, frozen=True):
    """The state of sync (HEAD-1).

    `saved_at` is the end of the last complete sync, None before the first. `done` of `total`
    records have come in this round, `total` None while unknown. `waiting` and `failed` count the
    outbox. `trouble` says why with OFFLINE and TROUBLE.
    """

    stage: SyncStage = SyncStage.CHECKING
    saved_at: datetime | None = None
    done: int = 0
    total: int | None = None
    waiting: int = 0
    failed: int = 0
    trouble: Trouble | None = None


class FilesState(Struct, frozen=True):
    """How many of the statements to be kept are on this computer; `active` while more come."""

    done: int
    total: int
    active: bool = True


class SaveAs(Enum):
    """How several documents are saved (ACC-6)."""

    FILE = auto()
    COMBINED = auto()
    ZIP = auto()


class SavedFile(Struct, frozen=True):
    """What was saved: where, how many documents are in it, and which were left out and why."""

    path: Path
    count: int
    skipped: tuple[tuple[str, Trouble], ...] = ()


class Badges(Struct, frozen=True):
    """What waits, by section (HEAD-2): action needed, statements not seen, messages not read."""

    appointments: int = 0
    account: int = 0
    webmail: int = 0

    def of(self, section: Section) -> int:
        """The number on a section's tab; 0 shows none."""
        counts = {
            Section.APPOINTMENTS: self.appointments,
            Section.ACCOUNT: self.account,
            Section.WEBMAIL: self.webmail,
        }
        return counts.get(section, 0)
