"""The practice's address: checked before anything is sent to it (SIGN-1).

Only https, and plain http to this computer itself. What is shown is the ASCII form of the host,
so that a look-alike name in another script cannot pass for the practice's.
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import idna

from desktop.models.trouble import PortalError, Trouble

MAX_LENGTH = 500
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_LABEL = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?<!-)$")
_NUMBER = re.compile(r"^(\d+|0x[0-9a-f]*)$")
_PATH = re.compile(r"^(/[A-Za-z0-9._~-]+)*/?$")
_FORBIDDEN = re.compile(r"[\s\x00-\x20\x7f\\@<>\"'{}|^`%]")
INVITATION = "patientportal"


@dataclass(frozen=True, slots=True)
class Address:
    """A practice server's base URL, without a slash at the end."""

    base: str

    @property
    def host(self) -> str:
        """The host in ASCII, lower case; IPv6 without brackets."""
        return urlsplit(self.base).hostname or ""

    @property
    def loopback(self) -> bool:
        """Whether this is this computer itself."""
        return is_loopback(self.host)

    @property
    def shown(self) -> str:
        """As a person reads it: the scheme only where it is not https."""
        return self.base.removeprefix("https://")

    def url(self, path: str) -> str:
        """The address of a call; `path` begins with a slash."""
        return self.base + path


def parse(text: str) -> Address:
    """What was typed, or an invitation link, as a checked address.

    Raises PortalError: BAD_ADDRESS, or INSECURE_ADDRESS for plain http to another computer.
    """
    parts = _split(text)
    host = _host(parts)
    scheme = parts.scheme
    if scheme == INVITATION:
        scheme = "http" if is_loopback(host) else "https"
    if scheme == "http" and not is_loopback(host):
        raise PortalError(Trouble.INSECURE_ADDRESS)
    port = f":{parts.port}" if parts.port and parts.port != _default_port(scheme) else ""
    shown_host = f"[{host}]" if ":" in host else host
    return Address(f"{scheme}://{shown_host}{port}{_path(parts)}")


def is_loopback(host: str) -> bool:
    """Whether a host is this computer itself, by name or number."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(text: str) -> SplitResult:
    """The parts, with a scheme that we know and a port that can be."""
    text = text.strip()
    if not text or len(text) > MAX_LENGTH or _FORBIDDEN.search(text):
        raise PortalError(Trouble.BAD_ADDRESS)
    known = _SCHEME.match(text)
    try:
        parts = urlsplit(text if known else f"{INVITATION}://{text}")
        port = parts.port
    except ValueError:
        raise PortalError(Trouble.BAD_ADDRESS) from None
    if parts.scheme not in {"https", "http", INVITATION} or port == 0:
        raise PortalError(Trouble.BAD_ADDRESS)
    if parts.scheme != INVITATION and (parts.query or parts.fragment):
        raise PortalError(Trouble.BAD_ADDRESS)
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").removesuffix(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return _name(host)


def _name(host: str) -> str:
    try:
        name = idna.encode(host, uts46=True).decode("ascii").lower()
    except idna.IDNAError:
        raise PortalError(Trouble.BAD_ADDRESS) from None
    labels = name.split(".")
    numeric = _NUMBER.match(labels[-1])  # 999.1.2.3 and 127.0x1 are no names and no addresses
    alone = len(labels) == 1 and name != "localhost"
    if numeric or alone or not all(_LABEL.match(label) for label in labels):
        raise PortalError(Trouble.BAD_ADDRESS)
    return name


def _path(parts: SplitResult) -> str:
    path = parts.path
    if not _PATH.match(path) or {".", ".."} & set(path.split("/")):
        raise PortalError(Trouble.BAD_ADDRESS)
    return path.rstrip("/")


def _default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80
