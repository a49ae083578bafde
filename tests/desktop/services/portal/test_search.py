"""Search as the views have it (HEAD-6)."""

import weakref

import pytest

from desktop.services.portal import Findings, Stage
from portal_protocol.records import Kind
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, IVY, SOON, visit

KINDS = (Kind.APPOINTMENT, Kind.STATEMENT)


def ready(patient: Patient) -> None:
    """Signed in, with a visit that can be told from the others, and read."""
    patient.server.feed([visit("v-bridge", IVY, SOON, description="Bridge, “upper left”")])
    patient.sign_in()
    patient.wait(lambda: bool(ask(patient, "bridge").hits))


def ask(patient: Patient, typed: str) -> Findings:
    answer = patient.ask(patient.portal.search.find, typed, KINDS)
    assert isinstance(answer, Findings)
    return answer


@pytest.mark.rule("HEAD-6")
def test_a_record_is_found_with_the_words_marked_and_its_person_in_view(patient: Patient) -> None:
    ready(patient)
    findings = ask(patient, 'BRIDGE "upper')
    assert [hit.record.id for hit in findings.hits] == ["v-bridge"]
    assert not findings.more
    patient.portal.choose(ELENA)
    assert ask(patient, "bridge").hits == ()
    patient.portal.choose(None)
    assert patient.ask(patient.portal.search.find, "bridge", (Kind.STATEMENT,)).hits == ()


@pytest.mark.rule("HEAD-6")
def test_only_the_latest_question_is_answered(patient: Patient) -> None:
    ready(patient)
    answers: list[str] = []
    for typed in ("b", "br", "bri"):
        patient.portal.search.find(
            typed, KINDS, owner=patient.portal, done=lambda one: answers.append(one.typed)
        )
    patient.wait(lambda: bool(answers))
    assert ask(patient, "bridge").typed == "bridge"
    assert answers == ["bri"]


@pytest.mark.rule("HEAD-6")
def test_news_are_found_by_themselves_and_nothing_after_locking(patient: Patient) -> None:
    ready(patient)
    patient.server.feed([visit("v-new", IVY, SOON, description="Sealant")])
    patient.wait(lambda: bool(ask(patient, "sealant").hits))
    answers: list[Findings] = []
    patient.portal.search.find("bridge", KINDS, owner=patient.portal, done=answers.append)
    patient.portal.lock()
    patient.check_stage(Stage.LOCKED)
    patient.portal.search.find("bridge", KINDS, owner=patient.portal, done=answers.append)
    assert answers == []


@pytest.mark.rule("SIGN-14")
def test_what_was_typed_is_forgotten_with_the_lock(patient: Patient) -> None:
    patient.sign_in()
    answers = _Answers()
    kept = weakref.ref(answers)
    patient.portal.search.find("bridge", KINDS, owner=patient.portal, done=answers.take)
    del answers
    patient.portal.lock()
    assert kept() is None


class _Answers:
    def take(self, _findings: Findings) -> None:
        """Hear an answer."""
