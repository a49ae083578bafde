"""Wrong passwords at a saved copy: a delay that grows and outlives the program (OFF-4)."""

import math
import time
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault.files import write_whole

FREE_TRIES = 3
FIRST_DELAY = 2
LONGEST_DELAY = 300


class _Kept(Struct, frozen=True):
    wrong: int = 0
    last_at: float = 0.0


_UNWRITTEN: dict[Path, _Kept] = {}


class Tries:
    """Counts tries at one vault, in a file beside it that holds nothing but the count.

    A try is counted before it is made, so that ending the program does not win one.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "tries.json"

    def begin(self) -> None:
        """Count a try; TOO_MANY_TRIES with the seconds to wait when it comes too early."""
        kept = self._read()
        left = self._left(kept)
        if left > 0:
            raise PortalError(Trouble.TOO_MANY_TRIES, retry_after=left)
        self._write(_Kept(kept.wrong + 1, time.time()))

    def clear(self) -> None:
        """The password was right."""
        _UNWRITTEN.pop(self._path, None)
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def seconds_left(self) -> int:
        """How long the next try has to wait, 0 when it may come now."""
        return self._left(self._read())

    def _left(self, kept: _Kept) -> int:
        delay = delay_after(kept.wrong)
        passed = time.time() - kept.last_at
        if passed < 0:  # the clock was set back: the wait begins anew, once
            self._write(_Kept(kept.wrong, time.time()))
            passed = 0
        return max(0, math.ceil(delay - passed))

    def _read(self) -> _Kept:
        if self._path in _UNWRITTEN:
            return _UNWRITTEN[self._path]
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except FileNotFoundError:
            return _Kept()
        except (msgspec.MsgspecError, UnicodeDecodeError, OSError):
            spoilt = _Kept(FREE_TRIES, time.time())  # the first delay, once
            self._write(spoilt)
            return spoilt

    def _write(self, kept: _Kept) -> None:
        try:
            write_whole(self._path, msgspec.json.encode(kept))
            _UNWRITTEN.pop(self._path, None)
        except OSError:  # a full disk must not lock the patient out: counted for this run
            _UNWRITTEN[self._path] = kept


def delay_after(wrong: int) -> int:
    """Seconds to wait after that many wrong tries: none, then 2, 4, 8 … up to 300."""
    if wrong < FREE_TRIES:
        return 0
    return int(min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(wrong - FREE_TRIES, 20)))
