"""What the portal's faces share: the lanes, the settings, and what is open."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from desktop.models.trouble import DESTROYS_COPY, PortalError, Trouble
from desktop.services.jobs import Context, Jobs, Lane, Progress
from desktop.services.portal import heavy
from desktop.services.portal.errors import explain, of_a_closed_copy
from desktop.services.settings import Places, SettingsFile
from portal_protocol.records import PatientId, Person, Practice

if TYPE_CHECKING:
    from desktop.services.portal.opened import Opened

T = TypeVar("T")
ENDINGS = DESTROYS_COPY | {Trouble.SESSION_ENDED}
Done = Callable[[None], None]
Failed = Callable[[PortalError], None]


class Lanes(QObject):
    """Runs the work of faces that need no copy."""

    failed = Signal(object)  # PortalError that nobody handled

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.jobs = Jobs(self._on_error, parent=self)

    def run(  # noqa: PLR0913 - all by name
        self,
        lane: Lane,
        work: Callable[[Context], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed | None = None,
        progress: Callable[[Progress], None] | None = None,
        to_the_end: bool = False,
    ) -> Context:
        """Run work; `failed`, or else the signal, gets a `PortalError`.

        `to_the_end`: see `Jobs`.
        """

        def tell(error: Exception) -> None:
            (failed or self.failed.emit)(explain(error))

        return self.jobs.run(
            lane,
            work,
            owner=owner,
            done=done,
            failed=tell,
            progress=progress,
            to_the_end=to_the_end,
        )

    def _on_error(self, error: Exception) -> None:
        self.failed.emit(explain(error))


class Core(Lanes):
    """Runs the work of the faces, and drops the answers of a copy that is no longer open.

    `opened` is a plain object that only workers use; None when signed out or locked. `ready` are
    answers that were read while it was opened, by question: each is given once (`give`), and all
    are dropped as soon as anything may have changed.
    """

    ended = Signal(object)  # Trouble: the practice ended the session or took the right away
    touched = Signal(object)  # frozenset[str] of kinds that this program itself changed
    acted = Signal()  # something new waits in the outbox
    practice_changed = Signal()  # the welcome in the settings is another
    entering = Signal()  # a copy is about to be opened; a good time to build its page

    def __init__(self, settings: SettingsFile, places: Places, parent: QObject) -> None:
        super().__init__(parent)
        self.settings = settings
        self.ways = heavy.Ways.of(places, threading.get_ident())
        self.opened: Opened | None = None
        self._begun = WeakSet[Context]()  # for the copy that is open, and not `to_the_end`
        self.ready: dict[str, Any] = {}
        self.locked: Path | None = None  # the folder of the copy that the lock page opens
        self.practice: Practice | None = None
        self.people: tuple[Person, ...] = ()
        self.chosen: PatientId | None = None
        self.offline = False

    @override
    def run(
        self,
        lane: Lane,
        work: Callable[[Context], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed | None = None,
        progress: Callable[[Progress], None] | None = None,
        to_the_end: bool = False,
    ) -> Context:
        """As `Lanes.run`.

        An answer is dropped when another copy is open by then, or none where one was. Whichever
        lane hears first that the session or the right ended tells it through `ended`.
        """
        opened = self.opened

        def if_still_open(value: T) -> None:
            if self.opened is opened:
                done(value)

        def tell(error: Exception) -> None:
            if self.opened is not opened or of_a_closed_copy(error):
                return
            told = explain(error)
            if opened is not None and told.trouble in ENDINGS:
                self.ended.emit(told.trouble)
            else:
                (failed or self.failed.emit)(told)

        context = self.jobs.run(
            lane,
            work,
            owner=owner,
            done=if_still_open,
            failed=tell,
            progress=progress,
            to_the_end=to_the_end,
        )
        if opened is not None and not to_the_end:
            self._begun.add(context)
        return context

    def drop(self) -> None:
        """Cancel what was begun for a copy that closes: what waits would run, and hold documents of
        the copy, for nobody."""
        begun, self._begun = self._begun, WeakSet()
        for context in begun:
            context.cancel()

    def run_noted(
        self,
        work: Callable[[Context], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Context:
        """Run work of the lane FILES that leaves a note of what was done (WHO-7)."""

        def noted(value: T) -> None:
            self.acted.emit()
            done(value)

        return self.run(Lane.FILES, work, owner=owner, done=noted, failed=failed, progress=progress)

    def give(self, question: str, done: Callable[[T], None]) -> bool:
        """Answer from what is ready; False when it must be read."""
        if question not in self.ready:
            return False
        done(self.ready.pop(question))
        return True

    def note(self, work: Callable[[Context], T], *, done: Callable[[T], None]) -> None:
        """Write down what was looked at, also when the program ends right after."""
        self.run(Lane.READ, work, owner=self, done=done, to_the_end=True)

    def change(self, work: Callable[[Context], None], kinds: frozenset[str]) -> None:
        """Write something of the patient's own; `touched` tells these kinds when it is kept.

        Not in the SYNC lane, where it would wait for the network: the vault lets writers take
        turns.
        """

        def kept(_none: None) -> None:
            self.touched.emit(kinds)
            self.acted.emit()

        self.ready.clear()
        self.run(Lane.READ, work, owner=self, done=kept, to_the_end=True)

    def write(  # noqa: PLR0913 - all by name
        self,
        work: Callable[[Context], T],
        kinds: frozenset[str],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed | None = None,
        acts: bool = False,
        lane: Lane = Lane.READ,
    ) -> None:
        """As `change`, with an answer to its owner; told to everybody even when that one is gone.

        `acts` says that something new waits in the outbox then.
        """

        def kept(value: T) -> None:
            self.touched.emit(kinds)
            if acts:
                self.acted.emit()
            if shiboken6.isValid(owner):
                done(value)

        def tell(error: PortalError) -> None:
            (failed if failed and shiboken6.isValid(owner) else self.failed.emit)(error)

        self.ready.clear()
        self.run(lane, work, owner=self, done=kept, failed=tell, to_the_end=True)


def nothing(_value: object) -> None:
    """For work whose answer tells nothing."""


def never() -> Context:
    """The context of work that does not start because nothing is open."""
    context = Context()
    context.cancel()
    return context
