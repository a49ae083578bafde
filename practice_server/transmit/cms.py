"""Cryptographic messages (RFC 5652), as far as Direct needs them: opening them, and who signed.

`cryptography` makes them and opens envelopes in DER. It checks no signatures; that is done here.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from practice_server.transmit import ber
from practice_server.transmit.ber import BadEncoding, Value

SIGNED: Final = bytes.fromhex("2a864886f70d010702")
MESSAGE_DIGEST: Final = bytes.fromhex("2a864886f70d010904")
HASHES: Final = {
    bytes.fromhex("608648016503040201"): hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}
"""Digests that are strong enough, by the content of their object identifiers."""
_IMPLICIT: Final = 0xA0
_OCTETS_OF_CONTEXT: Final = 0x80
PrivateKey = rsa.RSAPrivateKey


class BadMessage(Exception):  # noqa: N818 (the name says it)
    """A cryptographic message that cannot be opened, or whose signature does not hold."""


class _Signer(NamedTuple):
    named: Value
    hash_oid: bytes
    attributes: Value
    signature: bytes


def opened(data: bytes, certificate: x509.Certificate, key: PrivateKey) -> bytes:
    """The content of an envelope for this certificate; raises BadMessage."""
    try:
        envelope = _in_one_piece(ber.read(data))
        return pkcs7.pkcs7_decrypt_der(envelope, certificate, key, [])
    except (ValueError, IndexError, UnsupportedAlgorithm):
        raise BadMessage("the envelope cannot be opened") from None


class Signatures(NamedTuple):
    """The certificates of all who signed, and every certificate that came with them."""

    signers: list[x509.Certificate]
    certificates: list[x509.Certificate]


def signatures(data: bytes, content: bytes) -> Signatures:
    """Who signed this content, which is beside the signature.

    Raises BadMessage when nobody did, or when one of the signatures does not hold. That the
    certificates can be trusted is not looked at.
    """
    try:
        certificates, found = _signed(data)
        if not found:
            raise BadMessage("nobody signed")
        signers = [_checked(each, certificates, content) for each in found]
    except (BadEncoding, ValueError, IndexError):
        raise BadMessage("the signature cannot be read") from None
    return Signatures(signers, certificates)


def _signed(data: bytes) -> tuple[list[x509.Certificate], list[_Signer]]:
    kind, inner = ber.read(data).parts()
    if kind.content != SIGNED:
        raise BadEncoding("nothing signed")
    _version, _hashes, _content, *rest = inner.parts()[0].parts()
    certificates = [
        x509.load_der_x509_certificate(each.der)
        for group in rest
        if group.tag == _IMPLICIT
        for each in group.parts()
        if each.tag == ber.SEQUENCE
    ]
    return certificates, [_signer(each) for each in rest[-1].parts()]


def _signer(value: Value) -> _Signer:
    _version, named, hashed, *rest = value.parts()
    if rest[0].tag != _IMPLICIT:
        raise BadMessage("the signature has no attributes")
    attributes, _algorithm, signature = rest[:3]
    # the signature is over the attributes as a set of their own (RFC 5652, 5.4)
    return _Signer(
        named, hashed.parts()[0].content, Value(ber.SET, attributes.content), signature.content
    )


def _checked(
    signer: _Signer, certificates: Iterable[x509.Certificate], content: bytes
) -> x509.Certificate:
    algorithm = HASHES.get(signer.hash_oid)
    certificate = next((each for each in certificates if _names(signer.named, each)), None)
    if algorithm is None or certificate is None:
        raise BadMessage("the signature is too weak, or its certificate is not there")
    digest = hashes.Hash(algorithm)
    digest.update(content)
    if _message_digest(signer.attributes) != digest.finalize():
        raise BadMessage("the content is not what was signed")
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signer.signature, signer.attributes.der, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signer.signature, signer.attributes.der, ec.ECDSA(algorithm))
        else:
            raise BadMessage("a signature of an unknown kind")
    except InvalidSignature:
        raise BadMessage("the signature does not hold") from None
    return certificate


def _names(named: Value, certificate: x509.Certificate) -> bool:
    """Whether a signer is named by this certificate's issuer and number, or by its key's id."""
    if named.tag != ber.SEQUENCE:
        try:
            found = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
        except x509.ExtensionNotFound:
            return False
        return found.value.digest == named.content
    issuer, number = named.parts()
    same_number = int.from_bytes(number.content, signed=True) == certificate.serial_number
    return same_number and issuer.der == certificate.issuer.public_bytes()


def _message_digest(attributes: Value) -> bytes:
    for each in attributes.parts():
        name, values = each.parts()
        if name.content == MESSAGE_DIGEST:
            return values.parts()[0].content
    raise BadMessage("the signature has no digest")


def _in_one_piece(message: Value) -> bytes:
    """The envelope with its content as one value: mail programs cut it in pieces."""
    kind, inner = message.parts()
    *head, encrypted = inner.parts()[0].parts()
    what, algorithm, content = encrypted.parts()
    if content.tag == _IMPLICIT:
        joined = b"".join(each.content for each in content.parts())
        content = Value(_OCTETS_OF_CONTEXT, joined)
    encrypted = _sequence(what, algorithm, content)
    body = Value(_IMPLICIT, _sequence(*head, encrypted).der)
    return _sequence(kind, body).der


def _sequence(*parts: Value) -> Value:
    return Value(ber.SEQUENCE, b"".join(each.der for each in parts))
