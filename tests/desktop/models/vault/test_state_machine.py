"""Anything that can come over the wire, in any order, with crashes: the vault equals a plain model.

A crash is a copy of the vault's files taken in the middle of a transaction and opened anew.
"""

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from desktop.models.shown import Waiting
from desktop.models.vault import indexing, outbox, queries, search, streams
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from portal_protocol.actions import ActionHead, ActionResult, Outcome
from portal_protocol.records import Appointment, PatientId, Statement
from portal_protocol.sync import START, Position, StreamPage, SyncAnswer, Tombstone
from tests.desktop.models.vault.making import (
    NOON,
    confirm,
    copied,
    page,
    raw,
    statement,
    take,
    visit,
)

STREAMS = ("practice", "patient:elena/appointments", "patient:ivy/account")
PATIENTS = (PatientId("elena"), PatientId("ivy"))
WORDS = ("crown", "bridge", "filling")
DOCUMENTS = (b"one", b"other", b"third")

Name = tuple[str, str]
Held = dict[Name, Appointment | Statement]

visits = st.builds(visit, st.integers(0, 5), st.sampled_from(PATIENTS), st.sampled_from(WORDS))
statements = st.builds(
    lambda number, documents: statement(number, *documents),
    st.integers(0, 3),
    st.lists(st.sampled_from(DOCUMENTS), max_size=2, unique=True),
)
tombstones = st.builds(
    lambda number: Tombstone(id=f"v{number}", of="appointment"), st.integers(0, 5)
)
items = st.lists(visits | statements | tombstones, max_size=4)


@dataclass
class Copy:
    """What one stream holds, and the copy being collected beside it."""

    live: Held | None = None
    beside: Held | None = None
    position: Position = START


@dataclass
class Model:
    """What the vault must hold, in plain dictionaries."""

    copies: dict[str, Copy] = field(default_factory=dict)
    waiting: dict[str, tuple[str, Waiting, str]] = field(default_factory=dict)

    def take(self, taken: StreamPage, what: list[Appointment | Statement | Tombstone]) -> None:
        copy = self.copies.setdefault(taken.stream, Copy())
        if taken.start_over:
            copy.beside = None if copy.live is None else {}
            copy.live = {} if copy.live is None else copy.live
        elif copy.live is None:
            copy.live = {}
        held = copy.live if copy.beside is None else copy.beside
        for item in what:
            if isinstance(item, Tombstone):
                held.pop((item.of, item.id), None)
            else:
                held[queries.tag(type(item)), item.id] = item
        copy.position = taken.upto
        if taken.complete and copy.beside is not None:
            copy.live, copy.beside = copy.beside, None

    def purge(self, stream: str) -> None:
        copy = self.copies.pop(stream, Copy())
        gone = {*(copy.live or ()), *(copy.beside or ())}
        for other in self.copies.values():
            gone -= {*(other.live or ()), *(other.beside or ())}
        for action, (about, *_) in list(self.waiting.items()):
            if ("appointment", about) in gone:
                del self.waiting[action]

    def live(self) -> list[Appointment | Statement]:
        return [record for copy in self.copies.values() for record in (copy.live or {}).values()]

    def digests(self) -> set[str]:
        held = [h for copy in self.copies.values() for h in (copy.live, copy.beside) if h]
        return {blob.digest for one in held for record in one.values() for blob in record.blobs}


