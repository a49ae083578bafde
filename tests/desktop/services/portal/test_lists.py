"""What the lists show of an open copy: filtered, counted, kept, and news as they come."""

import pytest

from portal_protocol.records import Kind
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, practice


@pytest.mark.rule("HEAD-4")
def test_choosing_a_person_filters_the_lists_but_not_what_needs_action(patient: Patient) -> None:
    patient.sign_in()
    portal = patient.portal
    portal.choose(ELENA)
    page = patient.ask(portal.appointments.upcoming)
    assert [row.key for row in page.rows] == ["v-elena"]
    assert len(patient.ask(portal.appointments.needed)) == 2


@pytest.mark.rule("HEAD-2")
def test_badges_count_what_waits_until_it_was_seen(patient: Patient) -> None:
    patient.sign_in()
    portal = patient.portal
    patient.wait(lambda: (portal.badges.appointments, portal.badges.account) == (2, 1))
    assert patient.ask(portal.account.statements).rows[0].new
    portal.account.mark_seen()
    patient.wait(lambda: portal.badges.account == 0)
    assert not patient.ask(portal.account.statements).rows[0].new


@pytest.mark.rule("ACC-2")
def test_the_balance_is_the_last_statement_and_what_was_paid_since(patient: Patient) -> None:
    patient.sign_in()
    balance = patient.ask(patient.portal.account.balance)
    assert balance.statement.id == "s-1"
    assert [row.id for row in balance.paid_since] == ["p-since"]
    assert [row.id for row in balance.pending] == ["p-pending"]
    assert balance.left_cents == 14260


@pytest.mark.rule("ACC-7")
def test_statements_come_by_themselves_and_read_offline(patient: Patient) -> None:
    patient.sign_in()
    account = patient.portal.account
    page = patient.wait_asking(account.statements, lambda page: page.rows and page.rows[0].saved)
    patient.server.stop()
    record = page.rows[0].record
    data = patient.ask(patient.portal.documents.read, record, record.blobs[0])
    assert data.startswith(b"%PDF")
    assert patient.ask(account.kept).done == 1


def test_news_of_the_practice_show_by_themselves(patient: Patient) -> None:
    patient.sign_in()
    before = len(patient.changes)
    patient.server.feed([practice(name="Harbor Dental")])
    patient.wait(lambda: patient.portal.practice is not None)
    patient.wait(lambda: (patient.portal.practice or practice()).name == "Harbor Dental")
    assert any(Kind.PRACTICE in kinds for kinds in patient.changes[before:])
