"""What a figure is: pairs of measurements, taken in turn, and the ratio of their medians' pairs."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

Measure = Callable[[], float]
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: medians of the value and its floor in `unit`, the median ratio, its limit."""

    name: str
    value: float
    floor: float
    unit: str
    ratio: float
    limit: float

    @property
    def over(self) -> bool:
        """Whether it is over its limit."""
        return self.ratio > self.limit

    def as_json(self) -> dict[str, Any]:
        """The row of the JSON file."""
        return asdict(self)

    def as_line(self) -> str:
        """The line on the terminal."""
        verdict = "OVER" if self.over else "ok"
        numbers = f"{self.value:10.4g} {self.floor:10.4g} {self.unit:5} {self.ratio:6.2f}"
        return f"{self.name:58} {numbers} {self.limit:5.2f}  {verdict}"


HEADING = f"{'figure':58} {'value':>10} {'floor':>10} {'unit':5} {'ratio':>6} limit"


def compare(
    name: str, value: Measure, floor: Measure, *, unit: str, limit: float, rounds: int = ROUNDS
) -> Figure:
    """Measure both in turn, `rounds` times: noise of the machine hits both alike.

    The ratio is the median of the rounds' ratios. One round before them warms both up.
    """
    value(), floor()
    pairs = [(value(), floor()) for _ in range(rounds)]
    return from_pairs(name, pairs, unit=unit, limit=limit)


def from_pairs(name: str, pairs: list[tuple[float, float]], *, unit: str, limit: float) -> Figure:
    """A figure of pairs (value, floor) that were measured in the same run."""
    return Figure(
        name=name,
        value=statistics.median(value for value, _ in pairs),
        floor=statistics.median(floor for _, floor in pairs),
        unit=unit,
        ratio=round(statistics.median(value / floor for value, floor in pairs), 3),
        limit=limit,
    )


Bench = Callable[[], Iterator[Figure]]
