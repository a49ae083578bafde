"""Getting in: online with the practice, offline with the saved copy, by the keyring (SIGN, OFF).

Everything here takes as long as Argon2id and the network do: it runs in a lane.
"""

import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from desktop.models.trouble import DESTROYS_COPY, PortalError, Trouble
from desktop.models.vault import meta
from desktop.models.vault.errors import VaultDamaged, VaultError
from desktop.models.vault.folder import Header, VaultFolder
from desktop.models.vault.key import VaultKey, WrongPassword, unwrap, wrap
from desktop.models.vault.rescue import Rescued, rescue
from desktop.models.vault.vault import Vault
from desktop.services.addresses import Address, parse
from desktop.services.client import Client
from desktop.services.keyring import KeptKey, Keyring
from desktop.services.live import Live
from desktop.services.tries import Tries
from portal_protocol.session import Device, Session, SignIn

OWNER = "session.owner"
PROGRAM = "Patient Portal"


class Owner(Struct, frozen=True):
    """Whose copy a vault is; a user name that was given to somebody else does not open it."""

    login: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody whom the practice let in, before the copy on this computer is open."""

    client: Client = field(repr=False)
    session: Session = field(repr=False)
    folder: VaultFolder
    password: str = field(repr=False)
    remember: bool
    keep: bool
    key: VaultKey | None = field(default=None, repr=False)  # of the copy, if only that is known


class CopyCannotOpen(PortalError):  # noqa: N818 - a situation, not a fault
    """The practice let the patient in, but the copy on this computer does not open.

    PASSWORD_CHANGED: its old password opens it (`Door.finish_with_old`), which rescues actions
    that wait; VAULT_DAMAGED: nothing does, but `rescued` tells that all that waits is taken over.
    `Door.finish_anew` fetches a new copy, `Door.abandon` goes back.
    """

    def __init__(self, trouble: Trouble, arrival: Arrival, *, rescued: bool = False) -> None:
        super().__init__(trouble)
        self.arrival = arrival
        self.rescued = rescued


@dataclass(frozen=True, slots=True)
class Door:
    """The ways in. `root` holds the saved copies; `forbidden_thread` never touches a vault.

    `look` reads what is shown first: a copy in which it cannot be read is damaged.
    """

    root: Path
    keyring: Keyring = field(default_factory=Keyring)
    forbidden_thread: int | None = None
    client_for: Callable[[Address], Client] = Client
    look: Callable[[Connection], object] = lambda _connection: None

    def sign_in(
        self, client: Client, user_name: str, password: str, *, remember: bool, keep: bool
    ) -> Live:
        """Sign in at the practice and open the copy with the same password, or make one.

        Raises PortalError, among them `CopyCannotOpen` (OFF-5), and the vault's errors. A copy
        that the practice took the right to away is destroyed (SIGN-16).
        """
        request = SignIn(user_name=user_name, password=password, device=this_device())
        try:
            session = client.sign_in(request)
        except PortalError as error:
            if error.trouble in DESTROYS_COPY:
                self._destroy(VaultFolder.for_login(self.root, client.address.base, user_name))
            raise
        folder = VaultFolder.for_login(self.root, client.address.base, session.user_name)
        arrival = Arrival(client, session, folder, password, remember, keep)
        try:
            return self._entered(arrival) if folder.exists() else self._anew(arrival)
        except VaultError:  # nobody will use this session
            self.abandon(arrival)
            raise

    def finish_with_old(self, arrival: Arrival, old_password: str) -> Live:
        """Open the copy with the password that it still has, and give it the new one (OFF-5).

        Raises WRONG_PASSWORD, TOO_MANY_TRIES.
        """
        key = self._key_by(arrival.folder, old_password)
        return self._opened(arrival, key, rewrap=True)

    def finish_anew(self, arrival: Arrival) -> Live:
        """Begin a new copy in the place of the one that does not open.

        What waits in that one is taken over if its key is known and it can be read (OFF-6).
        """
        if arrival.key is not None:
            found = rescue(arrival.folder, arrival.key)
            if owned_by(found, arrival.session.login):
                return self._renewed(arrival, arrival.key, found)
        arrival.folder.destroy()
        return self._anew(arrival)

    def _renewed(self, arrival: Arrival, key: VaultKey, found: Rescued) -> Live:
        vault = Vault.renew(arrival.folder, key, found, forbidden_thread=self.forbidden_thread)
        arrival.folder.write_header(_header(arrival, key))
        return self._settled(arrival, vault, key)

    def abandon(self, arrival: Arrival) -> str:
        """End the session of somebody who did not go on; the end token if that must wait."""
        waits = end_sessions(arrival.client, [arrival.session.end])
        arrival.client.close()
        return next(iter(waits), "")

    def open_saved(self, folder: Path, password: str) -> Live:
        """Open a saved copy, with no network (OFF-1, SIGN-14).

        Raises WRONG_PASSWORD, TOO_MANY_TRIES (both with the seconds to wait) and the vault's
        errors.
        """
        place = VaultFolder(folder)
        header = place.header()
        key = self._key_by(place, password)
        return self._live(self._vault(place, key), parse(header.practice))

    def resume(self, folder: Path) -> Live | None:
        """Open the copy whose key is in the keyring; None when there is no such key any more."""
        place = VaultFolder(folder)
        key = self._kept_key(place)
        if key is None or not place.exists():
            return None
        header = place.header()
        return self._live(self._vault(place, key), parse(header.practice))

    def _entered(self, arrival: Arrival) -> Live:
        """Open what is there with the new password, or with the key in the keyring (OFF-5)."""
        try:
            header = arrival.folder.header()
        except VaultDamaged:
            return self._by_kept_key(arrival, Trouble.VAULT_DAMAGED)
        try:
            key = unwrap(header.wrapped, arrival.password)
        except WrongPassword:
            return self._by_kept_key(arrival, Trouble.PASSWORD_CHANGED)
        return self._opened(arrival, key, rewrap=False)

    def _by_kept_key(self, arrival: Arrival, otherwise: Trouble) -> Live:
        key = self._kept_key(arrival.folder)
        if key is None:
            raise CopyCannotOpen(otherwise, arrival)
        try:
            return self._opened(arrival, key, rewrap=True)
        except CopyCannotOpen as error:  # damaged, or the key of an earlier copy
            raise error if error.rescued else CopyCannotOpen(otherwise, arrival) from None

    def _opened(self, arrival: Arrival, key: VaultKey, *, rewrap: bool) -> Live:
        if not arrival.folder.has_data():  # what made it was stopped before anything was in it
            return self._anew(arrival)
        try:
            vault, owner = self._looked_at(arrival.folder, key)
        except VaultDamaged:
            known = replace(arrival, key=key)
            whole = rescue(arrival.folder, key).whole
            raise CopyCannotOpen(Trouble.VAULT_DAMAGED, known, rescued=whole) from None
        if owner is not None and owner.login != arrival.session.login:
            vault.destroy()
            return self._anew(arrival)
        self._write_header(arrival, key, rewrap=rewrap)
        Tries(arrival.folder.path).clear()
        return self._settled(arrival, vault, key)

    def _looked_at(self, folder: VaultFolder, key: VaultKey) -> tuple[Vault, Owner | None]:
        """The vault, once what is shown first can be read in it."""
        vault = self._vault(folder, key)
        try:
            with vault.reading() as connection:
                self.look(connection)
                return vault, meta.get(connection, OWNER, Owner)
        except BaseException:
            vault.close()
            raise

    def _write_header(self, arrival: Arrival, key: VaultKey, *, rewrap: bool) -> None:
        try:
            header = arrival.folder.header()
        except VaultDamaged:
            header = _header(arrival, key)
        wrapped = wrap(key, arrival.password) if rewrap else header.wrapped
        name = arrival.session.user_name if arrival.remember else None
        changed = msgspec.structs.replace(header, wrapped=wrapped, user_name=name)
        if rewrap or changed != header:
            arrival.folder.write_header(changed)

    def _anew(self, arrival: Arrival) -> Live:
        """A new copy; its header first, so that what a crash leaves is known to be nobody's."""
        key = VaultKey.new()
        arrival.folder.write_header(_header(arrival, key))
        vault = Vault.create(arrival.folder, key, forbidden_thread=self.forbidden_thread)
        return self._settled(arrival, vault, key)

    def _settled(self, arrival: Arrival, vault: Vault, key: VaultKey) -> Live:
        """Note whose copy it is and keep the session; the key in the keyring only when asked."""
        kept = KeptKey(self.keyring, arrival.folder.path)
        if not (arrival.keep and kept.store(key.to_bytes())):
            kept.drop()
        with vault.writing() as connection:
            meta.put(connection, OWNER, Owner(arrival.session.login))
        waiting = self.client_for(arrival.client.address)
        live = Live(vault, arrival.client, waiting, self.keyring)
        live.keep(arrival.session)
        return live

    def _live(self, vault: Vault, address: Address) -> Live:
        return Live(vault, self.client_for(address), self.client_for(address), self.keyring)

    def _vault(self, folder: VaultFolder, key: VaultKey) -> Vault:
        return Vault.open(folder, key, forbidden_thread=self.forbidden_thread)

    def _key_by(self, folder: VaultFolder, password: str) -> VaultKey:
        header = folder.header()
        tries = Tries(folder.path)
        tries.begin()
        try:
            key = unwrap(header.wrapped, password)
        except WrongPassword:
            seconds = tries.seconds_left() or None
            raise PortalError(Trouble.WRONG_PASSWORD, retry_after=seconds) from None
        tries.clear()
        return key

    def _destroy(self, folder: VaultFolder) -> None:
        KeptKey(self.keyring, folder.path).drop()
        folder.destroy()

    def _kept_key(self, folder: VaultFolder) -> VaultKey | None:
        secret = KeptKey(self.keyring, folder.path).load()
        try:
            return VaultKey.from_bytes(secret) if secret else None
        except ValueError:
            return None


def owned_by(found: Rescued, login: str) -> bool:
    """Whether what was rescued is this login's, as far as can be read."""
    owner = found.notes.get(OWNER)
    return owner is None or msgspec.json.decode(owner, type=Owner).login == login


def _header(arrival: Arrival, key: VaultKey) -> Header:
    return Header(
        wrapped=wrap(key, arrival.password),
        practice=arrival.client.address.base,
        user_name=arrival.session.user_name if arrival.remember else None,
        saved_at=datetime.now(UTC),
    )


def end_sessions(client: Client, tokens: Iterable[str]) -> tuple[str, ...]:
    """End sessions at the practice; returns the tokens that must wait for the next contact
    (SIGN-13). One that the practice refuses for good is dropped."""
    waiting = []
    for token in tokens:
        try:
            client.end(token)
        except PortalError as error:
            if error.no_contact or error.trouble in {Trouble.BUSY, Trouble.SERVER_FAULT}:
                waiting.append(token)
    return tuple(waiting)


def this_device() -> Device:
    """How this computer names itself to the practice."""
    system = f"{platform.system()} {platform.release()}".strip()
    return Device(name=platform.node()[:100], system=system[:50], program=PROGRAM)
