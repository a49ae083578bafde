"""The idle lock of a portal that is open, with a clock that the test turns (SIGN-14)."""

import pytest

from desktop.services.portal import Stage
from desktop.services.portal.idle import IdleClock
from tests.desktop.services.portal.conftest import Patient

pytestmark = pytest.mark.rule("SIGN-14")


def test_an_idle_program_warns_then_locks_unless_somebody_is_there(patient: Patient) -> None:
    patient.sign_in()
    portal, now = patient.portal, [0.0]
    warned: list[int] = []
    portal.lock_warned.connect(warned.append)
    life = portal._life
    life.idle = IdleClock(10, lambda: now[0])

    now[0] = 490.0
    life._look()
    assert warned == [110]

    portal.stay_awake()
    assert warned == [110, 0]
    now[0] = 490.0 + 599
    life._look()
    assert portal.stage is Stage.OPEN

    now[0] = 490.0 + 600
    life._look()
    assert life.stage is Stage.LOCKED
    assert portal.people == ()
