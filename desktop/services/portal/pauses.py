"""How long to wait before the next try at a server that is away. Pure."""

import os

FIRST = 3.0
LONGEST = 300.0


class Pauses:
    """Pauses that double from 3 seconds to 5 minutes, each with up to a quarter more by chance,
    so that a practice that comes back is not met by everybody at once."""

    def __init__(self, first: float = FIRST, longest: float = LONGEST) -> None:
        self._first, self._longest = first, longest
        self._next = first

    def next(self, at_least: float = 0.0) -> float:
        """Seconds to wait now; `at_least` is what the server asked for."""
        pause = self._next * (1 + os.urandom(1)[0] / 1024)
        self._next = min(self._longest, self._next * 2)
        return max(pause, at_least)

    def reset(self) -> None:
        """The server answered."""
        self._next = self._first
