"""Keeps `None`, `True` and `False` alive under Python 3.11.

PySide6 6.12's wheels return `None` from every void call without taking a reference, as is right
where `None` is immortal (PEP 683, Python 3.12). Under 3.11 each such call takes one away that
nobody gave; after some thousand calls the interpreter ends with "deallocating None". Measured:
`sys.getrefcount(None)` falls by one with each `QLabel.setText`, and that of `True` with each
`Signal.emit`.
"""

import sys

PLENTY = 1 << 48


def keep_none() -> None:
    """Give them so many references that they never run out; nothing to do from 3.12 on."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes  # noqa: PLC0415 - only where it is needed

    for constant in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < PLENTY // 2:
            count.value += PLENTY
