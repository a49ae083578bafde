"""Fetching a copy anew, and leaving in the middle of it (OFF-6, SIGN-13)."""

import pytest
from PySide6.QtCore import QTimer

from desktop.services.jobs import Lane
from desktop.services.portal import PortalError, Stage
from tests.desktop.services.portal.conftest import Patient


@pytest.mark.rule("OFF-6", "SIGN-13")
def test_signing_out_while_a_copy_is_fetched_anew_opens_none(patient: Patient) -> None:
    patient.sign_in()
    portal, troubles = patient.portal, list[PortalError]()
    opened: list[object] = []
    portal._life.entered.connect(opened.append)
    portal.renewal.renewed.connect(lambda: opened.append("renewed"))
    # `closed` comes before the work starts; the first event after it, before the work's answer
    portal._life.closed.connect(lambda: QTimer.singleShot(0, portal, portal.sign_out))
    portal.renewal.fetch_anew(owner=portal, failed=troubles.append)
    patient.wait(lambda: patient.reasons == [None])
    patient.wait(lambda: not portal._core.jobs.busy(*Lane))
    patient.check_stage(Stage.SIGNED_OUT)
    assert (opened, troubles, portal.settings.ends) == ([], [], ())
