"""Finding the certificate of a Direct address: in a folder, else in DNS (RFC 4398)."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import dns.exception
import dns.resolver
from cryptography import x509
from dns.rdtypes.ANY.CERT import CERT

from practice_server.transmit.trust import belongs_to

LOOKED_FOR: Final = 15
"""Seconds for one question to DNS."""
_PKIX: Final = 1
DNS_PORT: Final = 53


class Unreachable(OSError):  # noqa: N818 (the name says it)
    """DNS gave no answer; to be asked again later."""


@dataclass(frozen=True)
class Directory:
    """Certificates of addressees: `known` ones, then what DNS says, asked at `resolver`."""

    known: Sequence[x509.Certificate] = ()
    resolver: dns.resolver.Resolver | None = field(default=None, repr=False)

    def of(self, address: str) -> list[x509.Certificate]:
        """Those that may be the address's, best first; raises Unreachable.

        Those of the address itself come before those of its domain.
        """
        mine = [each for each in self.known if belongs_to(each, address)]
        if mine or self.resolver is None:
            return mine
        user, _, domain = address.rpartition("@")
        for name in (f"{user}.{domain}", domain):
            found = list(self._asked(name))
            if found:
                return sorted(found, key=lambda each: not belongs_to(each, address))
        return []

    def _asked(self, name: str) -> Iterator[x509.Certificate]:
        assert self.resolver is not None  # noqa: S101 (the caller has looked)
        try:
            answer = self.resolver.resolve(name, "CERT", search=False, lifetime=LOOKED_FOR)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return
        except (dns.exception.DNSException, OSError) as error:
            if isinstance(error, dns.exception.SyntaxError):
                return  # no name of DNS
            raise Unreachable(type(error).__name__) from None
        for each in answer:
            if isinstance(each, CERT) and each.certificate_type == _PKIX:
                with suppress(ValueError):  # somebody's mistake is no certificate
                    yield x509.load_der_x509_certificate(each.certificate)


def resolver_at(place: str) -> dns.resolver.Resolver:
    """The system's resolver, or the one at `address` or `address:port`; raises ValueError."""
    if not place:
        return dns.resolver.Resolver()
    host, _, port = place.partition(":")
    made = dns.resolver.Resolver(configure=False)
    made.nameservers = [host]
    made.port = int(port) if port else DNS_PORT
    return made


def in_folder(folder: Path) -> list[x509.Certificate]:
    """The certificates in a folder, PEM or DER; raises OSError and ValueError for what is none."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            found += in_file(path)
    return found


def in_file(path: Path) -> list[x509.Certificate]:
    """The certificates in a file, in its order; raises OSError and ValueError."""
    data = path.read_bytes()
    if b"-----BEGIN" in data:
        return x509.load_pem_x509_certificates(data)
    return [x509.load_der_x509_certificate(data)]
