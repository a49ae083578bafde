"""A practice whose patients transmit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_protocol.summaries import Referral
from practice_server.store.store import Store
from practice_server.transmit.certificates import Directory
from practice_server.transmit.direct import Direct
from practice_server.transmit.revocation import RevocationLists
from practice_server.transmit.trust import Trust
from tests.practice_server.ccd.charts import IVY, chart
from tests.practice_server.mail.post import Post, post_office
from tests.practice_server.summaries.clinics import PROBLEM, clinic_in
from tests.practice_server.transmit.community import (
    ADDRESSEE,
    PRACTICE,
    Authority,
    anchor,
    identity,
)
from tests.practice_server.transmit.office import Office
from tests.practice_server.worlds import feed

REFERRAL = Referral(
    id="to-chen", patient=IVY, provider_name="Dr. Chen", direct_address=ADDRESSEE, trusted=True
)


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


@pytest.fixture
def community() -> Authority:
    """Who vouches for the practice and for others."""
    return anchor()


@pytest.fixture
def direct_office(office: Office, community: Authority) -> Office:
    """The same, in a trust community; Ivy was referred to somebody there, whose certificate the
    practice knows."""
    feed(office.clinic.store, REFERRAL)
    office.direct = Direct(
        PRACTICE,
        identity(community),
        Trust([community.certificate], RevocationLists()),
        Directory([community.vouch()]),
    )
    return office
