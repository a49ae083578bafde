"""Answers to Direct messages, as the addressee's side sends them."""

from email.message import EmailMessage
from email.policy import SMTP

from cryptography import x509

from practice_server.transmit import smime
from practice_server.transmit.direct import message_id
from practice_server.transmit.smime import Identity
from tests.practice_server.transmit.community import ADDRESSEE, PRACTICE

REPORT = """Content-Type: multipart/report; report-type={kind}; boundary="b"

--b
Content-Type: text/plain

About your message.
--b
Content-Type: message/{kind}

{fields}

--b--
"""


def mdn(identity: str, disposition: str, sender: str = ADDRESSEE) -> bytes:
    """A disposition notification about a transmission."""
    fields = (
        f"Reporting-UA: {sender}; tests\n"
        f"Final-Recipient: rfc822;{sender}\n"
        f"Original-Message-ID: {message_id(identity, PRACTICE)}\n"
        f"Disposition: automatic-action/MDN-sent-automatically;{disposition}"
    )
    return _report("disposition-notification", fields, sender)


def dsn(identity: str, action: str, sender: str = ADDRESSEE) -> bytes:
    """A delivery status about a transmission."""
    fields = (
        f"Reporting-MTA: dns; {sender.rpartition('@')[2]}\n"
        f"X-Original-Message-ID: {message_id(identity, PRACTICE)}\n"
        f"\nFinal-Recipient: rfc822;{sender}\nAction: {action}\nStatus: 5.1.1"
    )
    return _report("delivery-status", fields, sender)


def sealed(entity: bytes, signer: Identity, reader: x509.Certificate) -> bytes:
    """The same, signed and encrypted, as it comes by mail."""
    outer = EmailMessage()
    outer["From"], outer["To"] = ADDRESSEE, PRACTICE
    head = outer.as_bytes(policy=SMTP).removesuffix(b"\r\n")
    return head + smime.encrypted(smime.signed(entity, signer), reader)


def _report(kind: str, fields: str, sender: str) -> bytes:
    text = f"From: {sender}\nTo: {PRACTICE}\nSubject: About yours\nMIME-Version: 1.0\n"
    text += REPORT.format(kind=kind, fields=fields)
    return b"Content-Type: message/rfc822\r\n\r\n" + text.replace("\n", "\r\n").encode()
