"""How often Python looks for cycles.

By default it looks after every 700 new objects, which costs a sixth of the time to the first
paint, when hardly anything dies. Widgets and records form few cycles.
"""

import gc

MANY = 50_000


def look_rarely() -> None:
    """Before anything large is imported."""
    gc.set_threshold(MANY, 20, 20)


def settle() -> None:
    """When the program is up: what is there now stays, and is not looked at again."""
    gc.freeze()
