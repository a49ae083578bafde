"""A record as the screen shows it: with what waits in the outbox laid over it. No Qt, no vault."""

from enum import Enum, StrEnum, auto
from typing import Generic, TypeVar

from msgspec import Struct

from desktop.models.unreadable import Unreadable
from portal_protocol.actions import AnyAction
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import Appointment, Payment, Person, Recall, Record, Statement

R = TypeVar("R", bound=Record)


class Waiting(Enum):
    """Where an action of this computer stands."""

    QUEUED = auto()
    SENDING = auto()
    FAILED = auto()


class Pending(Struct, frozen=True):
    """One action in the outbox.

    `code` is a `ProblemCode` when the server refused it, a `Trouble` when it failed here.
    """

    action: AnyAction
    state: Waiting
    code: str = ""


class Shown(Struct, Generic[R], frozen=True):
    """A record, the latest action that waits for it, and whether its documents are in the vault.

    `new` says that this login has not seen it on this computer yet.
    """

    record: R
    pending: Pending | None = None
    saved: bool = True
    new: bool = False

    @property
    def key(self) -> str:
        """The record's id: what keeps a selection on its row."""
        return self.record.id


class ShownPlan(Shown[TreatmentPlan], frozen=True):
    """A plan, and the visits that its procedures are booked for or were done in."""

    visits: tuple[Appointment, ...] = ()


class Page(Struct, Generic[R], frozen=True):
    """One page of a long list; `cursor` gets the next one, None at the end. `total` counts all,
    or is `mail.UNCOUNTED`: in mailboxes, and on later pages where counting is slow.

    `unreadable` are records of this page that this version cannot read: disabled rows with a text.
    """

    rows: tuple[Shown[R], ...]
    cursor: str | None
    total: int
    unreadable: tuple[Unreadable, ...] = ()


class NeedKind(StrEnum):
    """What is asked of the patient."""

    CONFIRM = "confirm"
    RECALL = "recall"


class Need(Struct, frozen=True):
    """One card of Action needed (APPT-3): a visit to answer, or a recall that is due.

    `others` is how many more visits of that person on that day the same answer covers (APPT-4).
    A visit whose answer still waits in the outbox, or failed, stays with its `pending`.
    """

    kind: NeedKind
    record: Shown[Appointment] | Shown[Recall]
    person: Person
    others: int = 0

    @property
    def key(self) -> str:
        """Kind and id: what keeps a card its place."""
        return f"{self.kind}:{self.record.key}"

    @property
    def visit(self) -> Appointment | None:
        """The visit of a confirmation."""
        record = self.record.record
        return record if isinstance(record, Appointment) else None

    @property
    def recall(self) -> Recall | None:
        """The recall that is due."""
        record = self.record.record
        return record if isinstance(record, Recall) else None


class Balance(Struct, frozen=True):
    """The honest line (ACC-2): the last statement, and what was paid since it was made.

    `paid_since` is posted, `pending` is not yet, both newest first. `left_cents` is the
    statement's balance less both, and never below zero; what was paid over it is `over_cents`.
    """

    statement: Statement
    paid_since: tuple[Payment, ...] = ()
    pending: tuple[Payment, ...] = ()
    left_cents: int = 0
    over_cents: int = 0
