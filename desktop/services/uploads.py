"""Files of messages go to the practice before the messages that name them (MAIL-5)."""

from dataclasses import dataclass
from typing import NamedTuple

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import outbox
from desktop.models.vault.errors import DocumentDamaged, DocumentMissing, DocumentTooLarge
from desktop.services.context import Context
from desktop.services.live import Live
from portal_protocol.actions import ActionResult, Outcome, SendMessage
from portal_protocol.records import Blob

MOST_UPLOADED = 100_000_000
"""Bytes of a file that is read to be sent; practices allow less."""

_REFUSED = {
    Trouble.ANSWER_TOO_LARGE: Trouble.ATTACHMENT_TOO_LARGE,
    Trouble.ATTACHMENT_REFUSED: Trouble.ATTACHMENT_REFUSED,
    Trouble.WRONG_DIGEST: Trouble.ATTACHMENT_MISSING,
    Trouble.BAD_REQUEST: Trouble.ATTACHMENT_REFUSED,
    Trouble.NOT_FOUND: Trouble.ATTACHMENT_REFUSED,  # a practice that takes no files
}
"""Answers with which a message fails; others say nothing of the file and end the round."""


class Uploaded(NamedTuple):
    """The number of the last action that may go out now, and whether messages failed."""

    upto: int
    failed: bool


@dataclass(frozen=True, slots=True)
class Uploads:
    """For the lane SYNC, before a round's actions go out.

    A message that may have been sent before is never failed from here: only the practice's answer
    tells whether it arrived. Its files go up again: the practice keeps unsent ones for a day alone.
    """

    live: Live

    def run(self, context: Context) -> Uploaded:
        """Upload what waits. Raises PortalError when there is no contact; the rest waits then."""
        with self.live.vault.reading() as conn:
            upto, messages = outbox.last(conn), outbox.to_upload(conn)
        failed = False
        for message, sent_before in messages:
            trouble = self._upload(message, context)
            if trouble is not None and not sent_before:
                self._fail(message, trouble)
                failed = True
        return Uploaded(upto, failed)

    def _upload(self, message: SendMessage, context: Context) -> Trouble | None:
        for blob in message.attachments:
            context.check_cancelled()
            try:
                self._send(blob)
            except (DocumentMissing, DocumentDamaged, DocumentTooLarge):
                return Trouble.ATTACHMENT_MISSING
            except PortalError as error:
                if error.trouble not in _REFUSED:
                    raise
                return _REFUSED[error.trouble]
        return None

    def _send(self, blob: Blob) -> None:
        data = self.live.vault.documents.read(blob.digest, MOST_UPLOADED)
        self.live.call(lambda access: self.live.client.upload(access, blob, data))

    def _fail(self, message: SendMessage, trouble: Trouble) -> None:
        result = ActionResult(message.id, Outcome.REFUSED, trouble.value)
        with self.live.vault.writing() as conn:
            outbox.settle(conn, [result])
