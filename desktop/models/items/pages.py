"""A long list in the parts in which it was read; each can be read again by itself."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class Part:
    """Records that follow one another; `cursor` asks for them, `sure` while nothing has changed
    since they were read."""

    cursor: str | None
    records: list[Any]
    sure: bool = True
    keys: frozenset[Hashable] = field(init=False)

    def __post_init__(self) -> None:
        self.hold(self.records)

    def hold(self, records: Iterable[Any]) -> None:
        """Have these records, and no others."""
        self.records = list(records)
        self.keys = frozenset(record.key for record in self.records)

    def behind(self, keys: Collection[Hashable]) -> list[Any]:
        """What stands behind the last of these; everything when none is here."""
        held = [at for at, record in enumerate(self.records) if record.key in keys]
        return self.records[held[-1] + 1 :] if held else list(self.records)


class Pages:
    """The parts, in order; `following` asks for what comes after them, None when nothing does.

    A part that is read again may have become longer or shorter, so what it brings can reach into
    the next ones, or leave some of what it had to a part of its own that is in doubt.
    """

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.following: str | None = None

    @property
    def records(self) -> list[Any]:
        """All records, in order."""
        return [record for part in self.parts for record in part.records]

    def add(self, cursor: str | None, records: Sequence[Any], following: str | None) -> None:
        """A further part, at the end."""
        self.parts.append(Part(cursor, list(records)))
        self.following = following

    def doubt(self) -> None:
        """Anything may have changed."""
        for part in self.parts:
            part.sure = False

    def doubtful(self, keys: Collection[Hashable]) -> Part | None:
        """The first part in doubt that holds one of these, or begins the list; None for none."""
        wanted = frozenset(keys)
        return next(
            (
                part
                for at, part in enumerate(self.parts)
                if not part.sure and (at == 0 or not wanted.isdisjoint(part.keys))
            ),
            None,
        )

    def put(self, part: Part, records: Sequence[Any], following: str | None) -> None:
        """A part was read again, with what its `cursor` asks for now."""
        keys = frozenset(record.key for record in records)
        at, left = self.parts.index(part), part.behind(keys)
        part.hold(records)
        part.sure = True
        if following is None:
            del self.parts[at + 1 :]
            self.following = None
        elif records and (reached := self._later(at, records[-1].key)) is not None:
            self._join(at, reached, keys, following)
        else:
            self._leave(at, left, following)
        self._drop_twice(part, keys)

    def _later(self, at: int, key: Hashable) -> int | None:
        later = range(at + 1, len(self.parts))
        return next((number for number in later if key in self.parts[number].keys), None)

    def _join(self, at: int, reached: int, keys: Collection[Hashable], following: str) -> None:
        """It became shorter: what it brings ends within a later part, and nothing is between."""
        rest = self.parts[reached]
        rest.hold(rest.behind(keys))
        rest.cursor = following
        del self.parts[at + 1 : reached]

    def _leave(self, at: int, left: list[Any], following: str) -> None:
        """It became longer, or stayed as it was: what it had and does not bring comes after it."""
        if at + 1 == len(self.parts):
            self.following = following
        elif left and self.parts[at + 1].cursor != following:
            self.parts.insert(at + 1, Part(following, left, sure=False))
        else:
            self.parts[at + 1].cursor = following

    def _drop_twice(self, part: Part, keys: frozenset[Hashable]) -> None:
        """No record stands in two places; a part that is left with none goes."""
        for other in self.parts:
            if other is not part and not keys.isdisjoint(other.keys):
                other.hold(record for record in other.records if record.key not in keys)
        for at in range(len(self.parts) - 1, 0, -1):
            if not self.parts[at].records:
                self._close_up(at)

    def _close_up(self, at: int) -> None:
        gone = self.parts.pop(at)
        if at < len(self.parts):
            self.parts[at].cursor = gone.cursor
        elif gone.cursor is not None and self.following is not None:
            self.following = gone.cursor
