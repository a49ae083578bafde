"""What a patient does that may wait for a network: made on the desktop, carried out once."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Raw, Struct

from portal_protocol.records import Answer, Utc

ActionId = Annotated[
    str, Meta(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
]


class Action(Struct, kw_only=True, frozen=True, tag_field="do", omit_defaults=True):
    """What all actions share.

    `id` is a UUIDv7 made on the desktop: idempotency key and order. `made_at` is the device's time.
    `offline` says that the desktop had no connection when it was made.
    """

    id: ActionId
    made_at: Utc
    offline: bool = False


class AnswerVisit(Action, tag="answer_visit", kw_only=True, frozen=True):
    """Confirm a visit or ask for a call back (APPT-4); `start` is the start the patient saw."""

    appointment: str
    start: Utc
    answer: Answer


class NoteViewed(Action, tag="note_viewed", kw_only=True, frozen=True):
    """A document of a record was opened on the screen (WHO-7)."""

    kind: str
    record: str


class NoteDownloaded(Action, tag="note_downloaded", kw_only=True, frozen=True):
    """A document of a record was saved as a file (WHO-7)."""

    kind: str
    record: str


AnyAction = AnswerVisit | NoteViewed | NoteDownloaded


class ActionHead(Struct, frozen=True):
    """The part of an action that the server reads before it knows the rest."""

    id: ActionId
    do: str


class Outcome(StrEnum):
    """How an action ended; both are final for that id."""

    DONE = "done"
    REFUSED = "refused"


class ActionResult(Struct, frozen=True, omit_defaults=True):
    """The answer to one action; `code` is a `ProblemCode` when it was refused."""

    id: str
    outcome: Outcome
    code: str = ""


RawAction = Raw
"""An action as JSON, passed on without being decoded and encoded again."""
