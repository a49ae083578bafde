"""When an idle program locks (SIGN-14). Pure: the clock is given, nobody is called."""

import time
from collections.abc import Callable

from msgspec import Struct

WARNED_AHEAD = 120.0
TICK = 1.0


def awake_seconds() -> float:
    """Seconds that only grow and go on while the computer sleeps, where the system can tell."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Idle(Struct, frozen=True):
    """`left` is seconds to the lock, 0 when it is due; `warned` whether the patient is told so;
    `look_in` is when to ask again, in seconds."""

    left: float
    warned: bool
    look_in: float

    @property
    def due(self) -> bool:
        """Whether the program must lock now."""
        return self.left <= 0


class IdleClock:
    """Counts from the last sign of a person; warned 2 minutes ahead, or at half of a short time."""

    def __init__(self, minutes: float, clock: Callable[[], float] = awake_seconds) -> None:
        self._clock = clock
        self._limit = minutes * 60
        self._last = clock()

    def set_minutes(self, minutes: float) -> None:
        """The practice's limit, 2 to 30 minutes; counts from the last sign of a person still."""
        self._limit = minutes * 60

    def touch(self) -> None:
        """A person is here."""
        self._last = self._clock()

    def look(self) -> Idle:
        """How long it is still to the lock."""
        left = max(0.0, self._limit - (self._clock() - self._last))
        ahead = min(WARNED_AHEAD, self._limit / 2)
        warned = left <= ahead
        return Idle(left, warned, min(TICK, left) if warned else left - ahead)
