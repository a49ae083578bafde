"""The simulated front desk: takes patients' actions over, as a practice's own system would."""

from threading import Event
from typing import Final

import msgspec
import requests

from portal_protocol.feed import Acknowledge, OutgoingAction
from practice_server.demo.door import FeedDoor, FeedError

AT_ONCE: Final = 100
LONGEST_PAUSE: Final = 30.0


class Desk:
    """Reads what patients did and acknowledges it, in order, each action once."""

    def __init__(self, base_url: str, feed_key: str) -> None:
        self._door = FeedDoor(base_url, feed_key)
        self.after = 0

    def step(self) -> int:
        """Take over what waits; says how many actions. Raises what `FeedDoor` raises."""
        path = f"/feed/v1/actions?after={self.after}&limit={AT_ONCE}"
        actions = msgspec.json.decode(
            self._door.call("GET", path).content, type=list[OutgoingAction]
        )
        if actions:
            upto = actions[-1].number
            self._door.call(
                "POST",
                "/feed/v1/actions/acknowledge",
                body=msgspec.json.encode(Acknowledge(upto)),
                headers={"Content-Type": "application/json"},
            )
            self.after = upto
        return len(actions)

    def run(self, stopping: Event, *, pause: float = 1.0) -> None:
        """Step every `pause` seconds until `stopping` is set, less often while nobody answers.

        Raises `FeedError` when the feed refuses for good, as with a wrong key.
        """
        wait = pause
        while not stopping.wait(wait):
            try:
                while self.step() and not stopping.is_set():
                    pass
                wait = pause
            except requests.RequestException:
                wait = min(wait * 2, LONGEST_PAUSE)
            except FeedError as refused:
                if refused.status < requests.codes.server_error:
                    raise
                wait = min(wait * 2, LONGEST_PAUSE)

    def close(self) -> None:
        """Close the connections."""
        self._door.close()
