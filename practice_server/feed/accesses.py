"""Who may sign in, as the feed tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, insert, select, update

from portal_protocol.feed import Access, FeedItem
from portal_protocol.records import Kind, Login
from portal_protocol.sync import login_stream
from practice_server import logins
from practice_server.feed.publication import check_id
from practice_server.feed.rights import Rights
from practice_server.problems import BadRequest
from practice_server.store.changes import touched_streams
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.streams import Key
from practice_server.store.tables import login
from practice_server.store.writer import Draft, Writer

ACCESS = "access"


def new_hashes(store: Store, items: Iterable[FeedItem]) -> dict[str, str]:
    """Hashes of passwords that are new, by login; slow on purpose, so before the transaction."""
    told = {item.id: item.password for item in items if isinstance(item, Access) and item.password}
    if not told:
        return {}
    with store.reading() as connection:
        rows = connection.execute(
            select(login.c.id, login.c.password_hash).where(login.c.id.in_(told))
        ).all()
    same = {row.id for row in rows if logins.matches(row.password_hash, told[row.id])}
    return {
        identity: logins.hash_password(password)
        for identity, password in told.items()
        if identity not in same
    }


@dataclass(frozen=True)
class Accesses:
    """Changes logins in one transaction, and tells each of its own record."""

    connection: Connection
    rights: Rights
    writer: Writer
    hashes: Mapping[str, str]

    def put(self, told: Access) -> bool:
        """Who may sign in; raises `BadRequest` when another login has that user name."""
        check_id(told.id)
        row = self._row(told.id)
        values: dict[str, Any] = {
            "patient": told.patient,
            "user_name": told.user_name,
            "user_key": self._free_key(told),
            "enabled": told.enabled,
        }
        if told.id in self.hashes:
            values |= {"password_hash": self.hashes[told.id], "password_changed_at": now()}
        elif row is not None and all(row[name] == values[name] for name in values):
            return False
        self._write(told, values, new=row is None)
        self._publish(told)
        self._log(told, row)
        touched_streams(self.connection).add(login_stream(told.id))  # wakes a call that waits
        return True

    def remove(self, identity: str) -> bool:
        """The login is kept, disabled, so that its devices are told why (SIGN-16)."""
        row = self._row(identity)
        if row is None:
            return False
        patient, user_name = row["patient"], row["user_name"]
        return self.put(Access(id=identity, patient=patient, user_name=user_name, enabled=False))

    def _row(self, identity: str) -> RowMapping | None:
        rows = self.connection.execute(select(login).where(login.c.id == identity)).mappings()
        return rows.one_or_none()

    def _free_key(self, told: Access) -> str:
        key = logins.folded(told.user_name)
        other = select(login.c.id).where(login.c.user_key == key, login.c.id != told.id)
        if not key or self.connection.scalar(other) is not None:
            raise BadRequest("a user name is empty, or that of another login")
        return key

    def _write(self, told: Access, values: Mapping[str, Any], *, new: bool) -> None:
        if new:
            row = {"id": told.id, "created_at": now(), **values}
            self.connection.execute(insert(login).values(**row))
        else:
            self.connection.execute(update(login).where(login.c.id == told.id).values(**values))

    def _publish(self, told: Access) -> None:
        key = Key(login_stream(told.id), Kind.LOGIN, told.id)
        self.writer.load(Kind.LOGIN, [told.id])
        shown = Login(id=told.id, patient=told.patient, user_name=told.user_name)
        body = msgspec.json.encode(shown)
        held = self.writer.held(key)
        if held is None or held.body != body:
            self.writer.put(key, Draft(body))

    def _log(self, told: Access, before: RowMapping | None) -> None:
        was = before is not None and before["enabled"]
        if told.id in self.hashes:
            self.rights.log("password_set", told.patient, told.id)
        if was != told.enabled:
            what = "access_given" if told.enabled else "access_removed"
            self.rights.log(what, told.patient, told.id)
