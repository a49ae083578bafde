"""Whatever happens, each message is delivered exactly once or is still here with its reason.

The patient writes, keeps, sends, edits, retries, discards; windows stay open and keep late; answers
are lost; the practice refuses; the computer loses its power between any two writes.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from msgspec.structs import replace
from typing_extensions import override

from desktop.models.draft import Draft
from desktop.models.shown import Waiting
from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import drafts, outbox
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from desktop.services.letters import Letters
from portal_protocol.actions import ActionResult, Outcome, SendMessage
from tests.convergence.crashes import Crash, burning
from tests.desktop.models.vault.letters import draft, furnish

CODE = "no_provider"
steps = st.just(0) | st.just(0) | st.just(0) | st.just(0) | st.integers(1, 12)
"""At which write the power fails; 0 is never."""


class LettersMachine(RuleBasedStateMachine):
    """One vault, its windows, and a practice that takes messages in or refuses them.

    `alive` are the texts that must be somewhere exactly once, `gone` those that were discarded.
    `unsure` is a text whose work was cut off: it may be here or not.
    """

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp())
        self.copies = 0
        self.alive: set[str] = set()
        self.gone: set[str] = set()
        self.windows: list[Draft] = []
        self.answers: dict[str, ActionResult] = {}
        self.delivered: dict[str, str] = {}  # text by id

    @initialize()
    def create(self) -> None:
        self.key = VaultKey.new()
        self.root = self.base / "0"
        self.vault = Vault.create(VaultFolder(self.root), self.key)
        furnish(self.vault)
        self.letters = Letters(self.vault)
        for refused in (True, True, False):  # something to work on from the start
            self.write(0)
            self.letters.send(Context(), draft=self.windows[-1], offline=False)
            if refused:
                self.settle([self.practice_takes(each, refused=True) for each in self.send_all()])
        self.write(0)

    @override
    def teardown(self) -> None:
        if hasattr(self, "vault"):
            self.vault.close()
        shutil.rmtree(self.base)

    def losing_power(self, step: int, work: Callable[[], object]) -> bool:
        """Do it; False when the power failed meanwhile, and the program started again."""
        self.copies += 1
        target = self.base / str(self.copies)
        try:
            with burning(self.vault._engine, self.root, target, step):
                work()
        except Crash:
            self.vault.close()
            shutil.rmtree(self.root)
            self.root = target
            self.begin()
            return False
        return True

    def begin(self) -> None:
        self.vault = Vault.open(VaultFolder(self.root), self.key)
        self.letters = Letters(self.vault)
        self.windows.clear()

    def here(self) -> dict[str, str]:
        """Texts by id, of drafts and of what waits."""
        with self.vault.reading() as connection:
            written = {each.id: each.body for each in drafts.all_of(connection, None)}
            waiting = [row.action for row in outbox.pending(connection)]
        for action in waiting:
            assert isinstance(action, SendMessage)
            assert action.id not in written
            written[action.id] = action.body
        return written

    def drafts(self) -> tuple[Draft, ...]:
        with self.vault.reading() as connection:
            return drafts.all_of(connection, None)

    def messages(self, *states: Waiting) -> list[str]:
        with self.vault.reading() as connection:
            rows = outbox.pending(connection)
        return [row.action.id for row in rows if row.state in states]

    @rule(step=steps)
    def write(self, step: int) -> None:
        fresh = draft(body=f"text {len(self.alive) + len(self.gone)}")
        kept = self.losing_power(step, lambda: self.letters.keep(Context(), draft=fresh))
        if kept:
            self.windows.append(fresh)
        if kept or fresh.id in self.here():
            self.alive.add(fresh.body)
        else:
            self.gone.add(fresh.body)

    @precondition(lambda self: self.windows)
    @rule(data=st.data(), step=steps)
    def a_window_keeps_again(self, data: st.DataObject, step: int) -> None:
        window = data.draw(st.sampled_from(self.windows))
        if window.body in self.alive:  # a discarded one would be an undo
            fresh = replace(window, subject="Another subject")
            self.losing_power(step, lambda: self.letters.keep(Context(), draft=fresh))

    @precondition(lambda self: self.windows)
    @rule(data=st.data(), step=steps)
    def send(self, data: st.DataObject, step: int) -> None:
        window = data.draw(st.sampled_from(self.windows))
        if window.body in self.alive:
            self.losing_power(
                step, lambda: self.letters.send(Context(), draft=window, offline=False)
            )

    @precondition(lambda self: self.drafts())
    @rule(data=st.data(), step=steps)
    def discard_a_draft(self, data: st.DataObject, step: int) -> None:
        found = self.drafts()
        chosen = data.draw(st.sampled_from(found))
        self.losing_power(step, lambda: self.letters.discard_draft(Context(), draft_id=chosen.id))
        self.windows = [window for window in self.windows if window.id != chosen.id]
        self.settle_gone(chosen.id, chosen.body)

    @precondition(lambda self: self.drafts())
    @rule(data=st.data(), step=steps)
    def discard_and_undo(self, data: st.DataObject, step: int) -> None:
        found = self.drafts()
        chosen = data.draw(st.sampled_from(found))
        self.letters.discard_draft(Context(), draft_id=chosen.id)
        assert chosen.id not in self.here()
        self.losing_power(step, lambda: self.letters.keep(Context(), draft=chosen))
        if chosen.id not in self.here():
            self.settle_gone(chosen.id, chosen.body)

    @precondition(lambda self: self.messages(*Waiting))
    @rule(data=st.data(), step=steps)
    def edit(self, data: st.DataObject, step: int) -> None:
        waiting = self.messages(*Waiting)
        name = data.draw(st.sampled_from(waiting))
        opened: list[Draft] = []

        def work() -> None:
            opened.append(self.letters.edit(Context(), action_id=name))

        if name in self.messages(Waiting.SENDING):
            with pytest.raises(PortalError, match=Trouble.ALREADY_SENT):
                work()
        else:
            self.losing_power(step, work)
        self.windows += opened

    @precondition(lambda self: self.messages(Waiting.FAILED))
    @rule(data=st.data(), step=steps)
    def retry(self, data: st.DataObject, step: int) -> None:
        waiting = self.messages(*Waiting)
        name = data.draw(st.sampled_from(waiting))
        self.losing_power(step, lambda: self.letters.retry(Context(), action_id=name, offline=True))

    @precondition(lambda self: self.messages(Waiting.QUEUED, Waiting.FAILED))
    @rule(data=st.data(), step=steps)
    def discard_a_message(self, data: st.DataObject, step: int) -> None:
        waiting = self.messages(Waiting.QUEUED, Waiting.FAILED)
        name = data.draw(st.sampled_from(waiting))
        text = self.here()[name]
        self.losing_power(step, lambda: self.letters.discard(Context(), action_id=name))
        self.settle_gone(name, text)

    @precondition(lambda self: self.messages(Waiting.QUEUED, Waiting.SENDING))
    @rule(data=st.data(), lost=st.booleans(), step=steps)
    def sync(self, data: st.DataObject, lost: bool, step: int) -> None:
        sent: list[SendMessage] = []
        if not self.losing_power(step, lambda: sent.extend(self.send_all())):
            return
        results = [self.practice_takes(action, refused=data.draw(st.booleans())) for action in sent]
        if not lost:
            self.losing_power(step, lambda: self.settle(results))

    def send_all(self) -> list[SendMessage]:
        with self.vault.writing() as connection:
            bodies = outbox.send(connection)
        return [msgspec.json.decode(body, type=SendMessage) for body in bodies]

    def settle(self, results: list[ActionResult]) -> None:
        with self.vault.writing() as connection:
            outbox.settle(connection, results)

    def practice_takes(self, action: SendMessage, *, refused: bool) -> ActionResult:
        """As the server does: the same id has the same answer for ever."""
        if action.id not in self.answers:
            if refused:
                result = ActionResult(action.id, Outcome.REFUSED, CODE)
            else:
                result = ActionResult(action.id, Outcome.DONE)
                self.delivered[action.id] = action.body
            self.answers[action.id] = result
        return self.answers[action.id]

    @rule()
    def restart(self) -> None:
        self.vault.close()
        self.begin()

    def settle_gone(self, name: str, text: str) -> None:
        """After a discard that may have been cut off."""
        if name not in self.here():
            self.alive.discard(text)
            self.gone.add(text)
            self.windows = [window for window in self.windows if window.body != text]

    @invariant()
    def each_is_once_here_or_there(self) -> None:
        if not hasattr(self, "vault"):
            return
        places = [*(self.here() | self.delivered).values()]
        assert sorted(places) == sorted(self.alive)

    @invariant()
    def what_failed_says_why(self) -> None:
        if not hasattr(self, "vault"):
            return
        with self.vault.reading() as connection:
            rows = outbox.pending(connection)
        assert all(row.code == CODE for row in rows if row.state is Waiting.FAILED)


@pytest.mark.rule("MAIL-6", "OFF-3")
class TestLetters(LettersMachine.TestCase):  # type: ignore[misc, valid-type]  # made by Hypothesis
    """The machine as a test."""


ASKED = settings().max_examples
TestLetters.settings = settings(
    max_examples=ASKED if ASKED > 100 else 30,  # more in the long profile
    deadline=None,
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
