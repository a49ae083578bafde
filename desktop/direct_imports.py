"""Loads PySide6 without the work that this program never makes use of.

PySide6's support module puts a hook over `import` that reads the source of every module imported
after it, to see whether it uses PySide6 and may want `snake_case` names (`from __feature__ import
…`). This program never does. Without the hook the sign-in page is there 12 ms sooner.
"""

import builtins

from desktop.compiled_once import compiled_once
from desktop.late_patterns import late_patterns


def import_directly() -> None:
    """Load PySide6, then give Python its own `import` back; does nothing where there is no hook."""
    with compiled_once(), late_patterns():
        import PySide6.QtCore  # noqa: F401, PLC0415 - it sets the hook

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
