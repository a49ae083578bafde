"""The longest time that the window could not answer while its theme and text size changed."""

from collections.abc import Iterator

from bench.figure import ROUNDS, Figure, from_pairs
from bench.measure_window import BLOCK, in_a_window
from bench.parts import folder, practice, welcomed


def figures() -> Iterator[Figure]:
    """Each round is a program of its own with both tabs, offscreen where there is no screen."""
    pairs = []
    with practice() as server:
        for _ in range(ROUNDS + 1):
            with folder() as place:
                welcomed(server, place)
                pairs.append((in_a_window("look", place)[0], BLOCK))
    name = "longest block of the GUI thread by theme and text size"
    yield from_pairs(name, pairs[1:], unit="s", limit=1)
