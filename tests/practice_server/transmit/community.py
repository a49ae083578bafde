"""A trust community: anchors, certificates for Direct addresses, lists of revoked ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from practice_server.store.columns import now
from practice_server.transmit.smime import Identity

PRACTICE = "portal@direct.harbor.example"
ADDRESSEE = "records@direct.endo.example"
DOMAIN = "direct.endo.example"
YEAR = timedelta(days=365)


@cache
def key(owner: str) -> rsa.RSAPrivateKey:
    """The key of somebody, the same in all tests."""
    assert owner
    return rsa.generate_private_key(65537, 2048)


@dataclass(frozen=True)
class Authority:
    """Who issues certificates; `certificate` is its own."""

    name: str
    certificate: x509.Certificate

    def vouch(
        self,
        address: str = ADDRESSEE,
        *,
        owner: str = "addressee",
        dates: tuple[timedelta, timedelta] = (-YEAR, YEAR),
        encrypts: bool = True,
        signs: bool = True,
        ca: bool = False,
    ) -> x509.Certificate:
        """A certificate bound to an address, or to a domain when it has no `@`."""
        names = x509.RFC822Name(address) if "@" in address else x509.DNSName(address)
        usage = _usage(encrypts=encrypts, signs=signs)
        extensions = [x509.SubjectAlternativeName([names]), usage, x509.BasicConstraints(ca, None)]
        return _made(owner, owner, self.name, self.certificate.subject, extensions, dates)

    def below(self, name: str, length: int | None = None) -> "Authority":
        """An authority for which this one vouches."""
        extensions = [x509.BasicConstraints(ca=True, path_length=length)]
        issuer = self.certificate.subject
        return Authority(name, _made(name, name, self.name, issuer, extensions, (-YEAR, YEAR)))

    def crl(
        self, revoked: Iterable[x509.Certificate] = (), ends: timedelta = YEAR
    ) -> x509.CertificateRevocationList:
        """The list of those that were taken back."""
        at = now()
        builder = x509.CertificateRevocationListBuilder(self.certificate.subject)
        builder = builder.last_update(min(at, at + ends) - YEAR).next_update(at + ends)
        for each in revoked:
            entry = x509.RevokedCertificateBuilder(each.serial_number, at)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(key(self.name), SHA256())


def anchor(name: str = "Anchor") -> Authority:
    """An authority that vouches for itself."""
    extensions = [x509.BasicConstraints(ca=True, path_length=None)]
    return Authority(name, _made(name, name, name, _named(name), extensions, (-YEAR, YEAR)))


def identity(authority: Authority, address: str = PRACTICE, owner: str = "practice") -> Identity:
    """Somebody for whom an authority vouches."""
    return Identity(authority.vouch(address, owner=owner), key(owner))


def pem(*certificates: x509.Certificate) -> bytes:
    """Certificates as files hold them."""
    return b"".join(each.public_bytes(Encoding.PEM) for each in certificates)


def key_pem(owner: str) -> bytes:
    """A key as a file holds it."""
    return key(owner).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _usage(*, encrypts: bool, signs: bool) -> x509.KeyUsage:
    others = ("content_commitment", "data_encipherment", "key_agreement", "key_cert_sign")
    return x509.KeyUsage(
        digital_signature=signs,
        key_encipherment=encrypts,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
        **dict.fromkeys(others, False),
    )


def _made(
    owner: str,
    name: str,
    signer: str,
    issuer: x509.Name,
    extensions: Iterable[x509.ExtensionType],
    dates: tuple[timedelta, timedelta],
) -> x509.Certificate:
    at: datetime = now()
    builder = x509.CertificateBuilder(
        issuer, _named(name), key(owner).public_key(), x509.random_serial_number()
    )
    builder = builder.not_valid_before(at + dates[0]).not_valid_after(at + dates[1])
    for each in extensions:
        builder = builder.add_extension(each, critical=False)
    return builder.sign(key(signer), SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
