"""Regular expressions of PySide6's support module, compiled when they are used.

They read and print the signatures of Qt's functions, which a program needs for the text of a
`TypeError` alone. Compiling the three of them takes as long as ten pages of this program to import.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

ASKING = "shibokensupport."


class LatePattern:
    """Stands for `re.compile(…)`; the support module takes methods of it before it needs them."""

    def __init__(self, *asked: Any, **named: Any) -> None:
        self._asked, self._named = asked, named

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(*self._asked, **self._named)

    def finditer(self, *words: Any) -> Any:
        """As `re.Pattern.finditer`."""
        return self._pattern.finditer(*words)

    def split(self, *words: Any) -> Any:
        """As `re.Pattern.split`."""
        return self._pattern.split(*words)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)


@contextmanager
def late_patterns() -> Iterator[None]:
    """While PySide6 is imported: its support module gets `LatePattern`, everybody else as ever."""
    real = re.compile

    def late(*asked: Any, **named: Any) -> Any:
        who = sys._getframe(1).f_globals["__name__"]  # noqa: SLF001 - as `warnings` asks for it
        made = LatePattern if who.startswith(ASKING) else real
        return made(*asked, **named)

    re.compile = late
    try:
        yield
    finally:
        re.compile = real
