"""A question about a plan reaches the tab in which messages are written (PLAN-4)."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.models.draft import Compose
from desktop.views.section import SectionView, Spec
from desktop.views.sections.plan import SECTION, PlanView
from desktop.views.tabs import PortalTabs
from portal_protocol.records import Section
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, practice
from tests.planning import plan


class WritingView(SectionView):
    """A tab in which messages are written; notes what it was asked to begin."""

    composes = True

    def reload(self) -> None:
        self.setAccessibleName("Writing")

    def compose(self, message: Compose) -> None:
        self.begun = message


WRITING = Spec(40, Section.WEBMAIL, lambda: "Writing", "mail", WritingView)
SPECS = [("plan", SECTION), ("writing", WRITING)]


@pytest.fixture
def tabs(qtbot: QtBot, patient: Patient, dressed: QApplication) -> Iterator[PortalTabs]:
    """The Plan tab and one for writing, over a practice that shares a plan."""
    offers(patient, Section.PLAN, Section.WEBMAIL)
    patient.server.feed([plan(ELENA)])
    patient.sign_in()
    made = PortalTabs(patient.portal, SPECS, QLabel())
    made.offer()
    made.resize(1280, 700)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: plan_tab(made).page.shown is not None, timeout=20_000)
    yield made
    made.close()
    made.deleteLater()


def offers(patient: Patient, *sections: Section) -> None:
    patient.server.feed([practice(sections=sections)])


def plan_tab(tabs: PortalTabs) -> PlanView:
    section = tabs.sections()[0]
    assert isinstance(section, PlanView)
    return section


def begun(tabs: PortalTabs) -> Compose:
    section = tabs.section()
    assert isinstance(section, WritingView)
    return section.begun


@pytest.mark.rule("PLAN-4")
def test_asking_about_a_plan_begins_a_message_there(tabs: PortalTabs) -> None:
    plan_tab(tabs).page.head.ask.click()
    message = begun(tabs)
    assert (message.regarding, message.subject) == (ELENA, "Question about Crown and gum care")


@pytest.mark.rule("PLAN-4")
def test_asking_about_a_line_quotes_it(tabs: PortalTabs) -> None:
    rows = plan_tab(tabs).page.table
    row = rows.model.rows[1]
    strip = rows.list.buttons_of(row.key)
    assert strip is not None
    menu = rows.list.menu_for(row)
    menu.actions()[0].trigger()
    message = begun(tabs)
    assert message.subject == "Question about Crown, porcelain"
    assert "> Crown, porcelain, Upper left first molar, tooth 14, D2740" in message.body


@pytest.mark.rule("PLAN-4")
def test_asking_goes_and_comes_with_the_place_to_write(tabs: PortalTabs, patient: Patient) -> None:
    ask, rows = plan_tab(tabs).page.head.ask, plan_tab(tabs).page.table
    assert ask.isVisible()
    patient.portal.changed.connect(tabs.offer)
    offers(patient, Section.PLAN)
    patient.portal.refresh()
    patient.wait(lambda: not ask.isVisible())
    assert [one.key for one in rows.list.row_actions(rows.model.rows[1])] == ["copy"]
    offers(patient, Section.PLAN, Section.WEBMAIL)
    patient.portal.refresh()
    patient.wait(ask.isVisible)
