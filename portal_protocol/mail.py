"""WebMail: messages between patients and the practice, and secure email (MAIL-1…9)."""

from datetime import datetime

from portal_protocol.records import Record, Utc

MOST_SUBJECT = 200
MOST_BODY = 20_000
"""Signs in the subject and the text of a message that a patient sends."""


class Message(Record, tag="message", kw_only=True, frozen=True, omit_defaults=True):
    """One WebMail message (MAIL-1); `at` is when it was sent, `patient` whom it is about.

    `author` is the id of the provider who wrote it, or of the person where `from_patient`; names
    are as the practice knows them. `provider` is the provider on the practice's side. `thread` is
    the id of the conversation's first message, "" for that message itself. `read_at` is when the
    other side opened it (MAIL-3). `blobs` are attachments.
    """

    subject: str
    body: str = ""
    from_patient: bool = False
    author: str = ""
    author_name: str = ""
    to_name: str = ""
    provider: str = ""
    thread: str = ""
    read_at: Utc | None = None

    @property
    def conversation(self) -> str:
        """The id under which all messages of its conversation are found (MAIL-9)."""
        return self.thread or self.id


class SecureEmail(Record, tag="secure_email", kw_only=True, frozen=True, omit_defaults=True):
    """An encrypted email from the practice (MAIL-7); `at` is when it was sent.

    From `expires_at` on it is no longer shown, and the server shares its head alone.
    """

    subject: str
    author_name: str = ""
    body: str = ""
    expires_at: Utc

    def expired(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.expires_at <= now
