"""What waits and what is being written, kept a second time beside the database (OFF-6).

A page of the database that was hit cannot be read at all, and a `-wal` file that was hit or lost
takes the last transactions with it, without a word. So a transaction that changes the outbox or a
draft leaves a sealed list of all of them: written before it commits, put in its place right after.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, select, text
from typing_extensions import override

from desktop.models.vault import drafts
from desktop.models.vault.errors import VaultClosed, VaultError, told
from desktop.models.vault.files import drop_draft, publish, write_draft, write_whole
from desktop.models.vault.key import VaultKey
from desktop.models.vault.outbox import IS_NOTE
from desktop.models.vault.tables import draft, outbox

log = logging.getLogger(__name__)

NAME = "waiting.sealed"
_State = tuple[int | None, ...]
_NONCE = 12
_BOUND = b"waiting 1"
_LAST = text("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")


class Waits(Struct, frozen=True):
    """Everything in an outbox, in order, the number that it gave last, and all drafts.

    `notes` of what was done are apart: the list holds them only while a copy is renewed.

    An outbox only ever gives higher numbers, and between two of them only loses rows: so two
    states of one outbox can be put in order.
    """

    last: int = 0
    bodies: tuple[bytes, ...] = ()
    drafts: tuple[bytes, ...] = ()
    notes: tuple[bytes, ...] = ()

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among the states of its outbox; later ones are greater."""
        return self.last, -len(self.bodies)

    @property
    def listed(self) -> Self:
        """What the list holds of it."""
        return replace(self, notes=())


class Spare:
    """The sealed list in the folder of a vault."""

    def __init__(self, folder: Path, key: VaultKey) -> None:
        self._path = folder / NAME
        self._cipher: AESGCM | None = AESGCM(key.waiting())
        self._state: _State | None = None

    def read(self) -> Waits | None:
        """The list; None when there is none, or it was changed."""
        try:
            with told():
                sealed = self._path.read_bytes()
            plain = self._key().decrypt(sealed[:_NONCE], sealed[_NONCE:], _BOUND)
            return msgspec.msgpack.decode(plain, type=Waits)
        except (FileNotFoundError, InvalidTag, ValueError):
            return None

    def close(self) -> None:
        """Drop the key."""
        self._cipher = None

    def keep(self, waits: Waits) -> None:
        """Write the list."""
        write_whole(self._path, self._sealed(waits))

    @contextmanager
    def following(self) -> Iterator[Callable[[Connection], None]]:
        """What it gives is called at the end of a transaction; the list follows if that commits."""
        written: list[tuple[Path, _State]] = []

        def follow(conn: Connection) -> None:
            state = _state(conn)
            if state != self._state:
                written.append(
                    (write_draft(self._path, self._sealed(waits_of(conn).listed)), state)
                )

        try:
            yield follow
        except BaseException:
            for path, _ in written:
                drop_draft(path)
            raise
        for path, state in written:
            self._state = state if self._published(path) else None

    def _published(self, draft: Path) -> bool:
        """Whether the list is in its place: what it follows is done, whatever becomes of it."""
        try:
            with told():
                publish(draft, self._path)
        except (VaultError, OSError) as error:
            log.warning("the next transaction writes the list: %s", type(error).__name__)
            return False
        return True

    def _sealed(self, waits: Waits) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._key().encrypt(nonce, msgspec.msgpack.encode(waits), _BOUND)

    def _key(self) -> AESGCM:
        if self._cipher is None:
            raise VaultClosed("the saved copy is locked")
        return self._cipher

    @override
    def __repr__(self) -> str:
        return "Spare(…)"


def waits_of(conn: Connection) -> Waits:
    """Everything in the outbox, and all drafts."""
    rows = select(outbox.c.body).order_by(outbox.c.number)
    bodies, notes = (conn.execute(rows.where(which)).scalars() for which in (~IS_NOTE, IS_NOTE))
    return Waits(_last(conn), tuple(bodies), drafts.bodies(conn), tuple(notes))


def _last(conn: Connection) -> int:
    return int(conn.execute(_LAST).scalar_one_or_none() or 0)


def _state(conn: Connection) -> _State:
    """What differs when an action that is listed came or went, or a draft was changed."""
    listed = select(func.count(), func.max(outbox.c.number)).where(~IS_NOTE)
    written = select(func.count(), func.sum(draft.c.at), func.sum(func.length(draft.c.body)))
    return *conn.execute(listed).one(), *conn.execute(written).one()
