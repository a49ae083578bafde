"""The portal against a real server and a real vault: getting in and out, online and offline."""

from collections.abc import Callable

import keyring.core
import pytest
from keyring.backend import KeyringBackend
from typing_extensions import override

from desktop.services import keyring as protecting_keyring
from desktop.services.context import Context
from desktop.services.jobs import Lane
from desktop.services.portal import PortalError, Stage, SyncStage, Trouble, Waiting, heavy
from desktop.services.portal.pauses import Pauses
from desktop.services.settings import EndLater
from portal_protocol.feed import Access
from portal_protocol.records import Answer, Appointment, Section
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, IVY, JONAS, PASSWORD, SECTIONS, practice


@pytest.mark.rule("SIGN-1")
def test_the_practice_is_found_and_kept(patient: Patient) -> None:
    patient.check_stage(Stage.NO_PRACTICE)
    patient.use_practice()
    patient.check_stage(Stage.SIGNED_OUT)
    assert patient.portal.practice is not None
    assert patient.portal.practice.name == "Harbor Family Dental"
    assert patient.portal.session.address == patient.server.url


@pytest.mark.rule("HEAD-4")
def test_signing_in_shows_the_family_self_first(patient: Patient) -> None:
    patient.sign_in()
    assert patient.portal.stage is Stage.OPEN
    assert [one.id for one in patient.portal.people] == [ELENA, JONAS, IVY]
    assert patient.portal.settings.user_names == ("elena.m",)


def test_a_wrong_password_is_told_to_who_asked(patient: Patient) -> None:
    patient.use_practice()
    with pytest.raises(PortalError) as caught:
        patient.sign_in("not-the-password")
    assert caught.value.trouble is Trouble.WRONG_CREDENTIALS
    assert patient.portal.stage is Stage.SIGNED_OUT


@pytest.mark.rule("OFF-1")
def test_a_saved_copy_opens_with_no_network(start: Callable[[], Patient]) -> None:
    first = start()
    first.sign_in()
    saved_at = first.portal.sync_state.saved_at
    first.portal.close()
    first.server.stop()

    again = start()
    (copy,) = again.ask(again.portal.session.saved_copies)
    assert copy.user_name == "elena.m"
    again.ask(again.portal.session.open_saved, copy, PASSWORD)
    again.wait_offline()
    assert again.portal.stage is Stage.OPEN
    assert again.portal.sync_state.saved_at == saved_at
    assert [one.id for one in again.portal.people] == [ELENA, JONAS, IVY]
    page = again.ask(again.portal.appointments.past)
    assert [row.key for row in page.rows] == ["v-past-1", "v-past-2"]


@pytest.mark.rule("HEAD-1")
def test_who_asks_while_a_try_fails_does_not_wait_for_the_next(patient: Patient) -> None:
    patient.sign_in()
    patient.portal._life.loop.pauses = Pauses(first=100_000)
    patient.server.kill()
    patient.portal.refresh()
    _in_lane(patient, Lane.SYNC)
    patient.server.start()
    patient.portal.refresh()
    patient.wait_fresh()
    assert patient.portal.sync_state.trouble is None


def _in_lane(patient: Patient, lane: Lane) -> None:
    """Let what runs in a lane come to its end, of which the window has not been told yet."""
    patient.portal._core.jobs._executor(lane).submit(int).result()


@pytest.mark.rule("SIGN-14")
def test_locking_clears_and_the_password_opens_again(patient: Patient) -> None:
    patient.sign_in()
    patient.portal.lock()
    patient.check_stage(Stage.LOCKED)
    assert patient.portal.people == ()
    assert patient.portal.login is None
    with pytest.raises(PortalError) as caught:
        patient.ask(patient.portal.session.unlock, "wrong")
    assert caught.value.trouble is Trouble.WRONG_PASSWORD
    patient.server.stop()
    patient.ask(patient.portal.session.unlock, PASSWORD)
    patient.check_stage(Stage.OPEN)
    assert len(patient.portal.people) == 3


@pytest.mark.rule("APPT-4")
def test_an_answer_waits_offline_and_goes_out_when_the_practice_is_back(patient: Patient) -> None:
    patient.sign_in()
    patient.server.stop()
    patient.wait_offline()
    portal = patient.portal
    need, _recall = patient.ask(portal.appointments.needed)
    assert (need.person.id, need.others) == (IVY, 1)

    portal.appointments.answer(need.visit, Answer.CONFIRM)

    page = patient.wait_asking(portal.appointments.upcoming, _all_ivys_wait)
    assert {row.pending.state for row in page.rows if row.pending} == {Waiting.QUEUED}
    patient.wait(lambda: portal.sync_state.waiting == 1)
    assert portal.badges.appointments == 1

    patient.server.start()
    portal.refresh()
    answered = patient.wait_asking(portal.appointments.upcoming, _ivy_answered)
    assert all(row.pending is None for row in answered.rows)
    assert len(patient.server.outgoing()) == 1
    patient.wait(lambda: portal.sync_state.waiting == 0)


@pytest.mark.rule("APPT-4")
def test_an_answer_that_was_not_sent_can_be_taken_back(patient: Patient) -> None:
    patient.sign_in()
    patient.server.stop()
    patient.wait_offline()
    appointments = patient.portal.appointments
    need, _recall = patient.ask(appointments.needed)
    appointments.answer(need.visit, Answer.CALL_BACK)
    page = patient.wait_asking(appointments.upcoming, _all_ivys_wait)
    patient.wait_offline()

    appointments.take_back(page.rows[0].pending.action.id)

    patient.wait_asking(appointments.upcoming, lambda page: not any(r.pending for r in page.rows))


