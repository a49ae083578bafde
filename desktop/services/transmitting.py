"""Care summaries are sent to somebody by the practice, now or not at all (SUM-4, SUM-5)."""

from dataclasses import dataclass

from desktop.services.context import Context
from desktop.services.live import Live
from portal_protocol.transmissions import Transmission, Transmit


@dataclass(frozen=True, slots=True)
class Transmitting:
    """For the lane FILES. Nothing of it waits on this computer; the password is kept nowhere."""

    live: Live

    def send(self, context: Context, *, asked: Transmit) -> Transmission:
        """Ask the practice; what becomes of it comes with sync.

        Sent again with the same id after a lost answer it is the same transmission. Raises
        PortalError; cancelling ends this call alone.
        """
        client = self.live.client.beside()
        context.on_cancel(client.abort)
        try:
            context.check_cancelled()
            return self.live.call(lambda access: client.transmit(access, asked))
        finally:
            client.close()
