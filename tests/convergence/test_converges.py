"""A real server and a real vault, driven through anything: after each sync both say the same.

What the vault shows is what the rules allow (`model`), and each action took effect exactly once.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import uuid_utils
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop.models.shown import Waiting
from desktop.models.trouble import PortalError, Trouble
from desktop.services.context import Context
from desktop.services.documents import Documents
from desktop.services.outbox import Outbox
from portal_protocol.actions import AnswerVisit
from portal_protocol.records import Answer, Appointment, Blob, Record, Statement
from practice_server.store.columns import now
from tests.convergence.feeds import DOCUMENTS, LOGINS, STARTS, access, batches
from tests.convergence.front import Moment, well
from tests.convergence.office import Office, office
from tests.convergence.rounds import SIGN_IN, Rounds
from tests.convergence.writing import Correspondence
from tests.serving import DEVICE

PAGES = st.sampled_from([1, 1, 2, 3, 2000])
ANSWERS = st.sampled_from(list(Answer))
NUMBERS = st.integers(0, 7)
STEPS = st.integers(1, 60)


class PracticeActs(Rounds):
    """What happens at the practice and its server."""

    @rule(data=st.data())
    def practice_feeds(self, data: st.DataObject) -> None:
        items = data.draw(batches(self.office.blobs))
        self.office.server.feed(items)
        for item in items:
            self.world.take(item)

    @rule(data=st.data())
    def practice_takes_answers_over(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.world.told)))
        self.office.server.acknowledge(number)
        self.world.acknowledge(number)

    @rule()
    def backup_is_made(self) -> None:
        self.backups.append(self.office.backup(self.world))

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def old_copy_is_restored(self, data: st.DataObject) -> None:
        self.world = self.office.restore(data.draw(st.sampled_from(self.backups)))

    @rule(forget=st.booleans())
    def server_forgets_positions(self, forget: bool) -> None:
        if forget:
            self.office.renumber()
        else:
            self.office.trim()

    @rule(login=st.sampled_from(LOGINS), number=NUMBERS, stale=st.booleans(), how=ANSWERS)
    def somebody_else_answers(self, login: str, number: int, stale: bool, how: Answer) -> None:
        visit = self.world.shared.get(("appointment", f"v{number}"))
        start = visit.at if visit is not None and not stale else None
        act = AnswerVisit(
            id=str(uuid_utils.uuid7()),
            made_at=now(),
            appointment=f"v{number}",
            start=start or STARTS[0],
            answer=how,
        )
        if self.world.enabled[login]:
            result = self.office.act(login, act)
            assert result.code == self.world.carry_out(login, act, DEVICE.name)


class PatientActs(PracticeActs):
    """What the patient does, with a network or without."""

    @precondition(lambda self: self.me.live)
    @rule(number=NUMBERS, how=ANSWERS, offline=st.booleans(), step=st.none() | STEPS)
    def patient_answers(self, number: int, how: Answer, offline: bool, step: int | None) -> None:
        visit = self.chosen(Appointment, number)
        if visit is None:
            return
        before = self.me.pending()

        def work() -> bool:
            with suppress(PortalError):  # the one before is on its way
                Outbox(self.me.opened.vault).answer(visit, how, offline=offline)
            return True

        self._done(work, step)
        after = self.me.pending()
        self.made |= {name: each.action for name, each in after.items()}
        self.withdrawn |= before.keys() - after.keys()

    @precondition(lambda self: self.me.live)
    @rule(number=NUMBERS, offline=st.booleans())
    def patient_reads_a_statement(self, number: int, offline: bool) -> None:
        statement = self.chosen(Statement, number)
        if statement is not None:
            Outbox(self.me.opened.vault).note_viewed(statement, offline=offline)
            self.queued()

    @precondition(lambda self: self.me.live)
    @rule(number=NUMBERS, back=st.booleans())
    def patient_clears(self, number: int, back: bool) -> None:
        pending = list(self.me.pending().values())
        if not pending:
            return
        each = pending[number % len(pending)]
        box = Outbox(self.me.opened.vault)
        cleared = box.take_back(each.action.id) if back else box.dismiss(each.action.id)
        assert cleared == (each.state is (Waiting.QUEUED if back else Waiting.FAILED))
        if cleared:
            self.withdrawn.add(each.action.id)

    @precondition(lambda self: self.me.live)
    @rule(number=NUMBERS, step=st.none() | STEPS)
    def document_is_fetched(self, number: int, step: int | None) -> None:
        statement = self.chosen(Statement, number)
        if statement is None or not statement.blobs:
            return
        blob = statement.blobs[0]
        if self._done(lambda: self._fetched(statement, blob), step):
            found = self.me.opened.vault.documents.read(blob.digest, 10**7)
            assert found == DOCUMENTS[self.office.blobs.index(blob)]

    def _done(self, work: Callable[[], bool], step: int | None) -> bool:
        """Do it; False when it did not work or the power was lost at that step."""
        return work() if step is None else bool(self.me.losing_power(step, work))

    def _fetched(self, statement: Record, blob: Blob) -> bool:
        try:
            Documents(self.me.opened).fetch(statement, blob, Context())
        except PortalError as error:
            if error.trouble is not Trouble.NOT_FOUND:
                self.heed(error)
            return False
        return True


class Convergence(PatientActs, Correspondence):
    """What happens to the computer and on the way."""

    @precondition(lambda self: self.me.live)
    @rule(page=PAGES)
    def computer_syncs(self, page: int) -> None:
        self.synced(page)

    @precondition(lambda self: self.me.live)
    @rule(page=PAGES, calls=st.integers(0, 4), when=st.sampled_from(list(Moment)))
    def calls_break_off(self, page: int, calls: int, when: Moment) -> None:
        self.office.front.behave(lambda number, moment: number < calls or moment is not when)
        self.tried(page)
        self.office.front.behave(well)

    @precondition(lambda self: self.me.live)
    @rule()
    def network_is_gone(self) -> None:
        before = self.me.shown()
        self.office.front.shut()
        with pytest.raises(PortalError) as caught:
            self.me.sync.run(Context())
        self.office.front.open()
        assert caught.value.no_contact or caught.value.trouble in SIGN_IN
        assert self.me.shown() == before

    @precondition(lambda self: self.me.live)
    @rule(page=PAGES, step=STEPS)
    def power_is_lost(self, page: int, step: int) -> None:
        before = self.me.pending(), self.me.shown()
        self.me.losing_power(step, lambda: self.tried(page, check=before))
        self.learn()

    @precondition(lambda self: self.me.live)
    @rule()
    def program_starts_again(self) -> None:
        self.me.stop()
        self.me.start()

    @rule()
    def access_token_is_too_old(self) -> None:
        self.office.expire()

    @rule(often=st.integers(0, 3))
    def online_access_ends_or_begins(self, often: int) -> None:
        """The copy is destroyed at the next contact (SIGN-16), or a new one begins."""
        login = self.me.login
        if often and self.world.enabled[login] and self.me.live is not None:
            return
        item = access(login, enabled=not self.world.enabled[login] or self.me.live is None)
        self.office.server.feed([item])
        self.world.take(item)
        if item.enabled and self.me.live is None:
            self.sign_in()
            self.synced(1)


@pytest.fixture
def practice(database_url: str) -> Iterator[Office]:
    with tempfile.TemporaryDirectory() as folder, office(Path(folder), database_url) as made:
        yield made


ASKED = settings().max_examples


@pytest.mark.rule("OFF-3")
@pytest.mark.rule("WHO-1")
@pytest.mark.rule("WHO-2")
@pytest.mark.rule("WHO-3")
@pytest.mark.rule("WHO-4")
@pytest.mark.rule("WHO-5")
@pytest.mark.rule("WHO-6")
@pytest.mark.rule("WHO-7")
@pytest.mark.rule("APPT-1")
@pytest.mark.rule("APPT-4")
@pytest.mark.rule("HEAD-3")
@pytest.mark.rule("HEAD-8")
@pytest.mark.rule("MAIL-2")
@pytest.mark.rule("MAIL-3")
@pytest.mark.rule("MAIL-6")
@pytest.mark.rule("SIGN-16")
def test_after_each_sync_the_vault_shows_what_the_server_allows(practice: Office) -> None:
    machine = type("Machine", (Convergence,), {"office": practice})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=ASKED if ASKED > 100 else 30,  # more in the long profile
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
