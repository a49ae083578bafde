"""A message that is being written (MAIL-6). Plain data for every layer of the desktop."""

from datetime import datetime

from msgspec import Struct

from portal_protocol.records import Blob, PatientId


class Draft(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What the patient has written so far; `regarding` is whom it is about.

    `reply_to` is the id of the message that it answers. `changed_at` is aware UTC.
    """

    id: str
    regarding: PatientId
    subject: str = ""
    body: str = ""
    reply_to: str = ""
    attachments: tuple[Blob, ...] = ()
    changed_at: datetime

    @property
    def empty(self) -> bool:
        """Whether nothing would be lost with it."""
        return not (self.subject.strip() or self.body.strip() or self.attachments)


class Compose(Struct, frozen=True):
    """A message that another tab asks to be begun (PLAN-4); `regarding` is whom it is about."""

    regarding: PatientId
    subject: str = ""
    body: str = ""