class VaultMachine(RuleBasedStateMachine):
    """Drives one vault and its model side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.crashes = 0
        self.number = 0
        self.model = Model()

    @initialize()
    def create(self) -> None:
        self.key = VaultKey.new()
        self.vault = Vault.create(VaultFolder(self.root / "0"), self.key)

    @override
    def teardown(self) -> None:
        if hasattr(self, "vault"):
            self.vault.close()
        shutil.rmtree(self.root)

    def _page(
        self,
        stream: str,
        what: list[Appointment | Statement | Tombstone],
        *,
        start_over: bool,
        complete: bool,
    ) -> StreamPage:
        self.number += 1
        return page(stream, self.number, map(raw, what), start_over=start_over, complete=complete)

    @rule(stream=st.sampled_from(STREAMS), what=items, over=st.booleans(), complete=st.booleans())
    def page_comes(
        self,
        stream: str,
        what: list[Appointment | Statement | Tombstone],
        over: bool,
        complete: bool,
    ) -> None:
        taken = self._page(stream, what, start_over=over, complete=complete)
        before = self.model.digests()
        applied = take(self.vault, taken)
        self.model.take(taken, what)
        assert applied.digests_gone == before - self.model.digests()

    @rule(stream=st.sampled_from(STREAMS), what=items)
    def pages_of_one_come(
        self, stream: str, what: list[Appointment | Statement | Tombstone]
    ) -> None:
        for item in what:
            taken = self._page(stream, [item], start_over=False, complete=item is what[-1])
            take(self.vault, taken)
            self.model.take(taken, [item])

    @rule(stream=st.sampled_from(STREAMS))
    def right_ends(self, stream: str) -> None:
        before = self.model.digests()
        applied = take(self.vault, gone=(stream,))
        self.model.purge(stream)
        assert applied.digests_gone == before - self.model.digests()

    @rule(number=st.integers(0, 5))
    def patient_answers(self, number: int) -> None:
        action = confirm(self.vault, f"v{number}")
        self.model.waiting[action] = f"v{number}", Waiting.QUEUED, ""

    @rule(limit=st.integers(1, 3))
    def actions_are_sent(self, limit: int) -> None:
        with self.vault.writing() as connection:
            bodies = outbox.send(connection, limit)
        sent = [msgspec.json.decode(body, type=ActionHead).id for body in bodies]
        unsettled = [name for name, row in self.model.waiting.items() if not row[2]]
        assert sent == unsettled[:limit]
        for action in sent:
            self.model.waiting[action] = self.model.waiting[action][0], Waiting.SENDING, ""

    @rule(data=st.data(), refused=st.booleans())
    def server_answers(self, data: st.DataObject, refused: bool) -> None:
        names = [name for name, row in self.model.waiting.items() if row[1] is Waiting.SENDING]
        if not names:
            return
        action = data.draw(st.sampled_from(names))
        outcome, code = (Outcome.REFUSED, "visit_changed") if refused else (Outcome.DONE, "")
        for _ in range(2):
            with self.vault.writing() as connection:
                outbox.settle(connection, [ActionResult(action, outcome, code)])
        about = self.model.waiting.pop(action)[0]
        if refused:
            self.model.waiting[action] = about, Waiting.FAILED, code
            self.model.waiting = dict(sorted(self.model.waiting.items()))

    @rule(data=st.data(), back=st.booleans())
    def patient_clears(self, data: st.DataObject, back: bool) -> None:
        if not self.model.waiting:
            return
        action = data.draw(st.sampled_from(list(self.model.waiting)))
        state = self.model.waiting[action][1]
        with self.vault.writing() as connection:
            clear = outbox.take_back if back else outbox.dismiss
            cleared = clear(connection, action)
        assert cleared == (state is (Waiting.QUEUED if back else Waiting.FAILED))
        if cleared:
            del self.model.waiting[action]

    @rule(limit=st.integers(1, 4))
    def search_reads(self, limit: int) -> None:
        with self.vault.writing() as connection:
            indexing.index_some(connection, limit)

    @rule(stream=st.sampled_from(STREAMS), what=items, after=st.booleans())
    def computer_crashes(
        self, stream: str, what: list[Appointment | Statement | Tombstone], after: bool
    ) -> None:
        """In the middle of taking in a page, or right after it."""
        self.crashes += 1
        target = self.root / str(self.crashes)
        taken = self._page(stream, what, start_over=False, complete=True)
        if after:
            take(self.vault, taken)
            self.model.take(taken, what)
            reborn = copied(self.vault, self.key, target)
        else:
            reborn = self._cut(taken, target)
        self.vault.close()
        shutil.rmtree(self.vault.folder.path)
        self.vault = reborn

    def _cut(self, taken: StreamPage, target: Path) -> Vault:
        with self.vault.writing() as connection:
            connection.exec_driver_sql("PRAGMA cache_spill = 1")
            streams.apply(connection, SyncAnswer(pages=(taken,), server_time=NOON))
            reborn = copied(self.vault, self.key, target)
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("BEGIN")
        return reborn

    @invariant()
    def shows_what_the_model_holds(self) -> None:
        if not hasattr(self, "vault"):
            return
        live = self.model.live()
        with self.vault.reading() as connection:
            assert streams.have(connection) == {
                name: copy.position for name, copy in self.model.copies.items()
            }
            assert streams.digests(connection) == self.model.digests()
            for kind in (Appointment, Statement):
                every = queries.all_of(connection, kind)
                mine = [record for record in live if isinstance(record, kind)]
                assert {record.id for record in every} == {record.id for record in mine}
                assert all(record in mine for record in every)
            waits = outbox.pending(connection)
        assert [(one.action.id, one.state, one.code) for one in waits] == [
            (action, state, code) for action, (_, state, code) in self.model.waiting.items()
        ]

    @rule(word=st.sampled_from(WORDS))
    def search_finds_exactly_the_word(self, word: str) -> None:
        with self.vault.writing() as connection:
            assert indexing.index_some(connection, 1000) == 0
            found = {hit.id for hit in search.search(connection, word, 1000)}
        assert found == {
            record.id
            for record in self.model.live()
            if isinstance(record, Appointment) and record.description == word
        }


TestVault = VaultMachine.TestCase
ASKED = settings().max_examples
TestVault.settings = settings(
    max_examples=ASKED if ASKED > 100 else 40,  # more in the long profile
    deadline=None,
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
