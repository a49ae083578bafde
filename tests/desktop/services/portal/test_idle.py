"""When an idle program locks, with a clock that the test turns."""

import pytest

from desktop.services.portal.idle import IdleClock

pytestmark = pytest.mark.rule("SIGN-14")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_it_warns_two_minutes_ahead_and_then_is_due(clock: Clock) -> None:
    idle = IdleClock(10, clock)
    clock.now += 8 * 60 - 1
    assert not idle.look().warned
    clock.now += 1
    assert (idle.look().warned, idle.look().left, idle.look().due) == (True, 120, False)
    clock.now += 120
    assert idle.look().due


def test_a_sign_of_a_person_starts_the_time_anew(clock: Clock) -> None:
    idle = IdleClock(10, clock)
    clock.now += 599
    idle.touch()
    clock.now += 60
    assert (idle.look().warned, idle.look().left) == (False, 540)


def test_looking_again_is_asked_for_when_something_can_have_changed(clock: Clock) -> None:
    idle = IdleClock(10, clock)
    assert idle.look().look_in == 480
    clock.now += 480
    assert idle.look().look_in == 1


@pytest.mark.parametrize(("minutes", "ahead"), [(2, 60), (4, 120), (30, 120)])
def test_a_short_time_is_warned_at_its_half(clock: Clock, minutes: int, ahead: int) -> None:
    idle = IdleClock(minutes, clock)
    clock.now += minutes * 60 - ahead
    assert idle.look().warned
    clock.now -= 1
    assert not idle.look().warned


def test_the_practices_limit_counts_from_the_last_sign(clock: Clock) -> None:
    idle = IdleClock(30, clock)
    clock.now += 5 * 60
    idle.set_minutes(2)
    assert idle.look().due


def test_a_computer_that_slept_past_the_time_locks_at_once(clock: Clock) -> None:
    idle = IdleClock(10, clock)
    clock.now += 10_000
    assert (idle.look().left, idle.look().due) == (0, True)
