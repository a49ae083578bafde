"""An open vault: one SQLCipher file in WAL mode, and the documents beside it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Self

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from typing_extensions import override

from desktop.models.vault import drafts, meta, outbox, schema
from desktop.models.vault.documents import DocumentStore
from desktop.models.vault.engine import engine_for
from desktop.models.vault.errors import (
    VaultClosed,
    VaultDamaged,
    VaultFull,
    VaultReadOnly,
    WrongThread,
    told,
)
from desktop.models.vault.files import FILE_MODE, drop_drafts, remove_tree
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.rescue import Rescued, rescue
from desktop.models.vault.spare import Spare, Waits, waits_of


class Vault:
    """Connections to one vault, for the workers of the lanes; never for the thread that draws.

    `reading` and `writing` are one transaction each and must not be nested in one another.
    """

    def __init__(self, folder: VaultFolder, key: VaultKey, forbidden_thread: int | None) -> None:
        self.folder = folder
        self.documents = DocumentStore(folder.documents, key)
        self._key: VaultKey | None = key
        self._spare = Spare(folder.path, key)
        self._forbidden = forbidden_thread
        self._engine = engine_for(folder.database, self._raw_key)
        self._one_writer = threading.Lock()
        self._idle = threading.Condition()
        self._lent = 0

    @classmethod
    def create(
        cls, folder: VaultFolder, key: VaultKey, *, forbidden_thread: int | None = None
    ) -> Self:
        """A new, empty vault; what an earlier one left in the folder is removed, but the header."""
        with told():
            remove_tree(folder.documents)
            folder.remove_database()
            folder.make()
            folder.database.touch(mode=FILE_MODE)
        return cls._opened(folder, key, forbidden_thread)

    @classmethod
    def renew(
        cls,
        folder: VaultFolder,
        key: VaultKey,
        found: Rescued,
        *,
        forbidden_thread: int | None = None,
    ) -> Self:
        """A new database in the place of a damaged one (OFF-6): no records, but what was rescued.

        Documents and their key stay. After a crash in between, `rescue` finds the same again.
        """
        with told():
            Spare(folder.path, key).keep(found.waits)
            folder.remove_database(spare=False)
            folder.make()
            folder.database.touch(mode=FILE_MODE)
        vault = cls._opened(folder, key, forbidden_thread)
        with vault.writing() as connection:
            meta.take_over(connection, found.notes)
        return vault

    @classmethod
    def open(
        cls, folder: VaultFolder, key: VaultKey, *, forbidden_thread: int | None = None
    ) -> Self:
        """Open what is there and bring its tables up to date.

        Raises `VaultDamaged`, `VaultFull`, `VaultReadOnly`, `VaultNewer`, `VaultBusy`.
        """
        if not folder.database.is_file() or folder.database.stat().st_size == 0:
            raise VaultDamaged("the copy's database is missing")
        return cls._opened(folder, key, forbidden_thread)

    @classmethod
    def _opened(cls, folder: VaultFolder, key: VaultKey, forbidden_thread: int | None) -> Self:
        drop_drafts(folder.path)
        vault = cls(folder, key, forbidden_thread)
        try:
            with told(), vault._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                current = schema.version(connection)
            if current != schema.VERSION:
                with vault._borrowed("BEGIN IMMEDIATE") as connection:
                    schema.upgrade(connection)
                    kept = None if current else vault._spare.read()
                    if kept is not None:  # of the one in whose place this is: see `renew`
                        _become(connection, kept)
            vault._agree()
        except BaseException:
            vault.close()
            raise
        return vault

    def _agree(self) -> None:
        """Take back from the spare list what the database lost; else let the list follow it."""
        kept = self._spare.read()
        with self.reading() as connection:
            here = waits_of(connection)
        if kept is not None and kept.place > here.place:
            with self.writing() as connection:
                _become(connection, kept)
        elif kept != here.listed:
            with suppress(VaultFull, VaultReadOnly), self.writing():
                pass  # the end of a transaction writes the list; the next action tries again

    def rescued(self) -> Rescued:
        """What can be saved of this vault when a part of it cannot be read."""
        self._check_thread()
        return rescue(self.folder, self._held_key())

    def renewed(self, found: Rescued) -> Self:
        """Close this vault; the one that takes its place, under the same key: see `renew`.

        What was written since `found` was read, and can be rescued, is taken over as well.
        """
        key = self._held_key()
        self.close()
        later = rescue(self.folder, key)
        last = later if later.whole else found
        return self.renew(self.folder, key, last, forbidden_thread=self._forbidden)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the vault; a writer at work is neither seen nor waited for."""
        with self._borrowed("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is on the disk when the block ends, or nothing of it."""
        self._check_thread()
        with (
            self._one_writer,
            self._spare.following() as follow,
            self._borrowed("BEGIN IMMEDIATE") as connection,
        ):
            yield connection
            follow(connection)

    def close(self) -> None:
        """Drop the key, wait for jobs in the middle of a transaction, close every connection."""
        self._key = None
        self.documents.close()
        with self._idle:
            self._idle.wait_for(lambda: self._lent == 0)
        self._spare.close()
        self._engine.dispose()

    def destroy(self) -> None:
        """Close, and remove the vault from the disk, its header first."""
        self.close()
        self.folder.destroy()

    def _raw_key(self) -> str:
        return self._held_key().database()

    def _held_key(self) -> VaultKey:
        if self._key is None:
            raise VaultClosed("the saved copy is locked")
        return self._key

    def _check_thread(self) -> None:
        if self._forbidden is not None and threading.get_ident() == self._forbidden:
            raise WrongThread("the vault is never used on the thread that draws")

    @contextmanager
    def _borrowed(self, begin: str) -> Iterator[Connection]:
        self._check_thread()
        self._lend()
        try:
            with told(), self._engine.connect() as connection:
                connection.exec_driver_sql(begin)
                try:
                    yield connection
                    connection.exec_driver_sql("COMMIT")
                except BaseException:
                    with suppress(SQLAlchemyError):
                        connection.exec_driver_sql("ROLLBACK")
                    raise
        finally:
            self._give_back()

    def _lend(self) -> None:
        with self._idle:
            if self._key is None:
                raise VaultClosed("the saved copy is locked")
            self._lent += 1

    def _give_back(self) -> None:
        with self._idle:
            self._lent -= 1
            self._idle.notify_all()

    @override
    def __repr__(self) -> str:
        return "Vault(…)"


def _become(connection: Connection, kept: Waits) -> None:
    outbox.become(connection, kept.last, (*kept.bodies, *kept.notes))
    drafts.become(connection, kept.drafts)
