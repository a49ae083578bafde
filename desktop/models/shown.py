"""A record as the screen shows it: with what waits in the outbox laid over it. No Qt, no vault."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Generic, TypeVar

from portal_protocol.actions import AnyAction
from portal_protocol.records import Record

R = TypeVar("R", bound=Record)


class Waiting(Enum):
    """Where an action of this computer stands."""

    QUEUED = auto()
    SENDING = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Pending:
    """One action in the outbox; `code` is a `ProblemCode` when the server refused it."""

    action: AnyAction
    state: Waiting
    code: str = ""


@dataclass(frozen=True, slots=True)
class Shown(Generic[R]):
    """A record, the latest action that waits for it, and whether its documents are in the vault."""

    record: R
    pending: Pending | None = None
    saved: bool = True

    @property
    def key(self) -> str:
        """The record's id: what keeps a selection on its row."""
        return self.record.id


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of a long list; `cursor` gets the next one, None at the end. `total` counts all."""

    rows: tuple[Shown[R], ...]
    cursor: str | None
    total: int
