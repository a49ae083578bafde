"""The simulated front desk: takes patients' actions over, as a practice's own system would."""

from datetime import UTC, datetime, timedelta
from itertools import takewhile
from threading import Event
from typing import Final

import msgspec
import requests

from portal_protocol.actions import ActionHead, SendMessage
from portal_protocol.feed import Acknowledge, OutgoingAction
from practice_server.demo import answers
from practice_server.demo.door import FeedDoor, FeedError

AT_ONCE: Final = 100
LONGEST_PAUSE: Final = 30.0
ANSWERS_AFTER: Final = timedelta(seconds=4)
_MESSAGE: Final = SendMessage.__struct_config__.tag


class Desk:
    """Reads what patients did and acknowledges it, in order, each action once.

    A message is opened and answered once it is `answers_after` old; both have ids that follow from
    the message, so that a desk that is stopped in between does nothing twice.
    """

    def __init__(
        self, base_url: str, feed_key: str, answers_after: timedelta = ANSWERS_AFTER
    ) -> None:
        self._door = FeedDoor(base_url, feed_key)
        self._answers_after = answers_after
        self.after = 0

    def step(self) -> int:
        """Take over what waits; says how many actions. Raises what `FeedDoor` raises."""
        path = f"/feed/v1/actions?after={self.after}&limit={AT_ONCE}"
        waiting = msgspec.json.decode(
            self._door.call("GET", path).content, type=list[OutgoingAction]
        )
        actions = list(takewhile(self._is_ripe, waiting))
        for action in filter(_is_message, actions):
            self._answer(action)
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

    def _is_ripe(self, action: OutgoingAction) -> bool:
        old_enough = datetime.now(UTC) - action.received_at >= self._answers_after
        return old_enough or not _is_message(action)

    def _answer(self, action: OutgoingAction) -> None:
        message = msgspec.json.decode(action.body, type=SendMessage)
        self._door.put_records(answers.answered(message, action.received_at))


def _is_message(action: OutgoingAction) -> bool:
    return msgspec.json.decode(action.body, type=ActionHead).do == _MESSAGE
