"""Getting in and out: the practice, sign-in, saved copies, the lock (SIGN, OFF)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject

from desktop.models.saved import SavedCopy
from desktop.models.trouble import PortalError
from desktop.services.jobs import Context, Lane
from desktop.services.portal import heavy
from desktop.services.portal.core import Core, Done, Failed
from desktop.services.portal.life import Life
from desktop.services.portal.state import Stage
from portal_protocol.session import Welcome

if TYPE_CHECKING:
    from desktop.services.portal.opened import Start
    from desktop.services.session import Arrival

MOST_NAMES = 5


class SessionFace:
    """What the sign-in and lock pages ask for. Nothing here blocks; answers come back as calls.

    `address` is the practice's address as it is shown to the patient, of the practice last found
    or in use. `invited` is an address from an invitation link or the command line that the
    sign-in page should look up at once ("" for none). `rescued` says after VAULT_DAMAGED that
    `start_anew` takes over all that waits.
    """

    def __init__(self, core: Core, life: Life, invited: str) -> None:
        self._core, self._life = core, life
        self.invited = invited
        self.address = core.settings.values.address.removeprefix("https://")
        self._found: heavy.Found | None = None
        self._arrival: Arrival | None = None
        self.rescued = False

    def find_practice(
        self, address: str, *, owner: QObject, done: Callable[[Welcome], None], failed: Failed
    ) -> None:
        """Ask the practice at an address (typed or a link) who it is (SIGN-1).

        What the practice in use says anew is kept; sessions that wait for contact are ended.
        """

        def found(answer: heavy.Found) -> None:
            self._found, self.address = answer, answer.shown
            if answer.address == self._core.settings.values.address:
                self._core.settings.change(welcome=answer.welcome)
                self._core.practice_changed.emit()
            self._life.end_sessions()
            done(answer.welcome)

        work = partial(heavy.find_practice, address=address)
        self._core.run(Lane.SYNC, work, owner=owner, done=found, failed=failed)

    def use_practice(self, welcome: Welcome) -> None:
        """Keep the practice that was found last; the stage becomes SIGNED_OUT."""
        if self._found is None:
            return
        self._core.settings.change(address=self._found.address, welcome=welcome)
        self.invited = ""
        self._core.practice_changed.emit()
        self._life.show(Stage.SIGNED_OUT)

    def forget_practice(self) -> None:
        """Back to the question for an address; saved copies stay. The stage becomes NO_PRACTICE.

        Whoever is signing in meanwhile is not let in any more.
        """
        self._life.epoch += 1
        self.give_up()
        self._core.settings.change(address="", welcome=None)
        self.address, self.invited, self._found = "", "", None
        self._core.practice_changed.emit()
        self._life.show(Stage.NO_PRACTICE)

    def saved_copies(
        self, *, owner: QObject, done: Callable[[tuple[SavedCopy, ...]], None]
    ) -> None:
        """The copies on this computer for the practice in use, newest first (OFF-1)."""
        settings = self._core.settings.values
        work = partial(heavy.saved_copies, ways=self._core.ways, address=settings.address)
        self._core.run(Lane.READ, work, owner=owner, done=done)

    def can_keep(self, *, owner: QObject, done: Callable[[bool], None]) -> None:
        """Whether this computer has a keyring that encrypts, so that 'Keep me signed in' can be
        offered (SIGN-14)."""
        self._core.run(Lane.FILES, heavy.can_keep, owner=owner, done=done)

    def sign_in(  # noqa: PLR0913 - what the form holds
        self,
        user_name: str,
        password: str,
        *,
        remember: bool,
        keep: bool,
        owner: QObject,
        done: Done,
        failed: Failed,
    ) -> None:
        """Sign in at the practice; then the stage becomes OPEN and `done(None)` is called.

        Fails with WRONG_CREDENTIALS, TOO_MANY_TRIES, OFFLINE and the others of `Trouble`. After
        PASSWORD_CHANGED or VAULT_DAMAGED one of `rescue`, `start_anew`, `give_up` follows.
        """
        wish = heavy.SignInWish(
            self._core.settings.values.address, user_name.strip(), password, remember, keep
        )
        work = partial(heavy.sign_in, ways=self._core.ways, wish=wish)

        def entered(start: "Start") -> None:
            self._core.settings.change(kept=start.kept)
            self._remember(wish.user_name, remember=remember)
            done(None)

        def refused(error: PortalError) -> None:
            self._hold(error, None)
            failed(error)

        self._open(Lane.SYNC, work, owner, entered, refused)

    def rescue(self, old_password: str, *, owner: QObject, done: Done, failed: Failed) -> None:
        """After `sign_in` failed with PASSWORD_CHANGED: open the copy with its old password, so
        that what waits in it is not lost; from then on it has the new one (OFF-5)."""
        arrival = self._arrival
        if arrival is not None:
            work = partial(
                heavy.rescue, ways=self._core.ways, arrival=arrival, old_password=old_password
            )

            def refused(error: PortalError) -> None:
                self._hold(error, arrival)
                failed(error)

            self._open(Lane.SYNC, work, owner, self._arrived(arrival, done), refused)

    def start_anew(self, *, owner: QObject, done: Done, failed: Failed) -> None:
        """After `sign_in` failed with PASSWORD_CHANGED or VAULT_DAMAGED: give the copy up, with
        what waits in it unless the error said `rescued`, and fetch everything again (OFF-5, 6)."""
        arrival = self._arrival
        if arrival is not None:
            work = partial(heavy.start_anew, ways=self._core.ways, arrival=arrival)
            self._open(Lane.SYNC, work, owner, self._arrived(arrival, done), failed)

    def give_up(self) -> None:
        """After such a failure: go back; the copy stays as it is."""
        arrival, self._arrival = self._arrival, None
        if arrival is not None:
            work = partial(heavy.abandon, ways=self._core.ways, arrival=arrival)
            self._core.run(Lane.SYNC, work, owner=self._core, done=self._life.end_later)

    def open_saved(
        self, copy: SavedCopy, password: str, *, owner: QObject, done: Done, failed: Failed
    ) -> None:
        """Open a saved copy with its password and no network (OFF-1).

        Fails with WRONG_PASSWORD; `retry_after` is the seconds before the next try (OFF-4).
        """
        work = partial(
            heavy.open_saved, ways=self._core.ways, folder=copy.folder, password=password
        )
        self._open(Lane.READ, work, owner, lambda _start: done(None), failed)

    def unlock(self, password: str, *, owner: QObject, done: Done, failed: Failed) -> None:
        """Open the locked copy again (SIGN-14); fails as `open_saved`."""
        folder = self._core.locked
        if folder is None:
            return
        work = partial(heavy.open_saved, ways=self._core.ways, folder=folder, password=password)
        self._open(Lane.READ, work, owner, lambda _start: done(None), failed)

    def resume(self, *, owner: QObject, done: Callable[[bool], None]) -> None:
        """Open the copy whose key is in the keyring, if there is one; `done(opened)`."""
        kept = self._core.settings.values.kept
        if not kept:
            done(bool(kept))
            return

        def entered(start: "Start | None") -> None:
            if start is not None:
                self._life.enter(start)
            done(start is not None)

        def not_there(_error: PortalError) -> None:
            entered(None)

        work = partial(heavy.resume, ways=self._core.ways, kept=kept)
        self._core.run(Lane.READ, work, owner=owner, done=entered, failed=not_there)

    def _open(
        self,
        lane: Lane,
        work: Callable[[Context], "Start"],
        owner: QObject,
        done: Callable[["Start"], None],
        failed: Failed,
    ) -> None:
        """Open a copy; it is entered even if the page that asked is gone by then, but not when the
        patient went another way meanwhile."""
        epoch = self._life.epoch

        def entered(start: "Start") -> None:
            if self._life.epoch != epoch:
                self._life.end(start.opened)
                self._life.end_sessions()
                return
            self._life.enter(start)
            if shiboken6.isValid(owner):
                done(start)

        def refused(error: PortalError) -> None:
            if self._life.epoch != epoch:
                self._hold(error, None)
                self.give_up()
            elif shiboken6.isValid(owner):
                failed(error)

        self._core.run(lane, work, owner=self._core, done=entered, failed=refused)
        self._core.entering.emit()

    def _hold(self, error: PortalError, otherwise: "Arrival | None") -> None:
        """Who was let in, and whether nothing that waits is lost: see `CopyCannotOpen`."""
        self._arrival = getattr(error, "arrival", otherwise)
        self.rescued = bool(getattr(error, "rescued", False))

    def _arrived(self, arrival: "Arrival", done: Done) -> Callable[["Start"], None]:
        def entered(start: "Start") -> None:
            self._arrival = None
            self._core.settings.change(kept=start.kept)
            self._remember(arrival.session.user_name, remember=arrival.remember)
            done(None)

        return entered

    def _remember(self, user_name: str, *, remember: bool) -> None:
        others = tuple(
            name
            for name in self._core.settings.values.user_names
            if name.casefold() != user_name.casefold()
        )
        names = (user_name, *others)[:MOST_NAMES] if remember else others
        self._core.settings.change(user_names=names)
