"""Transmission by ordinary e-mail to any address, as a zip or an encrypted zip (SUM-5).

Subject and text hold nothing of a person: what is sent is in the zip alone.
"""

from dataclasses import dataclass, field
from email.utils import formatdate, localtime
from typing import Final

from portal_protocol.transmissions import Way
from practice_server.mail.smtp import connected, message_to
from practice_server.settings import Settings
from practice_server.transmit.queue import Claimed

SUBJECT: Final = "Documents that a patient sends you"
FROM_WHOM: Final = """A patient of ours sends you the documents in the attached file.
"""
LOCKED: Final = """
The file is encrypted. It opens with a password, which the patient tells you in another way; we do
not know it.
"""
ENDING: Final = """
If you did not expect this, please delete it. Please do not answer this e-mail: nobody reads the
answers.
"""
FILE: Final = "documents.zip"


@dataclass(frozen=True, slots=True)
class EmailOutlet:
    """The practice's mail server, and the address that e-mail comes from."""

    url: str = field(repr=False)
    sender: str
    practice: str = ""

    @classmethod
    def of(cls, settings: Settings, practice: str) -> "EmailOutlet":
        """As the settings say; `practice` is its name, with which the text ends."""
        return cls(settings.smtp_url, settings.notice_from, practice)

    def send(self, claimed: Claimed) -> None:
        """Send it; again it has the same Message-ID. Raises what `Outlet.send` raises."""
        message = message_to(claimed.address)
        message["From"] = self.sender
        message["Subject"] = SUBJECT
        message["Date"] = formatdate(localtime().timestamp())
        message["Auto-Submitted"] = "auto-generated"
        domain = self.sender.rpartition("@")[2].strip("<> ")
        message["Message-ID"] = f"<{claimed.id}@{domain}>"
        message.set_content(self._text(claimed.way))
        message.add_attachment(claimed.package, "application", "zip", filename=FILE)
        with connected(self.url) as server:
            server.send_message(message)

    def _text(self, way: str) -> str:
        locked = LOCKED if way == Way.ENCRYPTED_EMAIL else ""
        return FROM_WHOM + locked + ENDING + (f"\n{self.practice}\n" if self.practice else "")
