"""What all rules of the machine share: a run's beginning and end, syncs, and the comparison."""

import shutil
import tempfile
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize
from typing_extensions import override

from desktop.models.shown import Pending, Waiting
from desktop.models.trouble import PortalError, Trouble
from desktop.services.context import Context
from desktop.services.session import this_device
from portal_protocol.actions import (
    AnswerVisit,
    AnyAction,
    MarkRead,
    NoteDownloaded,
    NoteViewed,
    SendMessage,
)
from portal_protocol.records import Record
from tests.convergence.computer import Computer
from tests.convergence.feeds import LOGINS
from tests.convergence.front import well
from tests.convergence.model import Name, World
from tests.convergence.office import Backup, Office

R = TypeVar("R", bound=Record)
SIGN_IN = {Trouble.SESSION_EXPIRED, Trouble.SESSION_ENDED}


class Rounds(RuleBasedStateMachine):
    """One login's computer and the practice, whose server `office` is a subclass's to say."""

    office: Office

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp())
        self.backups: list[Backup] = []
        self.codes: dict[str, str] = {}
        self.made: dict[str, AnyAction] = {}
        self.withdrawn: set[str] = set()

    @initialize(login=st.sampled_from(LOGINS))
    def begins(self, login: str) -> None:
        self.world: World = self.office.restore(self.office.template)
        self.me = Computer(self.base, self.office.front.url, login, self.office.keys[login])
        self.me.furnish(self.office.homes / login)

    @override
    def teardown(self) -> None:
        self.office.front.behave(well)
        self.office.front.open()
        if hasattr(self, "me"):
            self.me.stop()
        shutil.rmtree(self.base)

    def synced(self, page: int) -> None:
        """Sync until it works, then compare everything."""
        for _ in range(3):
            waiting, before = self.me.pending(), self.me.shown()
            if self.me.live is not None and self.tried(page, check=(waiting, before)):
                return
            live = self.me.live
            if live is None or live.session is None:  # only the password brings another session
                assert not self.world.enabled[self.me.login]
                return
        raise AssertionError("no sync came through")

    def tried(
        self, page: int, check: tuple[dict[str, Pending], dict[Name, Record]] | None = None
    ) -> bool:
        """One sync, which may fail as syncs do; whether it came to its end."""
        waiting, before = check or (self.me.pending(), self.me.shown())
        self.me.sync.page = page
        try:
            kinds = self.me.sync.run(Context())
        except PortalError as error:
            self.heed(error)
            return False
        finally:
            self.learn()
        self._compare(waiting, before, kinds)
        return True

    def heed(self, error: PortalError) -> None:
        if error.trouble is Trouble.ACCESS_REMOVED:
            assert not self.world.enabled[self.me.login]
            assert not self.me.opened.folder.exists()
            self.me.stop()
        elif error.trouble in SIGN_IN:
            self.office.front.behave(well)
            if self.world.enabled[self.me.login]:
                self.sign_in()
        else:
            assert error.no_contact, error

    def sign_in(self) -> None:
        """Type the password anew; that is noted once, for this login to see (HEAD-8)."""
        self.me.sign_in()
        found = self.office.signings()
        (new,) = found.keys() - self.world.signings.keys()
        login, activity = found[new]
        assert (login, activity.what) == (self.me.login, "signed_in")
        assert (activity.actor, activity.device) == (login, this_device().name)
        self.world.signed_in(login, activity)

    def learn(self) -> None:
        """Let the model do what arrived at the server since, in order."""
        found = self.office.results()
        for name in sorted(found.keys() - self.world.results.keys()):
            assert name not in self.withdrawn
            code = self.world.carry_out(self.me.login, self.made[name], this_device().name)
            assert found[name] == code
            self.codes[name] = code

    def _compare(
        self, waiting: dict[str, Pending], before: dict[Name, Record], kinds: frozenset[str]
    ) -> None:
        now_shown, allowed = self.me.shown(), self.world.shown_to(self.me.login)
        assert now_shown == allowed
        every = before.keys() | allowed.keys()
        assert {name[0] for name in every if before.get(name) != allowed.get(name)} <= kinds
        self.me.check_nothing_is_left_over()
        self._compare_actions(waiting, before, allowed)

    def _compare_actions(
        self,
        waiting: dict[str, Pending],
        before: dict[Name, Record],
        allowed: dict[Name, Record],
    ) -> None:
        told = [
            (each.action, each.login, each.patient, list(each.visits), each.acknowledged)
            for each in self.world.told
        ]
        assert self.office.told() == told
        noted = [*self.world.activities, *self.world.signings]
        assert self.office.activities() == sorted(noted)
        pending = self.me.pending()
        assert pending.keys() <= waiting.keys()
        for name, each in waiting.items():
            code = self.codes[name]
            if not code:
                assert name not in pending
                continue
            kept = self._kept(each.action, before, allowed)
            if kept is not None:
                assert (name in pending) == kept
            if name in pending:
                assert (pending[name].state, pending[name].code) == (Waiting.FAILED, code)

    def _kept(
        self, action: AnyAction, before: dict[Name, Record], allowed: dict[Name, Record]
    ) -> bool | None:
        """Whether a refused action stays until the patient has read of it; None if either."""
        if isinstance(action, NoteViewed | NoteDownloaded):
            return False
        name = _about(action)
        was, now_there = before.get(name), allowed.get(name)
        if now_there is not None:
            same = was is None or was.patient == now_there.patient
            return True if same else None
        if was is None or was.patient is None:
            return None
        visible = self.world.sees(self.me.login, was.patient) and self.world.is_on(name[0])
        return None if visible else False

    def queued(self) -> None:
        """Remember what waits now, so that the model can do it once it has arrived."""
        self.made |= {name: each.action for name, each in self.me.pending().items()}

    def chosen(self, kind: type[R], number: int) -> R | None:
        rows = [row for _, row in sorted(self.me.shown().items()) if isinstance(row, kind)]
        return rows[number % len(rows)] if rows else None


def _about(action: AnyAction) -> Name:
    """The record with which a waiting action goes (WHO-6)."""
    match action:
        case AnswerVisit():
            return "appointment", action.appointment
        case MarkRead():
            return "message", action.message
        case SendMessage():
            return "person", action.regarding
        case NoteViewed() | NoteDownloaded():
            return action.kind, action.record
        case _:
            raise NotImplementedError(type(action))
