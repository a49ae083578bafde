"""The demo practice as of one day, built once."""

from datetime import date
from random import Random

import pytest

from practice_server import demo
from practice_server.demo import families
from practice_server.demo.days import Days
from practice_server.demo.families import Family
from practice_server.demo.practice import SEED, DemoPractice

TODAY = date(2026, 11, 9)


@pytest.fixture(scope="session")
def practice() -> DemoPractice:
    """Everything that is fed."""
    return demo.build(today=TODAY)


@pytest.fixture(scope="session")
def marlowes() -> Family:
    """The family with its books."""
    return families.marlowes(Days(TODAY), Random(SEED))


@pytest.fixture(scope="session")
def every_family(marlowes: Family) -> list[Family]:
    """All accounts."""
    return [marlowes, *families.others(Days(TODAY), Random(SEED))]
