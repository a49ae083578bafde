"""Whether a certificate may be used for a Direct address: whose, when, what for, who vouches."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import pairwise
from typing import Final, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from portal_protocol.transmissions import Undelivered

_LONGEST_CHAIN: Final = 5


class Use(Enum):
    """What a certificate is wanted for."""

    ENCRYPT = "key_encipherment"
    SIGN = "digital_signature"


class Revocations(Protocol):
    """Lists of certificates that were taken back."""

    def why_not(
        self, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime
    ) -> Undelivered | None:
        """Why a certificate of this issuer cannot be used; None when nothing speaks against it."""


@dataclass(frozen=True)
class Trust:
    """Whom the practice trusts to vouch for addresses, and what they took back."""

    anchors: Sequence[x509.Certificate]
    revocations: Revocations

    def why_not(
        self,
        certificate: x509.Certificate,
        address: str,
        use: Use,
        at: datetime,
        between: Iterable[x509.Certificate] = (),
    ) -> Undelivered | None:
        """Why this certificate cannot be used for that; None when it can."""
        if not belongs_to(certificate, address):
            return Undelivered.CERTIFICATE_ADDRESS
        if not _is_valid(certificate, at):
            return Undelivered.CERTIFICATE_EXPIRED
        if _is_authority(certificate) or not _allows(certificate, use):
            return Undelivered.CERTIFICATE_USAGE
        chain = self._chain(certificate, tuple(between), at)
        if chain is None:
            return Undelivered.CERTIFICATE_UNTRUSTED
        for each, issuer in pairwise(chain):
            reason = self.revocations.why_not(each, issuer, at)
            if reason is not None:
                return reason
        return None

    def _chain(
        self, certificate: x509.Certificate, between: Sequence[x509.Certificate], at: datetime
    ) -> list[x509.Certificate] | None:
        """From the certificate to an anchor; None when there is no way."""
        waiting = [[certificate]]
        while waiting:
            chain = waiting.pop()
            issuers = [
                each
                for each in (*self.anchors, *between)
                if each not in chain and _issued(chain[-1], each, len(chain) - 1, at)
            ]
            for each in issuers:
                if each in self.anchors:
                    return [*chain, each]
            if len(chain) < _LONGEST_CHAIN:
                waiting += [[*chain, each] for each in issuers]
        return None


def belongs_to(certificate: x509.Certificate, address: str) -> bool:
    """Whether it is bound to the address, or to all of its domain."""
    with suppress(x509.ExtensionNotFound, ValueError):
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        mails = {each.casefold() for each in names.get_values_for_type(x509.RFC822Name)}
        domains = {each.casefold() for each in names.get_values_for_type(x509.DNSName)}
        folded = address.casefold()
        return folded in mails or folded.rpartition("@")[2] in domains
    return False


def _issued(
    certificate: x509.Certificate, issuer: x509.Certificate, below: int, at: datetime
) -> bool:
    """Whether this one issued that, and may have; `below` is how many authorities are between."""
    if certificate.issuer != issuer.subject or not _is_valid(issuer, at):
        return False
    basic = _basic(issuer)
    if basic is None or not basic.ca:
        return False
    if basic.path_length is not None and basic.path_length < below:
        return False
    usage = _usage(issuer)
    if usage is not None and not usage.key_cert_sign:
        return False
    with suppress(InvalidSignature, TypeError, ValueError):
        certificate.verify_directly_issued_by(issuer)
        return True
    return False


def _is_valid(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _is_authority(certificate: x509.Certificate) -> bool:
    basic = _basic(certificate)
    return basic is not None and basic.ca


def _allows(certificate: x509.Certificate, use: Use) -> bool:
    usage = _usage(certificate)
    return usage is None or bool(getattr(usage, use.value))


def _basic(certificate: x509.Certificate) -> x509.BasicConstraints | None:
    with suppress(x509.ExtensionNotFound):
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    return None


def _usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    with suppress(x509.ExtensionNotFound):
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    return None
