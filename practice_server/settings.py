"""The server's settings: a TOML file, over it `PRACTICE_SERVER_*` of the environment.

A bad setting stops the start with its name and what is expected; a value is never repeated, since
it may be a secret.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, ValidationError, convert, field
from typing_extensions import override

PREFIX = "PRACTICE_SERVER_"
CONFIG_VARIABLE = "PRACTICE_SERVER_CONFIG"
MIB = 1024 * 1024
NOTICE_SUBJECT = "A new message from your dental practice"
NOTICE_BODY = """Your dental practice has written to you. Open Patient Portal to read it.
[URL]

Please do not answer this e-mail: nobody reads the answers.
"""

LISTS = ("trusted_proxies", "direct_crls")
"""Settings of several values, which the environment gives with spaces or commas between."""

LogLevel = Literal["debug", "info", "warning", "error"]

EXPECTED = {
    "host": "the address to listen on, such as 127.0.0.1",
    "port": "a number from 0 to 65535 (0 takes any free port)",
    "workers": "a number of processes from 1 to 64 (more than one needs PostgreSQL)",
    "database": "sqlite:///path/to/file or postgresql+psycopg://user@host/name",
    "blobs": "a folder, or s3://bucket/prefix",
    "feed_key": "a secret of at least 32 characters for the practice's own system",
    "public_address": "https://… as patients type it, or nothing",
    "log_level": "debug, info, warning or error",
    "trusted_proxies": "a list of addresses whose X-Forwarded-For is believed",
    "tls_certificate": "a PEM file with the certificate chain, together with tls_key",
    "tls_key": "a PEM file with the private key, together with tls_certificate",
    "max_blob_mib": "the largest file in MiB, from 1 to 10240",
    "s3_endpoint": "http(s)://… of an S3-compatible store, or nothing for Amazon's",
    "s3_region": "the region of the S3 bucket",
    "access_minutes": "how long an access token lives, from 1 to 60 minutes",
    "smtp_url": "smtp(s)://user:password@host:port of a mail server, or nothing to send no notices",
    "notice_from": "the address that notices come from, together with smtp_url",
    "notice_subject": "the subject of notices",
    "notice_body": "the text of notices; [URL] stands for public_address",
    "direct_address": "the practice's Direct address, or nothing to send none",
    "direct_certificate": "a PEM file with the certificate of direct_address and its issuers",
    "direct_key": "a PEM file with the RSA key of direct_certificate",
    "direct_key_password": "the password of direct_key, if it has one",
    "direct_anchors": "a folder with the certificates of those who vouch for Direct addresses",
    "direct_certificates": "a folder with certificates of Direct addresses, before DNS is asked",
    "direct_resolver": "address or address:port of a DNS server, or nothing for the system's",
    "direct_crls": "a list of paths and http(s):// addresses of lists of revoked certificates",
    "direct_smtp_url": "smtp(s)://… of the mail server for Direct, or nothing for smtp_url",
    "refresh_days": "how long a signed-in device lives without contact, from 1 to 365 days",
}


class BadSetting(Exception):  # noqa: N818 (the name says it)
    """A setting that the server cannot start with; says its name and what is expected."""

    def __init__(self, name: str, why: str) -> None:
        expected = EXPECTED.get(name)
        super().__init__(f"{name}: {why}" + (f"; expected {expected}" if expected else ""))
        self.name = name


class Settings(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Everything that a start needs; `EXPECTED` says what each means. `repr` hides secrets."""

    host: Annotated[str, Meta(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8765
    workers: Annotated[int, Meta(ge=1, le=64)] = 1
    database: Annotated[str, Meta(min_length=1)] = "sqlite:///practice.db"
    blobs: Annotated[str, Meta(min_length=1)] = "blobs"
    feed_key: str
    public_address: str = ""
    log_level: LogLevel = "info"
    trusted_proxies: tuple[str, ...] = ()
    tls_certificate: str = ""
    tls_key: str = ""
    max_blob_mib: Annotated[int, Meta(ge=1, le=10240)] = 1024
    s3_endpoint: str = ""
    s3_region: str = "us-east-1"
    access_minutes: Annotated[int, Meta(ge=1, le=60)] = 15
    refresh_days: Annotated[int, Meta(ge=1, le=365)] = 60
    smtp_url: str = ""
    notice_from: str = ""
    notice_subject: Annotated[str, Meta(min_length=1, pattern=r"^[^\r\n]*$")] = NOTICE_SUBJECT
    notice_body: Annotated[str, Meta(min_length=1)] = NOTICE_BODY
    direct_address: str = ""
    direct_certificate: str = ""
    direct_key: str = ""
    direct_key_password: str = ""
    direct_anchors: str = ""
    direct_certificates: str = ""
    direct_resolver: str = ""
    direct_crls: tuple[str, ...] = ()
    direct_smtp_url: str = ""
    base: Path = field(default_factory=Path.cwd)

    @override
    def __repr__(self) -> str:
        return f"Settings(host={self.host!r}, port={self.port!r}, …)"

    @property
    def database_url(self) -> str:
        """The database's URL; a relative SQLite path starts at the settings file's folder."""
        path = self.database.removeprefix("sqlite:///")
        if path == self.database:
            return self.database
        return f"sqlite:///{self.base / path}"

    @property
    def blobs_url(self) -> str:
        """The blob store: an absolute folder, or the `s3://` URL as it was given."""
        return self.blobs if self.blobs.startswith("s3://") else str(self.base / self.blobs)

    @property
    def max_blob_bytes(self) -> int:
        """The largest blob that the feed may bring, in bytes."""
        return self.max_blob_mib * MIB


def load(path: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of `path` (None: no file) with the environment laid over; raises BadSetting."""
    values: dict[str, Any] = {} if path is None else _read(path)
    for name, text in environment.items():
        if name.startswith(PREFIX) and name != CONFIG_VARIABLE:
            values[_known(name.removeprefix(PREFIX).lower())] = text
    for name in LISTS:
        if isinstance(values.get(name), str):
            values[name] = values[name].replace(",", " ").split()
    if "feed_key" not in values:
        raise BadSetting("feed_key", "is missing")
    base = Path.cwd() if path is None else path.resolve().parent
    settings = _converted(values, base)
    _check(settings)
    return settings


def _read(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSetting("config", f"the file cannot be read ({type(error).__name__})") from error
    except ValueError as error:
        raise BadSetting("config", "the file is not TOML in UTF-8") from error
    return {_known(name): value for name, value in values.items()}


def _known(name: str) -> str:
    if name not in EXPECTED:
        raise BadSetting(name, f"is not a setting; there are {', '.join(EXPECTED)}")
    return name


def _converted(values: Mapping[str, Any], base: Path) -> Settings:
    try:
        return convert({**values, "base": base}, Settings, strict=False)
    except ValidationError as error:
        place = re.search(r"\$\.(\w+)", str(error))
        raise BadSetting(place.group(1) if place else "config", "cannot be used") from None


def _check(settings: Settings) -> None:
    if len(settings.feed_key) < 32:
        raise BadSetting("feed_key", "is too short")
    if not settings.database.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSetting("database", "cannot be used")
    if settings.workers > 1 and settings.database.startswith("sqlite"):
        raise BadSetting("workers", "cannot be used")
    if "://" in settings.blobs and not re.match(r"s3://[^/]+", settings.blobs):
        raise BadSetting("blobs", "cannot be used")
    if settings.s3_endpoint and not re.match(r"https?://.", settings.s3_endpoint):
        raise BadSetting("s3_endpoint", "cannot be used")
    if settings.public_address and not re.match(r"https?://.", settings.public_address):
        raise BadSetting("public_address", "cannot be used")
    _check_mail(settings)
    _check_direct(settings)
    _check_tls(settings)


def _check_mail(settings: Settings) -> None:
    if settings.smtp_url and not re.match(r"smtps?://[^/]", settings.smtp_url):
        raise BadSetting("smtp_url", "cannot be used")
    if settings.smtp_url and not re.fullmatch(r"[^\s@]+@[^\s@]+", settings.notice_from):
        raise BadSetting("notice_from", "cannot be used")


def _check_direct(settings: Settings) -> None:
    """What can be said without reading a file; `transmit.setup` reads them."""
    if not settings.direct_address:
        return
    if not re.fullmatch(r"[^\s@]+@[^\s@]+", settings.direct_address):
        raise BadSetting("direct_address", "cannot be used")
    for name in ("direct_certificate", "direct_key", "direct_anchors"):
        if not getattr(settings, name):
            raise BadSetting(name, "is missing")
    url = settings.direct_smtp_url or settings.smtp_url
    if not re.match(r"smtps?://[^/]", url):
        raise BadSetting("direct_smtp_url", "cannot be used" if url else "is missing")


def _check_tls(settings: Settings) -> None:
    for name in ("tls_certificate", "tls_key"):
        given: str = getattr(settings, name)
        if bool(given) != bool(settings.tls_certificate or settings.tls_key):
            raise BadSetting(name, "is missing")
        if given and not (settings.base / given).is_file():
            raise BadSetting(name, "is not a file")
