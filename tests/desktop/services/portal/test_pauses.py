"""Pauses between tries at a practice that is away."""

from desktop.services.portal.pauses import Pauses


def test_pauses_grow_to_the_longest_and_start_again_after_an_answer() -> None:
    pauses = Pauses(first=1, longest=8)
    taken = [pauses.next() for _ in range(6)]
    for least, pause in zip((1, 2, 4, 8, 8, 8), taken, strict=True):
        assert least <= pause <= least * 1.25
    pauses.reset()
    assert pauses.next() <= 1.25


def test_what_the_server_asks_for_is_waited() -> None:
    assert Pauses(first=1).next(at_least=90) == 90
