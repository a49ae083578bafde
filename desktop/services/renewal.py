"""A new copy in the place of one that cannot be read in part, while it is open (OFF-6)."""

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault.rescue import Rescued
from desktop.services.client import Client
from desktop.services.live import Live
from portal_protocol.sync import SyncRequest


def prepared(live: Live, *, give_up_waiting: bool) -> Rescued:
    """What is taken over, once it is certain that the rest can be fetched; changes nothing.

    Raises those of no contact, SESSION_EXPIRED or SESSION_ENDED when the password is needed first,
    and WAITING_DAMAGED when something that waits would be lost, unless that is wanted.
    """
    live.call(lambda access: live.client.sync(access, SyncRequest(have={}, limit=1)))
    found = live.vault.rescued()
    if not (found.whole or give_up_waiting):
        raise PortalError(Trouble.WAITING_DAMAGED)
    return found


def renewed(live: Live, found: Rescued) -> Live:
    """Close this copy and open a new one under the same key, with the same session."""
    live.abort()
    session = live.session
    vault = live.vault.renewed(found)
    live.close()
    address = live.client.address
    fresh = Live(vault, Client(address), Client(address), live.keyring)
    if session is not None:
        fresh.keep(session)
    return fresh
