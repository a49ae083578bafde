"""Messages signed and then encrypted (RFC 8551), as Direct wants them; and read again."""

import base64
import re
import secrets
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from practice_server.transmit.cms import BadMessage, PrivateKey, Signatures, opened, signatures

ENVELOPED: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_LINE: Final = 76


@dataclass(frozen=True)
class Identity:
    """Who signs and reads: a certificate, its key, and what is between it and an anchor."""

    certificate: x509.Certificate
    key: PrivateKey = field(repr=False)
    between: tuple[x509.Certificate, ...] = ()


@dataclass(frozen=True)
class Opened:
    """The content of a message, and who signed it."""

    content: EmailMessage
    signatures: Signatures


def signed(entity: bytes, signer: Identity) -> bytes:
    """A MIME entity with lines that end in CRLF, and beside it its signature in SHA-256."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(entity)
    builder = builder.add_signer(signer.certificate, signer.key, SHA256())
    for each in signer.between:
        builder = builder.add_certificate(each)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    signature = _base64(builder.sign(Encoding.DER, options))
    boundary = secrets.token_hex(16).encode()
    return b"\r\n".join(
        [
            b'Content-Type: multipart/signed; protocol="application/pkcs7-signature";',
            b' micalg=sha-256; boundary="' + boundary + b'"',
            b"",
            b"--" + boundary,
            entity,
            b"--" + boundary,
            b'Content-Type: application/pkcs7-signature; name="smime.p7s"',
            b"Content-Transfer-Encoding: base64",
            b'Content-Disposition: attachment; filename="smime.p7s"',
            b"",
            signature,
            b"--" + boundary + b"--",
            b"",
        ]
    )


def encrypted(entity: bytes, addressee: x509.Certificate) -> bytes:
    """A MIME entity that holds this one in AES-256; raises TypeError for a key that is not RSA."""
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(entity).add_recipient(addressee)
    builder = builder.set_content_encryption_algorithm(algorithms.AES256)
    envelope = builder.encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])
    return b"\r\n".join(
        [
            b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
            b"Content-Transfer-Encoding: base64",
            b'Content-Disposition: attachment; filename="smime.p7m"',
            b"",
            _base64(envelope),
            b"",
        ]
    )


def read(message: bytes, mine: Identity) -> Opened:
    """The content of a message that was signed and encrypted for us, unwrapped.

    Raises BadMessage for any other, and when the signature does not hold.
    """
    outer = message_from_bytes(message)
    if outer.get_content_type() not in ENVELOPED:
        raise BadMessage("the message is not encrypted")
    inside = opened(_payload(outer), mine.certificate, mine.key)
    entity, signature = _halves(inside)
    found = signatures(signature, entity)
    content: object = message_from_bytes(entity, policy=SMTP)
    if isinstance(content, EmailMessage) and content.get_content_type() == "message/rfc822":
        content = content.get_payload(0)
    if not isinstance(content, EmailMessage):
        raise BadMessage("the message cannot be read")
    return Opened(content, found)


def _halves(entity: bytes) -> tuple[bytes, bytes]:
    """What was signed, byte for byte, and its signature; raises BadMessage."""
    message = message_from_bytes(entity)
    boundary = message.get_boundary()
    if message.get_content_type() != "multipart/signed" or not boundary:
        raise BadMessage("the message is not signed")
    mark = rb"\r?\n--" + re.escape(boundary.encode()) + rb"(?:--)?[ \t]*(?:\r?\n|\Z)"
    pieces = re.split(mark, b"\r\n" + entity)
    if len(pieces) < 3:
        raise BadMessage("the signature is not there")
    return _with_line_ends(pieces[1]), _payload(message_from_bytes(pieces[2]))


def _with_line_ends(entity: bytes) -> bytes:
    """As it was signed: with CRLF, whatever a mail server made of it."""
    return re.sub(rb"\r?\n", b"\r\n", entity)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise BadMessage("the message cannot be read")
    return payload


def _base64(data: bytes) -> bytes:
    text = base64.b64encode(data)
    return b"\r\n".join(text[at : at + _LINE] for at in range(0, len(text), _LINE))
