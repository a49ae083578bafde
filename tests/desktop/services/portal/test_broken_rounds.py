"""A round of sync that breaks off: what came in it shows, whatever the rest does (OFF-3)."""

from datetime import timedelta

import msgspec
import pytest
from requests import Response

from portal_protocol.records import Kind
from portal_protocol.sync import SyncRequest
from tests.desktop.services.lossy import lossy
from tests.desktop.services.misbehaving import Call
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, SOON, visit


class Breaking:
    """A network that lets a number of pages through, and then none."""

    def __init__(self) -> None:
        self.left: int | None = None

    def __call__(self, call: Call, _answer: Response) -> bool:
        if call.path != "/v1/sync" or self.left is None:
            return False
        if msgspec.json.decode(call.body, type=SyncRequest).wait:
            return False
        if self.left > 0:
            self.left -= 1
            return False
        call.hang_up()
        return True


@pytest.mark.rule("OFF-3", "HEAD-1")
def test_what_came_before_a_round_broke_off_shows_at_once(patient: Patient) -> None:
    breaking = Breaking()
    with lossy(patient.server.url, breaking) as network:
        portal = patient.portal
        portal.session.use_practice(patient.ask(portal.session.find_practice, network.url))
        patient.sign_in()
        known = len(patient.ask(portal.appointments.upcoming).rows)
        opened = portal._core.opened
        assert opened is not None
        opened._sync.page = 2
        breaking.left = 1
        before = len(patient.changes)
        patient.server.feed(
            [visit(f"more-{at}", ELENA, SOON + timedelta(days=10 + at)) for at in range(6)]
        )
        portal.refresh()
        patient.wait_offline()
        patient.wait(lambda: any(Kind.APPOINTMENT in kinds for kinds in patient.changes[before:]))
        assert known < len(patient.ask(portal.appointments.upcoming).rows) < known + 6
        patient.wait_offline()
        portal.close()
