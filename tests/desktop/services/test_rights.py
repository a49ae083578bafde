"""What waits goes with the right it was made under (WHO-6)."""

import pytest

from desktop.models.draft import Draft
from desktop.models.mail import Folder
from desktop.models.vault import drafts, outbox
from desktop.models.vault.spare import Spare
from desktop.services.context import Context
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.renewal import prepared, renewed
from desktop.services.sync import Sync
from portal_protocol.actions import SendMessage
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
    box = Outbox(live.vault)
    box.answer(visit, Answer.CONFIRM, offline=True)
    family.server.feed([Removal(of="guardian", id=link.id)])

    Sync(live).run(Context())

    assert box.pending() == ()
    kept = Spare(live.folder, live.vault._held_key()).read()
    assert kept is not None
    assert kept.bodies == ()
    assert not [row for row in family.server.outgoing() if row.patient == visit.patient]


def wrote(live: Live, patient: PatientId) -> None:
    """A draft about a person, and a message about them that waits."""
    subject, body = "Sealants", "Is it normal?"
    draft = Draft(id="draft", regarding=patient, subject=subject, body=body, changed_at=SOON)
    with live.vault.writing() as conn:
        name = outbox.new_id(conn)
        drafts.put(conn, draft)
        message = SendMessage(id=name, made_at=SOON, regarding=patient, subject=subject, body=body)
        outbox.put(conn, message)


@pytest.mark.rule("WHO-6", "OFF-6")
def test_a_right_that_ended_before_a_copy_was_renewed_takes_what_waits_too(
    computer: Computer, family: Family
):
    visit, link = child_of(family)
    live = computer.synced(family)
    Outbox(live.vault).answer(visit, Answer.CONFIRM, offline=True)
    wrote(live, visit.patient or family.patient)
    family.server.feed([Removal(of="guardian", id=link.id)])

    fresh = computer.also(renewed(live, prepared(live, give_up_waiting=False)))
    assert len(Outbox(fresh.vault).pending()) == 2
    kinds = Sync(fresh).run(Context())

    assert Outbox(fresh.vault).pending() == ()
    with fresh.vault.reading() as conn:
        assert drafts.all_of(conn, None) == ()
    assert {Folder.OUTBOX, Folder.DRAFTS} <= kinds


@pytest.mark.rule("MAIL-6", "OFF-6")
def test_a_copy_that_is_renewed_keeps_what_waits_about_whom_it_shares(
    computer: Computer, family: Family
):
    live = computer.synced(family)
    wrote(live, family.patient)

    fresh = computer.also(renewed(live, prepared(live, give_up_waiting=False)))
    Sync(fresh).run(Context())

    assert [row.code for row in Outbox(fresh.vault).pending()] == ["no_provider"]
    with fresh.vault.reading() as conn:
        assert drafts.count(conn) == 1


@pytest.mark.rule("APPT-4")
def test_a_refused_answer_goes_with_its_visit(computer: Computer, family: Family):
    visit = family.visit()
    live = computer.synced(family)
    Outbox(live.vault).answer(visit, Answer.CONFIRM, offline=True)
    family.server.feed([Removal(of="appointment", id=visit.id)])

    Sync(live).run(Context())

    assert Outbox(live.vault).pending() == ()
