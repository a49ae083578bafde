"""The demo's trust community for Direct: the practice and Dr. Chen, with keys made for one run."""

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from practice_server.demo.transmissions import CHEN
from practice_server.store.columns import now
from practice_server.transmit import smime
from practice_server.transmit.smime import Identity

PRACTICE: Final = "records@direct.harborfamilydental.example"
_VALID: Final = timedelta(days=30)
_CONFIRMATION: Final = """From: {sender}
To: {reader}
Subject: Processed
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="part"

--part
Content-Type: text/plain

Your message was taken.
--part
Content-Type: message/disposition-notification

Reporting-UA: demo
Final-Recipient: rfc822;{sender}
Original-Message-ID: {about}
Disposition: automatic-action/MDN-sent-automatically;processed

--part--
"""


@dataclass(frozen=True)
class Community:
    """Who takes part; `anchor` vouches for both."""

    anchor: x509.Certificate
    practice: Identity
    chen: Identity

    def write(self, folder: Path) -> str:
        """Write the practice's files into a folder; the lines of its settings."""
        for name in ("anchors", "known"):
            (folder / name).mkdir(parents=True)
        (folder / "anchors" / "anchor.pem").write_bytes(_pem(self.anchor))
        (folder / "known" / "chen.pem").write_bytes(_pem(self.chen.certificate))
        (folder / "practice.pem").write_bytes(_pem(self.practice.certificate))
        key = self.practice.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "key.pem").write_bytes(key)
        places = {
            "direct_address": PRACTICE,
            "direct_certificate": f"{folder.name}/practice.pem",
            "direct_key": f"{folder.name}/key.pem",
            "direct_anchors": f"{folder.name}/anchors",
            "direct_certificates": f"{folder.name}/known",
        }
        return "".join(f'{name} = "{value}"\n' for name, value in places.items())

    def answer(self, message: bytes) -> bytes:
        """What Dr. Chen's side answers; raises BadMessage for what was not meant for it."""
        about = smime.read(message, self.chen).content["Message-ID"]
        text = _CONFIRMATION.format(sender=CHEN, reader=PRACTICE, about=about)
        wrapped = f"Content-Type: message/rfc822\n\n{text}".replace("\n", "\r\n").encode()
        outer = EmailMessage()
        outer["From"], outer["To"] = CHEN, PRACTICE
        head = outer.as_bytes(policy=SMTP).removesuffix(b"\r\n")
        sealed = smime.encrypted(smime.signed(wrapped, self.chen), self.practice.certificate)
        return head + sealed


def community() -> Community:
    """A new one."""
    anchor_key = _key()
    anchor = _certificate("Demo community", anchor_key, anchor_key, None)
    made = []
    for address in (PRACTICE, CHEN):
        key = _key()
        made.append(Identity(_certificate(address, key, anchor_key, anchor), key))
    return Community(anchor, *made)


def _certificate(
    name: str, key: rsa.RSAPrivateKey, signer: rsa.RSAPrivateKey, issuer: x509.Certificate | None
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    at, by = now(), issuer.subject if issuer else subject
    builder = x509.CertificateBuilder(by, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(at - _VALID).not_valid_after(at + _VALID)
    basic = x509.BasicConstraints(ca=issuer is None, path_length=None)
    builder = builder.add_extension(basic, critical=True)
    if issuer is not None:
        names = x509.SubjectAlternativeName([x509.RFC822Name(name)])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(signer, SHA256())


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)
