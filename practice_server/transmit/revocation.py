"""Lists of revoked certificates, from files and addresses in the settings."""

import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509

from portal_protocol.transmissions import Undelivered
from practice_server.store.columns import now

TIMEOUT: Final = 10
FETCHED_EVERY: Final = timedelta(hours=1)
MOST_BYTES: Final = 20 * 1024 * 1024


@dataclass
class RevocationLists:
    """The lists of these places, each a path or an `http(s)://` address; read anew every hour.

    One that cannot be read leaves unknown what it would say, of whomever it may be: nothing is sent
    on the strength of a certificate then. Nor on that of a list that is out of date.
    """

    places: tuple[str, ...] = ()
    _read: list[x509.CertificateRevocationList] = field(default_factory=list)
    _missing: bool = False
    _read_at: datetime | None = None

    def why_not(
        self, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime
    ) -> Undelivered | None:
        """As `Revocations` says."""
        self._refresh()
        mine = [each for each in self._read if _is_of(each, issuer)]
        for each in mine:
            if each.get_revoked_certificate_by_serial_number(certificate.serial_number):
                return Undelivered.CERTIFICATE_REVOKED
        current = any(_is_current(each, at) for each in mine)
        unknown = not current if mine else self._missing
        return Undelivered.REVOCATION_UNKNOWN if unknown else None

    def _refresh(self) -> None:
        if self._read_at is not None and now() - self._read_at < FETCHED_EVERY:
            return
        found = [_loaded(each) for each in self.places]
        self._read = [each for each in found if each is not None]
        self._missing = len(self._read) < len(found)
        # what is missing is looked for again at once
        self._read_at = None if self._missing else now()


def _loaded(place: str) -> x509.CertificateRevocationList | None:
    with suppress(OSError, ValueError):
        data = _bytes(place)
        if data.startswith(b"-----"):
            return x509.load_pem_x509_crl(data)
        return x509.load_der_x509_crl(data)
    return None


def _bytes(place: str) -> bytes:
    if not place.startswith(("http://", "https://")):
        return Path(place).read_bytes()
    with urllib.request.urlopen(place, timeout=TIMEOUT) as answer:  # noqa: S310 (the scheme is one of two)
        data: bytes = answer.read(MOST_BYTES)
    return data


def _is_of(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    """Whether this issuer, and nobody else, made the list."""
    if crl.issuer != issuer.subject:
        return False
    key = issuer.public_key()
    with suppress(TypeError, ValueError):
        return crl.is_signature_valid(key)  # type: ignore[arg-type]  # TypeError for other keys
    return False


def _is_current(crl: x509.CertificateRevocationList, at: datetime) -> bool:
    ends = crl.next_update_utc
    return crl.last_update_utc <= at and (ends is None or at <= ends)


def places_in(base: Path, places: Iterable[str]) -> tuple[str, ...]:
    """The places with paths that start at `base`."""
    return tuple(
        each if each.startswith(("http://", "https://")) else str(base / each) for each in places
    )
