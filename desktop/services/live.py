"""A login whose copy is open: its vault, its calls to the practice, its session's tokens."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from desktop.models.trouble import DESTROYS_COPY, PortalError, Trouble
from desktop.models.vault import meta
from desktop.models.vault.errors import VaultError
from desktop.models.vault.vault import Vault
from desktop.services.client import Client
from desktop.services.keyring import KeptKey, Keyring
from portal_protocol.session import Session

T = TypeVar("T")
log = logging.getLogger(__name__)

TOKENS = "session.tokens"
_NOT_SENT = frozenset(
    {Trouble.OFFLINE, Trouble.UNKNOWN_HOST, Trouble.UNREACHABLE, Trouble.WRONG_CERTIFICATE}
)
_OVER = frozenset({Trouble.SESSION_ENDED, Trouble.SESSION_EXPIRED})


class Tokens(Struct, frozen=True):
    """A session, kept in the vault. `refreshing`: its refresh token was sent and may be used up."""

    session: Session
    refreshing: bool = False


class Live:
    """An open copy. Jobs of several lanes use it at once.

    `client` is for calls that answer soon, `waiting` for the long poll, so that one never waits
    for the other's connection.
    """

    def __init__(self, vault: Vault, client: Client, waiting: Client, keyring: Keyring) -> None:
        self.vault = vault
        self.client = client
        self.waiting = waiting
        self.keyring = keyring
        self._kept = KeptKey(keyring, vault.folder.path)
        self._lock = threading.Lock()
        with vault.reading() as connection:
            self._tokens = meta.get(connection, TOKENS, Tokens)

    @property
    def address(self) -> str:
        """The practice's base URL."""
        return self.client.address.base

    @property
    def folder(self) -> Path:
        """Where the copy lies."""
        return self.vault.folder.path

    @property
    def end_token(self) -> str:
        """What ends this session and can do nothing else; "" without one (SIGN-13)."""
        return self._tokens.session.end if self._tokens else ""

    @property
    def session(self) -> Session | None:
        """The session that is used; None when only the password brings one."""
        return self._tokens.session if self._tokens else None

    def call(self, work: Callable[[str], T]) -> T:
        """Do `work` with an access token; once more with a fresh one when that had expired.

        Raises SESSION_EXPIRED or SESSION_ENDED when only the password helps. When the practice
        took the right away, destroys the copy and raises why (SIGN-15, SIGN-16).
        """
        try:
            access = self._access(stale="")
            try:
                return work(access)
            except PortalError as error:
                if error.trouble is not Trouble.SESSION_EXPIRED:
                    raise
            return work(self._access(stale=access))
        except PortalError as error:
            self._heed(error.trouble)
            raise

    def keep(self, session: Session) -> None:
        """Use this session from now on."""
        with self._lock:
            self._put(Tokens(session))

    def abort(self) -> None:
        """End calls under way; none can be made after this."""
        self.client.abort()
        self.waiting.abort()

    def close(self) -> None:
        """Drop the key, close the vault and the connections; what is on the disk stays."""
        self.abort()
        self.vault.close()
        self.client.close()
        self.waiting.close()

    def sign_out(self) -> None:
        """Forget the session and the key in the keyring, then close; the saved copy stays.

        The session at the practice is ended with `end_token`, taken before.
        """
        self._kept.drop()
        try:
            with self._lock:
                self._put(None)
        finally:
            self.close()

    def destroy(self) -> None:
        """Remove the copy and its key from this computer. Doing it twice is doing it once."""
        self.abort()
        self._tokens = None
        self._kept.drop()
        self.vault.destroy()

    def _access(self, stale: str) -> str:
        """An access token other than `stale`; one refresh however many threads ask."""
        with self._lock:
            tokens = self._tokens
            if tokens is None:
                raise PortalError(Trouble.SESSION_EXPIRED)
            if tokens.session.access == stale:
                tokens = self._refreshed(tokens)
            return tokens.session.access

    def _refreshed(self, tokens: Tokens) -> Tokens:
        """The next tokens. If the answer is lost, the old one may be used up: said so first."""
        self._put(msgspec.structs.replace(tokens, refreshing=True))
        try:
            fresh = Tokens(self.client.refresh(tokens.session.refresh))
        except PortalError as error:
            if error.trouble in _NOT_SENT:
                self._put(tokens)
            if error.trouble is Trouble.SESSION_ENDED and tokens.refreshing:
                raise PortalError(Trouble.SESSION_EXPIRED, reference=error.reference) from None
            raise
        self._put(fresh)
        return fresh

    def _heed(self, trouble: Trouble) -> None:
        """What a trouble means for the copy; a disk that fails meanwhile hides no reason."""
        try:
            if trouble in DESTROYS_COPY:
                self.destroy()
            elif trouble in _OVER and self._tokens is not None:
                with self._lock:
                    self._put(None)
        except VaultError as error:
            log.warning("after %s: %s", trouble.value, type(error).__name__)

    def _put(self, tokens: Tokens | None) -> None:
        self._tokens = tokens
        with self.vault.writing() as connection:
            meta.put(connection, TOKENS, tokens)
