"""The longest time that the window could not answer while documents of every kind were opened."""

from collections.abc import Iterator

from bench.figure import Figure, from_pairs
from bench.viewer_runs import pairs_of


def figures() -> Iterator[Figure]:
    """All collections of broken and strange PDFs where they are there, else the demo's."""
    pairs = pairs_of("block")
    yield from_pairs("longest block of the GUI thread by PDFs", pairs, unit="s", limit=1)
