"""Getting in and out: the practice, sign-in, saved copies, the lock (SIGN, OFF)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.models.saved import SavedCopy
from desktop.services.portal.core import Core, Done, Failed
from portal_protocol.session import Welcome

if TYPE_CHECKING:
    from desktop.services.portal.portal import Portal


class SessionFace:
    """What the sign-in and lock pages ask for. Nothing here blocks; answers come back as calls.

    `address` is the practice's address as it is shown to the patient, of the practice last found
    or in use. `invited` is an address from an invitation link or the command line that the
    sign-in page should look up at once ("" for none).
    """

    def __init__(self, core: Core, portal: "Portal", invited: str) -> None:
        self._core, self._portal = core, portal
        self.invited = invited
        self.address = core.settings.values.address

    def find_practice(
        self, address: str, *, owner: QObject, done: Callable[[Welcome], None], failed: Failed
    ) -> None:
        """Ask the practice at an address (typed or a link) who it is (SIGN-1)."""

    def use_practice(self, welcome: Welcome) -> None:
        """Keep the practice that was found last; the stage becomes SIGNED_OUT."""

    def forget_practice(self) -> None:
        """Back to the question for an address; saved copies stay. The stage becomes NO_PRACTICE."""

    def saved_copies(
        self, *, owner: QObject, done: Callable[[tuple[SavedCopy, ...]], None]
    ) -> None:
        """The copies on this computer for the practice in use, newest first (OFF-1)."""

    def can_keep(self, *, owner: QObject, done: Callable[[bool], None]) -> None:
        """Whether this computer has a keyring that encrypts, so that 'Keep me signed in' can be
        offered (SIGN-14)."""

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

        Fails with WRONG_CREDENTIALS, TOO_MANY_TRIES, OFFLINE and the others of `Trouble`.
        """

    def open_saved(
        self, copy: SavedCopy, password: str, *, owner: QObject, done: Done, failed: Failed
    ) -> None:
        """Open a saved copy with its password and no network (OFF-1).

        Fails with WRONG_PASSWORD; `retry_after` is the seconds before the next try (OFF-4).
        """

    def unlock(self, password: str, *, owner: QObject, done: Done, failed: Failed) -> None:
        """Open the locked copy again (SIGN-14); fails as `open_saved`."""

    def resume(self, *, owner: QObject, done: Callable[[bool], None]) -> None:
        """Open the copy whose key is in the keyring, if there is one; `done(opened)`."""
