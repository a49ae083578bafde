"""Signing in (SIGN-4, SIGN-11): the same work and the same answer for any wrong pair."""

from sqlalchemy import Connection, Row, select, update

from portal_protocol.session import Session, SignIn
from portal_protocol.sync import login_stream
from practice_server import tokens
from practice_server.logins import folded, hash_password, matches, outdated
from practice_server.problems import AccessRemoved, TooManyTries, WrongCredentials
from practice_server.store.store import Store
from practice_server.store.streams import lock
from practice_server.store.tables import login
from practice_server.throttle import Subject, forgive, reserve
from practice_server.tokens import Lives

Kept = Row[str, str | None, bool]


def sign_in(store: Store, asked: SignIn, address: str, lives: Lives) -> Session:
    """A session on a new device; blocks for one Argon2id call.

    Raises TooManyTries, WrongCredentials, AccessRemoved. The try is counted in a transaction of its
    own, so that no lock is held while the password is looked at.
    """
    name, where = Subject.user_name(folded(asked.user_name)), Subject.address(address)
    with store.writing() as connection:
        wait = reserve(connection, (name, where))
        kept = None if wait else _find(connection, asked.user_name)
    if wait:
        raise TooManyTries(retry_after=wait)
    if not matches(kept.password_hash if kept else None, asked.password) or kept is None:
        raise WrongCredentials
    renewed = _renewed(kept, asked.password)
    with store.writing() as connection:
        lock(connection, [login_stream(kept.id)])  # before the login, in the order of the feed
        forgive(connection, name, where)
        if _find(connection, asked.user_name) != kept:
            raise WrongCredentials  # it was changed while the password was looked at
        _keep(connection, kept, renewed)
        session = tokens.begin(connection, kept.id, asked.device, lives) if kept.enabled else None
    if session is None:
        raise AccessRemoved
    return session


def _find(connection: Connection, user_name: str) -> Kept | None:
    wanted = select(login.c.id, login.c.password_hash, login.c.enabled)
    return connection.execute(wanted.where(login.c.user_key == folded(user_name))).one_or_none()


def _renewed(kept: Kept, password: str) -> str | None:
    """The hash with today's parameters, where the one that is kept has older ones."""
    old = kept.password_hash
    return hash_password(password) if old and outdated(old) else None


def _keep(connection: Connection, kept: Kept, renewed: str | None) -> None:
    if renewed is not None:
        mine = update(login).where(login.c.id == kept.id)
        connection.execute(mine.values(password_hash=renewed))
