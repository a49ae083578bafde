"""A practice whose patients transmit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from practice_server.store.store import Store
from tests.practice_server.ccd.charts import chart
from tests.practice_server.mail.post import Post, post_office
from tests.practice_server.summaries.clinics import PROBLEM, clinic_in
from tests.practice_server.transmit.office import Office


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server."""
    with post_office() as made:
        yield made


@pytest.fixture
def office(store: Store, tmp_path: Path, post: Post) -> Office:
    """Ivy has a summary; Elena, her guarantor, sees it."""
    clinic = clinic_in(store, tmp_path)
    clinic.feed(chart(), PROBLEM)
    return Office(clinic, post)
