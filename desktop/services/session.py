"""Getting in: online with the practice, offline with the saved copy, by the keyring (SIGN, OFF).

Everything here takes as long as Argon2id and the network do: it runs in a lane.
"""

import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from desktop.models.trouble import DESTROYS_COPY, PortalError, Trouble
from desktop.models.vault import meta
from desktop.models.vault.errors import VaultDamaged, VaultError
from desktop.models.vault.folder import Header, VaultFolder
from desktop.models.vault.key import VaultKey, WrongPassword, unwrap, wrap
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


class CopyCannotOpen(PortalError):  # noqa: N818 - a situation, not a fault
    """The practice let the patient in, but the copy on this computer does not open.

    PASSWORD_CHANGED: its old password opens it (`Door.finish_with_old`), which rescues actions
    that wait; VAULT_DAMAGED: nothing does. `Door.finish_anew` fetches a new copy, `Door.abandon`
    goes back.
    """

    def __init__(self, trouble: Trouble, arrival: Arrival) -> None:
        super().__init__(trouble)
        self.arrival = arrival


@dataclass(frozen=True, slots=True)
class Door:
    """The ways in. `root` holds the saved copies; `forbidden_thread` never touches a vault."""

    root: Path
    keyring: Keyring = field(default_factory=Keyring)
    forbidden_thread: int | None = None
    client_for: Callable[[Address], Client] = Client

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
        """Remove the copy that does not open, with what waits in it, and begin a new one."""
        arrival.folder.destroy()
        return self._anew(arrival)

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
            raise CopyCannotOpen(Trouble.VAULT_DAMAGED, arrival) from None
        try:
            key, rewrap = unwrap(header.wrapped, arrival.password), False
        except WrongPassword:
            kept = self._kept_key(arrival.folder)
            if kept is None:
                raise CopyCannotOpen(Trouble.PASSWORD_CHANGED, arrival) from None
            key, rewrap = kept, True
        return self._opened(arrival, key, rewrap=rewrap)

    def _opened(self, arrival: Arrival, key: VaultKey, *, rewrap: bool) -> Live:
        try:
            vault = self._vault(arrival.folder, key)
        except VaultDamaged:
            trouble = Trouble.PASSWORD_CHANGED if rewrap else Trouble.VAULT_DAMAGED
            raise CopyCannotOpen(trouble, arrival) from None
        with vault.reading() as connection:
            owner = meta.get(connection, OWNER, Owner)
        if owner is not None and owner.login != arrival.session.login:
            vault.destroy()
            return self._anew(arrival)
        header = arrival.folder.header()
        wrapped = wrap(key, arrival.password) if rewrap else header.wrapped
        name = arrival.session.user_name if arrival.remember else None
        changed = msgspec.structs.replace(header, wrapped=wrapped, user_name=name)
        if changed != header:
            arrival.folder.write_header(changed)
        Tries(arrival.folder.path).clear()
        return self._settled(arrival, vault, key)

    def _anew(self, arrival: Arrival) -> Live:
        key = VaultKey.new()
        vault = Vault.create(arrival.folder, key, forbidden_thread=self.forbidden_thread)
        arrival.folder.write_header(
            Header(
                wrapped=wrap(key, arrival.password),
                practice=arrival.client.address.base,
                user_name=arrival.session.user_name if arrival.remember else None,
                saved_at=datetime.now(UTC),
            )
        )
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
