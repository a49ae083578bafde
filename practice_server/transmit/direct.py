"""Transmission by Direct: signed, encrypted for the addressee alone, and answered for (SUM-4).

The whole message is wrapped, so that its subject is encrypted too; outside stands only who writes
to whom.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from portal_protocol.transmissions import Undelivered
from practice_server.mail.smtp import connected, message_to
from practice_server.store.columns import now
from practice_server.transmit.certificates import Directory
from practice_server.transmit.queue import Claimed, Undeliverable
from practice_server.transmit.smime import Identity, encrypted, signed
from practice_server.transmit.trust import Trust, Use

ANSWERED_WITHIN: Final = timedelta(hours=24)
"""Without an answer until then it counts as not delivered."""
SUBJECT: Final = "Care summary of a patient, XDM/1.0/DDM"
TEXT: Final = """A patient of ours sends you the care summaries in the attached package.
"""
FILE: Final = "xdm.zip"
DESTINATION: Final = "X-DIRECT-FINAL-DESTINATION-DELIVERY=optional,true"


@dataclass(frozen=True)
class Direct:
    """The practice in the trust community: its address, who it is, whom it trusts."""

    sender: str
    identity: Identity
    trust: Trust
    directory: Directory


@dataclass(frozen=True)
class DirectOutlet:
    """Sends as `direct` by the mail server at `url`; `practice` is its name."""

    url: str = field(repr=False)
    direct: Direct
    practice: str = ""

    def send(self, claimed: Claimed) -> timedelta:
        """Send it; again it has the same Message-ID.

        Raises Undeliverable, BadAddress, and what `smtplib` raises.
        """
        certificate = self._certificate_of(claimed.address)
        message = self._sealed(claimed, certificate)
        with connected(self.url) as server:
            server.sendmail(self.direct.sender, [claimed.address], message)
        return ANSWERED_WITHIN

    def _certificate_of(self, address: str) -> x509.Certificate:
        reasons, found = [], self.direct.directory.of(address)
        for each in found:
            reason = self.direct.trust.why_not(each, address, Use.ENCRYPT, now(), found)
            if reason is None and not isinstance(each.public_key(), RSAPublicKey):
                reason = Undelivered.CERTIFICATE_USAGE  # no other kind is encrypted for
            if reason is None:
                return each
            reasons.append(reason)
        reason = reasons[0] if reasons else Undelivered.NO_CERTIFICATE
        raise Undeliverable(reason, final=Undelivered.REVOCATION_UNKNOWN not in reasons)

    def _sealed(self, claimed: Claimed, certificate: x509.Certificate) -> bytes:
        inner = self._headed(claimed)
        inner["Subject"] = SUBJECT
        inner["Disposition-Notification-To"] = self.direct.sender
        inner["Disposition-Notification-Options"] = DESTINATION
        inner.set_content(f"{TEXT}\n{self.practice}\n", cte="base64")
        inner.add_attachment(claimed.package, "application", "zip", filename=FILE)
        wrapped = b"Content-Type: message/rfc822\r\n\r\n" + inner.as_bytes(policy=SMTP)
        outer = self._headed(claimed).as_bytes(policy=SMTP)
        head = outer.removesuffix(b"\r\n") + b"MIME-Version: 1.0\r\n"
        return head + encrypted(signed(wrapped, self.direct.identity), certificate)

    def _headed(self, claimed: Claimed) -> EmailMessage:
        message = message_to(claimed.address)
        message["From"] = self.direct.sender
        message["Date"] = formatdate()
        message["Message-ID"] = message_id(claimed.id, self.direct.sender)
        return message


def message_id(identity: str, sender: str) -> str:
    """By which answers name a transmission."""
    return f"<{identity}@{sender.rpartition('@')[2]}>"
