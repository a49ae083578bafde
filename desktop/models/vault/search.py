"""Full-text search over what people read, in any script (HEAD-6). `indexing` fills it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from desktop.models.folding import Phrase, has, phrases, words
from desktop.models.vault.envelope import as_time
from desktop.models.vault.indexing import SEARCHED

_FEW = 4
"""A record may be in two streams while it moves; so many more are read than are wanted."""

_BEST = """WITH best AS (
    SELECT indexed.record AS number, search.rank AS rank, indexed.at AS at
    FROM search CROSS JOIN indexed ON indexed.record = search.rowid
    WHERE search MATCH ? AND indexed.stream IN (SELECT number FROM stream WHERE live = 1)
        AND indexed.kind IN ({kinds}) {whose}
    ORDER BY search.rank, indexed.at DESC LIMIT ?)
SELECT record.kind, record.id, record.patient, record.at, record.body, text.pages
FROM best JOIN record ON record.number = best.number JOIN search AS text ON text.rowid = best.number
ORDER BY best.rank, best.at DESC, record.id"""
_PATIENCE = 1000  # steps of SQLite between two looks at whether somebody still waits


class Found(NamedTuple):
    """A record that has the words; `patient` is "" for nobody's, `pages` what its PDFs say."""

    kind: str
    id: str
    patient: str
    at: datetime | None
    body: bytes
    pages: str


def search(
    conn: Connection,
    typed: str,
    limit: int,
    *,
    names: Mapping[str, str] | None = None,
    patients: Collection[str] | None = None,
    kinds: Collection[str] = SEARCHED,
) -> tuple[Found, ...]:
    """Live records that have all that was typed (the beginning of a word is enough).

    The best come first, of two alike the later one. `names` are persons, providers and clinics by
    `indexing.who`: what is about them has their names. `patients` None is everybody's, also what
    is about nobody.
    """
    wanted = phrases(typed)
    if not wanted or not kinds:
        return ()
    match = " AND ".join(_asked(phrase, names or {}) for phrase in wanted)
    whose = "" if patients is None else f"AND indexed.patient IN ({_marks(patients)})"
    asked = _BEST.format(kinds=_marks(kinds), whose=whose)
    values = (match, *map(str, kinds), *(patients or ()), limit + _FEW)
    found: dict[tuple[str, str], Found] = {}
    for kind, name, patient, at, body, pages in conn.exec_driver_sql(asked, values):
        found.setdefault((kind, name), Found(kind, name, patient, as_time(at), body, pages))
    return tuple(found.values())[:limit]


@contextmanager
def stopped_when(conn: Connection, unwanted: Callable[[], bool]) -> Iterator[None]:
    """Let a search end soon after nobody waits for it any more; it raises then."""
    driver: Any = conn.connection.driver_connection
    driver.set_progress_handler(unwanted, _PATIENCE)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def _asked(phrase: Phrase, names: Mapping[str, str]) -> str:
    """One phrase in the search's own language: in the record, or a name of whom it is about."""
    text = f'{{words paper}} : "{" ".join(phrase)}"*'
    named = [f'"{who}"' for who, name in names.items() if has(words(name), phrase)]
    return f"({text} OR who : ({' OR '.join(named)}))" if named else f"({text})"


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
