"""Sending by SMTP: a notice, and how to reach a mail server for any other mail."""

import hashlib
import ssl
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import formatdate
from smtplib import SMTP, SMTP_SSL, SMTPException
from urllib.parse import unquote, urlsplit

from practice_server.settings import Settings

PLACE = "[URL]"
"""Stands in the text for the portal's address."""
TIMEOUT = 30
THIS_COMPUTER = frozenset({"localhost", "127.0.0.1", "::1"})


class BadAddress(Exception):  # noqa: N818 (the name says it)
    """Nobody can be written to at this address."""


class NotPrivate(SMTPException):
    """The mail server offers no encryption, and a password is only sent under it."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """The mail server and the words of every notice: the same for all, so that they tell nothing.

    `url` is `smtp://` (with STARTTLS where it is offered) or `smtps://`, with a user and a password
    where the server wants them; to another computer they only go encrypted.
    """

    url: str = field(repr=False)
    sender: str
    subject: str
    body: str
    portal: str

    @classmethod
    def of(cls, settings: Settings) -> "Outlet":
        """As the settings say."""
        return cls(
            settings.smtp_url,
            settings.notice_from,
            settings.notice_subject,
            settings.notice_body,
            settings.public_address,
        )

    def send(self, address: str, about: str) -> None:
        """Send one notice; a second one about the same has the same Message-ID.

        Raises BadAddress, NotPrivate, and what `smtplib` raises.
        """
        message = self._message(address, about)
        with connected(self.url) as server:
            server.send_message(message)

    def _message(self, address: str, about: str) -> EmailMessage:
        message = message_to(address)
        message["From"] = self.sender
        message["Subject"] = self.subject
        message["Date"] = formatdate()
        message["Auto-Submitted"] = "auto-generated"
        name = hashlib.sha256(about.encode()).hexdigest()[:32]
        message["Message-ID"] = f"<{name}@{self.sender.rpartition('@')[2].strip('<> ')}>"
        message.set_content(self.body.replace(PLACE, self.portal))
        return message


def message_to(address: str) -> EmailMessage:
    """A message that has nothing but its addressee; raises BadAddress."""
    message = EmailMessage()
    try:
        message["To"] = address
        known = message["To"].addresses
    except (ValueError, MessageError, IndexError):
        known = ()
    if len(known) != 1 or not (known[0].username and known[0].domain):
        raise BadAddress
    return message


def connected(url: str) -> SMTP:
    """A mail server that takes mail; raises NotPrivate and what `smtplib` raises."""
    parts, context = urlsplit(url), ssl.create_default_context()
    host = parts.hostname or ""
    server: SMTP
    if parts.scheme == "smtps":
        server = SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=context)
    else:
        server = SMTP(host, parts.port or 25, timeout=TIMEOUT)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
        elif parts.username and host not in THIS_COMPUTER:
            server.close()
            raise NotPrivate("the mail server offers no encryption")
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