@pytest.mark.rule("HEAD-3")
def test_a_section_that_is_switched_off_goes_with_its_data(patient: Patient) -> None:
    patient.sign_in()
    account = patient.portal.account
    assert patient.ask(account.statements).total == 1
    patient.server.feed([practice(sections=(Section.APPOINTMENTS,))])
    patient.wait_asking(account.statements, lambda page: page.total == 0)
    assert patient.ask(account.balance) is None
    patient.wait(lambda: patient.portal.badges.account == 0)
    assert patient.portal.practice is not None
    assert patient.portal.practice.sections == (Section.APPOINTMENTS,)
    patient.server.feed([practice(sections=SECTIONS)])
    patient.wait_asking(account.statements, lambda page: page.total == 1)


@pytest.mark.rule("WHO-6")
def test_a_right_that_ends_purges_the_person(patient: Patient) -> None:
    patient.sign_in()
    patient.portal.choose(IVY)
    patient.server.feed([practice(guarantor_access=False)])
    patient.wait(lambda: [one.id for one in patient.portal.people] == [ELENA])
    assert patient.portal.chosen is None
    page = patient.ask(patient.portal.appointments.upcoming)
    assert [row.key for row in page.rows] == ["v-elena"]


@pytest.mark.rule("SIGN-16")
def test_access_removed_signs_out_and_destroys_the_copy(patient: Patient) -> None:
    patient.sign_in()
    patient.server.feed([Access(id="a-elena", patient=ELENA, user_name="elena.m", enabled=False)])
    patient.portal.refresh()
    patient.wait(lambda: bool(patient.reasons))
    assert patient.reasons == [Trouble.ACCESS_REMOVED]
    assert patient.portal.stage is Stage.SIGNED_OUT
    assert patient.ask(patient.portal.session.saved_copies) == ()


@pytest.mark.rule("SIGN-13")
def test_signing_out_offline_ends_the_session_at_the_next_contact(patient: Patient) -> None:
    patient.sign_in()
    patient.server.stop()
    patient.wait_offline()
    patient.portal.sign_out()
    assert patient.reasons == [None]
    assert len(patient.portal.settings.ends) == 1
    patient.server.start()
    patient.portal.refresh()
    patient.wait(lambda: patient.portal.settings.ends == ())


@pytest.mark.rule("SIGN-13")
def test_signing_out_at_the_lock_ends_the_session_too(patient: Patient) -> None:
    patient.sign_in()
    patient.server.stop()
    patient.portal.lock()
    patient.portal.sign_out()
    patient.check_stage(Stage.SIGNED_OUT)
    assert len(patient.portal.settings.ends) == 1
    patient.server.start()
    patient.portal.refresh()
    patient.wait(lambda: patient.portal.settings.ends == ())


@pytest.mark.rule("SIGN-13")
def test_the_next_round_of_sync_is_contact_enough_to_end_an_earlier_session(
    patient: Patient,
) -> None:
    patient.sign_in()
    patient.server.stop()
    patient.wait_offline()
    patient.portal.sign_out()
    patient.server.start()
    assert len(patient.portal.settings.ends) == 1
    patient.sign_in()
    patient.wait(lambda: patient.portal.settings.ends == ())


class RingInMemory(KeyringBackend):
    """The system's keyring by name, in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self.kept[username]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is in this computer's keyring."""
    ring = RingInMemory()
    monkeypatch.setattr(keyring.core, "_keyring_backend", ring)
    monkeypatch.setattr(protecting_keyring, "PROTECTING", {f"{__name__}.{type(ring).__qualname__}"})
    return ring.kept


@pytest.mark.rule("OFF-5")
def test_a_session_ended_elsewhere_leaves_the_key_that_opens_the_copy_after_it(
    patient: Patient, kept: dict[str, str]
) -> None:
    patient.sign_in(keep=True)
    assert len(kept) == 1
    opened = patient.portal._core.opened
    assert opened is not None
    patient.server.feed(
        [Access(id="a-elena", patient=ELENA, user_name="elena.m", password="harbor-demo-2027")]
    )
    heavy.end_sessions(Context(), ends=(EndLater(opened.address, opened.end_token),))
    patient.portal.refresh()
    patient.wait(lambda: patient.reasons == [Trouble.SESSION_ENDED])
    patient.sign_in("harbor-demo-2027", keep=True)
    patient.check_stage(Stage.OPEN)

    patient.portal.lock()
    patient.portal.sign_out()
    patient.wait(lambda: not kept)


@pytest.mark.rule("OFF-1")
def test_a_copy_that_was_signed_out_of_opens_and_says_that_it_gets_no_news(
    patient: Patient,
) -> None:
    patient.sign_in()
    patient.portal.sign_out()
    (copy,) = patient.ask(patient.portal.session.saved_copies)
    patient.ask(patient.portal.session.open_saved, copy, PASSWORD)
    patient.wait(lambda: patient.portal.sync_state.stage is SyncStage.TROUBLE)
    assert patient.portal.sync_state.trouble is Trouble.SESSION_EXPIRED
    assert patient.portal.stage is Stage.OPEN


def _ivys(page: object) -> list[Appointment]:
    return [row for row in page.rows if row.record.patient == IVY]  # type: ignore[attr-defined]


def _all_ivys_wait(page: object) -> bool:
    return all(row.pending for row in _ivys(page))  # type: ignore[attr-defined]


def _ivy_answered(page: object) -> bool:
    return all(row.record.answer is Answer.CONFIRM for row in _ivys(page))  # type: ignore[attr-defined]
