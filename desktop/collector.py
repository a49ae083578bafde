"""When Python looks for cycles, and in which thread.

Left to itself it looks after every 700 new objects, in whatever thread makes them. A worker would
so destroy widgets and timers that lie in a cycle, which ends the program: a timer that is destroyed
in another thread still fires. So while there is a window, only the GUI thread looks.
"""

import gc

MANY = 50_000
PERIOD = 1000
"""Milliseconds between two looks in the GUI thread."""

_YOUNG, _STEPS = 5_000, 10


def look_rarely() -> None:
    """Before anything large is imported: looking costs a sixth of the time to the first paint."""
    gc.set_threshold(MANY, 20, 20)


def only_when_asked() -> None:
    """Before the first worker: from here on `look` is the only one who looks."""
    gc.disable()


def look() -> None:
    """Look as deep as is due; for the GUI thread, every `PERIOD`."""
    young, middle, old = gc.get_count()
    if young > _YOUNG:
        gc.collect(2 if old > _STEPS else 1 if middle > _STEPS else 0)


def settle() -> None:
    """When the program is up: what is there now stays, and is not looked at again."""
    gc.freeze()
