"""What waits goes with the right it was made under (WHO-6)."""

import pytest

from desktop.models.vault.spare import Spare
from desktop.services.context import Context
from desktop.services.outbox import Outbox
from desktop.services.sync import Sync
from portal_protocol.feed import Guardian, Removal
from portal_protocol.records import Answer, Appointment, Confirmation, PatientId, Person
from tests.desktop.services.conftest import SOON, Computer, Family


def child_of(family: Family) -> tuple[Appointment, Guardian]:
    """A child with a visit, whose guardian the family's patient is."""
    child = PatientId(f"child-{family.patient}")
    person = Person(id=child, patient=child, first_name="Ivy", last_name="Marlowe")
    link = Guardian(id=f"link-{child}", child=child, guardian=family.patient, is_guardian=True)
    visit = Appointment(
        id=f"visit-{child}", patient=child, at=SOON, confirmation=Confirmation.ASKED
    )
    family.server.feed([person, link, visit])
    return visit, link


@pytest.mark.rule("WHO-6")
def test_when_a_right_ends_what_waits_about_that_person_goes(computer: Computer, family: Family):
    visit, link = child_of(family)
    live = computer.synced(family)
    outbox = Outbox(live.vault)
    outbox.answer(visit, Answer.CONFIRM, offline=True)
    family.server.feed([Removal(of="guardian", id=link.id)])

    Sync(live).run(Context())

    assert outbox.pending() == ()
    kept = Spare(live.folder, live.vault._held_key()).read()
    assert kept is not None
    assert kept.bodies == ()
    assert not [row for row in family.server.outgoing() if row.patient == visit.patient]
