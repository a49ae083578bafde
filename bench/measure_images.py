"""Images: moving a large one, opening one from the vault, and thumbnails of very many."""

from collections.abc import Iterator

from bench.figure import Figure, from_pairs
from bench.image_viewing import FRAMES, THUMBNAILS
from bench.viewer_runs import pairs_of

MODULE = "bench.image_viewing"


def figures() -> Iterator[Figure]:
    """Each in a program of its own, over real picture processes, which are warm."""
    yield from_pairs(
        f"panning a 24-megapixel picture: slowest of {FRAMES} frames",
        pairs_of("pan", MODULE),
        unit="s",
        limit=1,
    )
    yield from_pairs(
        "longest block of the GUI thread by images",
        pairs_of("block", MODULE),
        unit="s",
        limit=1,
    )
    yield from_pairs(
        "a 16-bit TIFF of 24 megapixels, vault to shown",
        pairs_of("first", MODULE),
        unit="s",
        limit=1.5,
    )
    yield from_pairs(
        f"{THUMBNAILS} thumbnails from the vault, first time",
        pairs_of("thumbnails", MODULE),
        unit="s",
        limit=1.3,
    )
