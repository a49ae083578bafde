"""The one place where heavy modules are imported, late: SQLAlchemy and SQLCipher, requests and the
system's certificates, cryptography, the keyring, pypdf. Together they take longer to import than
the sign-in page takes to paint, so each function here imports what it needs when it runs, in a
lane. `warm_up` runs right after the first paint, so that signing in finds them loaded.
"""
# ruff: noqa: PLC0415

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from typing_extensions import override

from desktop.models.saved import SavedCopy
from desktop.models.trouble import PortalError
from desktop.services.context import Context
from desktop.services.settings import EndLater, Places
from portal_protocol.session import Welcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from desktop.models.own import OwnFile
    from desktop.services.client import Client
    from desktop.services.portal.core import Lanes
    from desktop.services.portal.images import ImagesFace
    from desktop.services.portal.opened import Start
    from desktop.services.portal.pdf import PdfFace
    from desktop.services.portal.summaries import SummariesFace
    from desktop.services.session import Arrival, Door

VAULTS = "copies"


class Found(Struct, frozen=True):
    """A practice that answered: its base URL, as it is shown, and what it says of itself."""

    address: str
    shown: str
    welcome: Welcome


class Ways(Struct, frozen=True):
    """Where the copies lie, and the thread that must never touch one."""

    root: Path
    forbidden_thread: int

    @classmethod
    def of(cls, places: Places, thread: int) -> "Ways":
        """The copies in the data folder."""
        return cls(places.data / VAULTS, thread)


class SignInWish(Struct, frozen=True):
    """What the sign-in form holds; `repr` hides the password."""

    address: str
    user_name: str
    password: str
    remember: bool
    keep: bool

    @override
    def __repr__(self) -> str:
        return "SignInWish(…)"


def pdf_face(core: "Lanes", most: int) -> "PdfFace":
    """The face of the PDF process, for so many open documents."""
    from desktop.services.portal.pdf import PdfFace

    return PdfFace(core, most)


def images_face(core: "Lanes") -> "ImagesFace":
    """The face of the picture processes."""
    from desktop.services.portal.images import ImagesFace

    return ImagesFace(core)


def summaries_face(core: "Lanes") -> "SummariesFace":
    """The face of the process that reads clinical documents."""
    from desktop.services.portal.summaries import SummariesFace

    return SummariesFace(core)


def own_file(path: Path) -> "Callable[[Context], OwnFile]":
    """The work of reading a file that did not come from the practice."""

    def read(context: Context) -> "OwnFile":
        from desktop.services import own_files

        return own_files.read(context, path=path)

    return read


def warm_up(_context: Context) -> None:
    """Import everything that opening a copy and signing in need."""
    import keyring
    import keyring.backends

    from desktop.services import client, session
    from desktop.services.portal import opened, pdf

    _ = keyring, client, session, opened, pdf


def rehearse(_context: Context) -> None:
    """Do once what opening a copy does, with a copy in memory that holds nobody's records."""
    from desktop.services.portal.opened import utc_now
    from desktop.services.portal.reads.rehearse import rehearse

    rehearse(utc_now())


def find_practice(context: Context, *, address: str) -> Found:
    """Ask the practice at an address who it is (SIGN-1). Raises PortalError."""
    client = _client(context, address)
    try:
        welcome = client.welcome()
    finally:
        client.close()
    return Found(client.address.base, client.address.shown, welcome)


def saved_copies(_context: Context, *, ways: Ways, address: str) -> tuple[SavedCopy, ...]:
    """The copies for this practice, newest first."""
    from desktop.models.vault.folder import saved_copies as every

    return tuple(copy for copy in every(ways.root) if copy.practice == address)


def can_keep(_context: Context) -> bool:
    """Whether there is a keyring that protects (SIGN-14)."""
    from desktop.services.keyring import Keyring

    return Keyring().available()


def sign_in(context: Context, *, ways: Ways, wish: SignInWish) -> "Start":
    """Sign in at the practice and open the copy. Raises PortalError, `CopyCannotOpen` (OFF-5)."""
    from desktop.services.portal.opened import begin

    client = _client(context, wish.address)
    live = _door(ways).sign_in(
        client, wish.user_name, wish.password, remember=wish.remember, keep=wish.keep
    )
    return begin(live, contact=True, keeps=wish.keep)


def rescue(_context: Context, *, ways: Ways, arrival: "Arrival", old_password: str) -> "Start":
    """Open the copy with its old password and give it the new one (OFF-5)."""
    from desktop.services.portal.opened import begin

    live = _door(ways).finish_with_old(arrival, old_password)
    return begin(live, contact=True, keeps=arrival.keep)


def start_anew(_context: Context, *, ways: Ways, arrival: "Arrival") -> "Start":
    """Remove the copy that does not open and fetch everything again (OFF-5)."""
    from desktop.services.portal.opened import begin

    return begin(_door(ways).finish_anew(arrival), contact=True, keeps=arrival.keep)


def abandon(_context: Context, *, ways: Ways, arrival: "Arrival") -> EndLater | None:
    """End the session of somebody who did not go on; what must wait, if anything."""
    end = _door(ways).abandon(arrival)
    return EndLater(arrival.client.address.base, end) if end else None


def open_saved(_context: Context, *, ways: Ways, folder: Path, password: str) -> "Start":
    """Open a saved copy with its password, with no network (OFF-1)."""
    from desktop.services.portal.opened import begin

    return begin(_door(ways).open_saved(folder, password))


def resume(_context: Context, *, ways: Ways, kept: str) -> "Start | None":
    """Open the copy whose key is in the keyring; None when it is not there any more."""
    from desktop.services.portal.opened import begin

    live = _door(ways).resume(ways.root / kept)
    return begin(live, keeps=True) if live is not None else None


def forget_key(_context: Context, *, folder: Path) -> None:
    """Drop the key of a locked copy from the keyring (SIGN-13)."""
    from desktop.services.keyring import KeptKey, Keyring

    KeptKey(Keyring(), folder).drop()


def end_sessions(context: Context, *, ends: tuple[EndLater, ...]) -> frozenset[EndLater]:
    """End sessions at their practices; returns those that are done with (SIGN-13)."""
    from desktop.services.session import end_sessions as end

    done: set[EndLater] = set()
    for later in ends:
        try:
            client = _client(context, later.address)
        except PortalError:  # no address: the file was changed
            done.add(later)
            continue
        if not end(client, [later.end]):
            done.add(later)
        client.close()
    return frozenset(done)


def _client(context: Context, address: str) -> "Client":
    from desktop.services.addresses import parse
    from desktop.services.client import Client

    client = Client(parse(address))
    context.on_cancel(client.abort)
    return client


def _door(ways: Ways) -> "Door":
    from desktop.services.portal.reads.first import first
    from desktop.services.session import Door

    def look(connection: "Connection") -> None:
        first(connection, datetime.now(UTC))

    return Door(ways.root, forbidden_thread=ways.forbidden_thread, look=look)
