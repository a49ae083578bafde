"""How care summaries are sent, as it is chosen in the dialog (SUM-4, SUM-5)."""

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.models.transmit import Addressees
from desktop.views import clipboard
from desktop.views.dialogs.transmit_way import TransmitWay
from portal_protocol.records import PatientId
from portal_protocol.summaries import Referral
from portal_protocol.transmissions import Way

pytestmark = pytest.mark.usefixtures("dressed_parts")

CHEN = Referral(
    id="chen",
    patient=PatientId("elena"),
    at=datetime(2026, 1, 5, tzinfo=UTC),
    provider_name="Dr. Mei Chen",
    direct_address="chen@direct.bayview.example",
    trusted=True,
)


@pytest.fixture
def way(qtbot: QtBot) -> TransmitWay:
    made = TransmitWay()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.rule("SUM-4")
def test_a_trusted_referral_is_offered_first(way: TransmitWay) -> None:
    way.offer(Addressees((CHEN,)), "Harbor")
    assert (way.way, way.address, way.referral) == (Way.DIRECT, CHEN.direct_address, CHEN.id)


@pytest.mark.rule("SUM-5")
def test_what_the_patient_chose_before_the_referrals_came_stays(way: TransmitWay) -> None:
    way.any.click()
    way.offer(Addressees((CHEN,)), "Harbor")
    assert way.way is Way.ENCRYPTED_EMAIL
    assert way.secure.isEnabled()


@pytest.mark.rule("SUM-5")
def test_no_history_of_the_clipboard_keeps_the_password(way: TransmitWay) -> None:
    way.copy.click()
    held = QGuiApplication.clipboard().mimeData()
    assert held.text() == way.password.text()
    assert all(held.hasFormat(form) for form in clipboard.SECRET)
    clipboard.forget()
    assert QGuiApplication.clipboard().text() == ""
