"""From the vault to the first page of a statement on the screen."""

from collections.abc import Iterator

from bench.figure import Figure, from_pairs
from bench.viewer_runs import pairs_of


def figures() -> Iterator[Figure]:
    """The viewer, its process warm, against QPdfDocument on a plain file in a plain label."""
    pairs = pairs_of("first_page")
    yield from_pairs("first page of a statement from the vault", pairs, unit="s", limit=1.3)
