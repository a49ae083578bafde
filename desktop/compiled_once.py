"""Compiles PySide6's support module once, not at every start.

The support module is Python source inside a library, so Python has no place to keep its bytecode
and compiles all fourteen files whenever PySide6 is imported: a sixth of the time to the first
paint. Here the code is kept where Python keeps that of this package, and as Python does: it is
used only while the source is the same, and not written where no bytecode is to be written.
"""

import builtins
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from types import CodeType
from typing import Any

KEPT = Path(__file__).with_name("shibokensupport.py")
"""The source file whose bytecode this would be."""

Key = tuple[str, bytes]


@contextmanager
def compiled_once(source: Path = KEPT) -> Iterator[None]:
    """While PySide6 is imported: its `compile` answers from what is kept; keeps what is new."""
    place = Path(cache_from_source(source))
    kept = _read(place)
    used: dict[Key, CodeType] = {}
    real = builtins.compile

    def from_kept(source: Any, filename: Any, *rest: Any, **named: Any) -> Any:
        if not isinstance(source, bytes) or rest != ("exec",) or named:
            return real(source, filename, *rest, **named)
        key = (str(filename), source_hash(source))
        used[key] = kept.get(key) or real(source, filename, "exec")
        return used[key]

    builtins.compile = from_kept
    try:
        yield
    finally:
        builtins.compile = real
    if used.keys() != kept.keys() and not sys.dont_write_bytecode:
        with suppress(OSError):
            _write(place, used)


def _read(place: Path) -> dict[Key, CodeType]:
    """What is kept; nothing when it is not there, damaged or another Python's."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = place.read_bytes()
        if data.startswith(MAGIC_NUMBER):
            kept: dict[Key, CodeType] = marshal.loads(data[len(MAGIC_NUMBER) :])  # noqa: S302 - bytecode, as Python's
            return kept
    return {}


def _write(place: Path, used: dict[Key, CodeType]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(f"{place.name}.{os.getpid()}")
    new.write_bytes(MAGIC_NUMBER + marshal.dumps(used))
    new.replace(place)
