"""An application for a test on each kind of database, and one that holds a practice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice_server.http import family
from tests.practice_server.http.portal import PortalUnderTest, portal_under_test, store_of
from tests.practice_server.worlds import Snapshot, restore, snapshot


@pytest.fixture
def portal(tmp_path: Path, database_url: str) -> Iterator[PortalUnderTest]:
    """An application with nothing in it."""
    with portal_under_test(tmp_path, database_url) as made:
        yield made


@pytest.fixture(scope="session")
def clinic_rows(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """What the feed made of the practice and one patient; a password is hashed once for all."""
    wanted = {"stranger", "login-of-stranger", "practice", "statement-of-stranger"}
    with portal_under_test(tmp_path_factory.mktemp("clinic")) as made:
        made.feed([item for item in family.items() if item.id in wanted])
        return snapshot(store_of(made))


@pytest.fixture
def clinic(portal: PortalUnderTest, clinic_rows: Snapshot) -> PortalUnderTest:
    """An application with the practice and one patient, `stranger`, who has a login."""
    restore(store_of(portal), clinic_rows)
    return portal
