"""Names of the files of a record: safe on every system, short, each once in its folder."""

import unicodedata

from desktop.services.saving import safe_name

MOST_SIGNS, MOST_BYTES = 60, 120
"""Of one part of a path: all of them together must fit into what Windows takes."""

_MOST_ENDING = 9


def part(name: str) -> str:
    """A name for one file or folder; its ending is kept when it is cut."""
    safe = safe_name(name.encode(errors="replace").decode())
    if _fits(safe):
        return safe
    stem, dot, ending = safe.rpartition(".")
    if not dot or len(ending) >= _MOST_ENDING:
        stem, ending = safe, ""
    after = f".{ending}" if ending else ""
    while stem and not _fits(stem + after):
        stem = stem[:-1]
    return safe_name(stem.rstrip(" .") + after)


class Names:
    """Gives each path once; for systems that ignore case or how letters are put together too."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, folder: str, name: str) -> str:
        """The path of `name` in `folder` ("" the root), numbered when it is taken."""
        name = part(name)
        stem, dot, ending = name.rpartition(".")
        if not dot or not stem:
            stem, dot, ending = name, "", ""
        number, path = 1, _joined(folder, name)
        while _alike(path) in self._taken:
            number += 1
            path = _joined(folder, f"{stem} ({number}){dot}{ending}")
        self._taken.add(_alike(path))
        return path


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _alike(path: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", path).upper().casefold())


def _fits(name: str) -> bool:
    return len(name) <= MOST_SIGNS and len(name.encode()) <= MOST_BYTES
