"""The patient goes another way while a copy is being opened: it does not show up after all."""

import pytest

from desktop.services.portal import Stage
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import PASSWORD


@pytest.mark.rule("SIGN-13")
def test_who_changes_the_practice_while_signing_in_is_not_let_in(patient: Patient) -> None:
    patient.use_practice()
    portal, came = patient.portal, list[object]()
    portal.session.sign_in(
        "elena.m",
        PASSWORD,
        remember=True,
        keep=False,
        owner=portal,
        done=came.append,
        failed=came.append,
    )
    portal.session.forget_practice()

    patient.use_practice()  # behind it in the same lane
    patient.check_stage(Stage.SIGNED_OUT)
    assert came == []
    patient.wait(lambda: not portal._core.settings.values.ends)
    patient.sign_in()
    patient.check_stage(Stage.OPEN)


@pytest.mark.rule("SIGN-14")
def test_who_signs_out_while_unlocking_is_not_let_in(patient: Patient) -> None:
    patient.sign_in()
    portal, came = patient.portal, list[object]()
    portal.lock()
    portal.session.unlock(PASSWORD, owner=portal, done=came.append, failed=came.append)
    portal.sign_out()

    patient.ask(portal.session.saved_copies)  # behind it in the same lane
    patient.check_stage(Stage.SIGNED_OUT)
    assert came == []
