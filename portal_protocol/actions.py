"""What a patient does that may wait for a network: made on the desktop, carried out once."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Raw, Struct

from portal_protocol.mail import MOST_BODY, MOST_SUBJECT
from portal_protocol.records import Answer, Blob, PatientId, Utc

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


class NoteSignedIn(Action, tag="note_signed_in", kw_only=True, frozen=True):
    """The saved copy was opened without the practice (HEAD-8)."""


class SendMessage(Action, tag="send_message", kw_only=True, frozen=True, omit_defaults=True):
    """Write to the primary provider of the person `regarding` (MAIL-2).

    The message gets this action's id. `reply_to` is the message that it answers. `attachments` were
    uploaded before (MAIL-5).
    """

    regarding: PatientId
    subject: Annotated[str, Meta(min_length=1, max_length=MOST_SUBJECT)]
    body: Annotated[str, Meta(min_length=1, max_length=MOST_BODY)]
    reply_to: str = ""
    attachments: Annotated[tuple[Blob, ...], Meta(max_length=10)] = ()


class MarkRead(Action, tag="mark_read", kw_only=True, frozen=True):
    """A message from the practice was opened (MAIL-3)."""

    message: str


AnyAction = AnswerVisit | NoteViewed | NoteDownloaded | NoteSignedIn | SendMessage | MarkRead


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
