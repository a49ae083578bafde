"""An application for a test on each kind of database, and one that holds the whole family."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice_server.http import family
from tests.practice_server.http.portal import PortalUnderTest, portal_under_test


@pytest.fixture
def portal(tmp_path: Path, database_url: str) -> Iterator[PortalUnderTest]:
    """An application with nothing in it."""
    with portal_under_test(tmp_path, database_url) as made:
        yield made


@pytest.fixture
def clinic(portal: PortalUnderTest) -> PortalUnderTest:
    """An application with the practice and one patient, `stranger`, who has a login."""
    wanted = {"stranger", "login-of-stranger", "practice", "statement-of-stranger"}
    portal.feed([item for item in family.items() if item.id in wanted])
    return portal
