"""What the settings say about transmission: which ways there are, and who sends in each."""

from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from portal_protocol.transmissions import Way
from practice_server.settings import BadSetting, Settings
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.transmit.certificates import Directory, in_file, in_folder, resolver_at
from practice_server.transmit.direct import Direct, DirectOutlet
from practice_server.transmit.email import EmailOutlet
from practice_server.transmit.revocation import RevocationLists, places_in
from practice_server.transmit.sending import Senders
from practice_server.transmit.smime import Identity
from practice_server.transmit.trust import Trust, belongs_to
from practice_server.visits import practice_of

_UNUSABLE: Final = (OSError, ValueError, TypeError, UnsupportedAlgorithm)


def ways_of(settings: Settings) -> dict[Way, str]:
    """The ways that the practice has set up, each with the address that it sends from."""
    mail = dict.fromkeys((Way.EMAIL, Way.ENCRYPTED_EMAIL), settings.notice_from)
    direct = {Way.DIRECT: settings.direct_address} if settings.direct_address else {}
    return {**(mail if settings.smtp_url else {}), **direct}


def senders_of(settings: Settings, store: Store, direct: Direct | None) -> Senders:
    """Who sends in each of these ways."""
    with store.reading() as connection:
        name = practice_of(connection).name
    ways = ways_of(settings)
    mail = EmailOutlet.of(settings, name)
    senders: Senders = {way: mail for way in ways if way is not Way.DIRECT}
    if direct is None:
        return senders
    url = settings.direct_smtp_url or settings.smtp_url
    return {**senders, Way.DIRECT: DirectOutlet(url, direct, name)}


def direct_of(settings: Settings) -> Direct | None:
    """Who the practice is for Direct; None when it does not use that.

    Raises BadSetting with the name of what cannot be used.
    """
    if not settings.direct_address:
        return None
    lists = RevocationLists(places_in(settings.base, settings.direct_crls))
    return Direct(
        settings.direct_address,
        _identity(settings),
        Trust(_folder(settings, "direct_anchors"), lists),
        _directory(settings),
    )


def _identity(settings: Settings) -> Identity:
    try:
        certificate, *between = in_file(settings.base / settings.direct_certificate)
    except _UNUSABLE:
        raise BadSetting("direct_certificate", "cannot be read") from None
    if not belongs_to(certificate, settings.direct_address):
        raise BadSetting("direct_certificate", "is not that of direct_address")
    if not certificate.not_valid_before_utc <= now() <= certificate.not_valid_after_utc:
        raise BadSetting("direct_certificate", "is not valid today")
    key = _key(settings.base / settings.direct_key, settings.direct_key_password)
    if key.public_key() != certificate.public_key():
        raise BadSetting("direct_key", "is not that of direct_certificate")
    return Identity(certificate, key, tuple(between))


def _key(path: Path, password: str) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password.encode() or None)
    except _UNUSABLE:
        raise BadSetting("direct_key", "cannot be read, or direct_key_password is wrong") from None
    if not isinstance(key, RSAPrivateKey):
        raise BadSetting("direct_key", "is no RSA key")
    return key


def _folder(settings: Settings, name: str) -> list[x509.Certificate]:
    try:
        found = in_folder(settings.base / getattr(settings, name))
    except _UNUSABLE:
        raise BadSetting(name, "cannot be read") from None
    if not found:
        raise BadSetting(name, "holds no certificate")
    return found


def _directory(settings: Settings) -> Directory:
    known = _folder(settings, "direct_certificates") if settings.direct_certificates else []
    try:
        return Directory(known, resolver_at(settings.direct_resolver))
    except ValueError:
        raise BadSetting("direct_resolver", "cannot be used") from None
