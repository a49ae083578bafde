from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop.services.portal import FilesState, SyncStage, SyncState, Trouble
from desktop.views.dialogs.family import FamilyDialog
from desktop.views.theme import look
from portal_protocol.records import Section
from tests.desktop.services.portal.practice import ELENA, IVY
from tests.desktop.views.main.conftest import Window

Show = Callable[[], Window]


def dialogs() -> list[QDialog]:
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, QDialog) and one.isVisible()]


@pytest.mark.rule("HEAD-1")
@pytest.mark.rule("HEAD-2")
def test_the_page_names_practice_person_state_of_sync_and_the_tabs_that_exist(window: Show):
    page = window().page
    assert page.header.practice.text() == "Harbor Family Dental"
    assert page.header.office.text() == "Pier Street office"
    assert page.header.account.text() == "Elena Marlowe"
    assert page.sync.text().startswith("Up to date")
    assert [page.tabs.tabText(at) for at in range(page.tabs.count())] == ["Appointments", "Account"]
    page.tabs.go_to(1)
    assert page.windowTitle() == "Account"


@pytest.mark.rule("HEAD-2")
def test_badges_count_what_waits_and_say_it_to_screen_readers(window: Show):
    made = window()
    made.wait(lambda: made.page.tabs.bar.badge(0) == 2)
    spoken = made.page.tabs.bar.accessibleTabName(0)
    assert spoken == "Appointments, 2 need your answer"


@pytest.mark.rule("HEAD-3")
def test_tabs_come_and_go_with_the_switches_of_the_practice(window: Show):
    made = window()
    account = made.account
    practice = made.portal.practice
    assert practice is not None
    made.portal.practice = replace(practice, sections=(Section.APPOINTMENTS,))
    made.page.tabs.offer()
    assert made.page.tabs.count() == 1
    assert made.page.tabs.sections() != [account]
    made.portal.practice = replace(practice, sections=())
    made.portal.changed.emit(frozenset({"practice"}))
    assert not made.page.tabs.isVisible()
    made.wait(lambda: "Nothing is offered here now" in made.texts())
    made.portal.practice = practice
    made.portal.changed.emit(frozenset({"practice"}))
    assert made.page.tabs.isVisible()
    assert made.page.tabs.tabText(1) == "Account"


@pytest.mark.rule("HEAD-4")
def test_one_choice_filters_the_lists_of_every_tab(window: Show):
    made = window()
    made.wait(lambda: len(made.upcoming()) == 3)
    names = [button.text() for button in made.page.header.chips.buttons()]
    assert names == ["Elena (you)", "Jonas", "Ivy", "Everyone"]
    made.page.header.chips.buttons()[2].click()
    assert made.portal.chosen == IVY
    made.wait(lambda: len(made.upcoming()) == 2)
    assert made.appointments.upcoming_panel.scope.current() == 0
    made.wait(lambda: made.past() == [])
    said = made.appointments.past_panel.said
    assert said is not None
    assert said.title == "No past visits for Ivy"
    made.appointments.upcoming_panel.scope.chosen.emit(1)
    made.wait(lambda: made.portal.chosen is None)
    made.wait(lambda: len(made.upcoming()) == 3)


@pytest.mark.rule("HEAD-4")
def test_family_shows_the_details_of_everybody_in_view(window: Show, qtbot: QtBot):
    made = window()
    made.page.show_family()
    made.wait(lambda: bool(dialogs()))
    dialog = dialogs()[0]
    assert isinstance(dialog, FamilyDialog)
    texts = [label.text() for label in dialog.findChildren(type(made.page.header.practice))]
    assert {"Elena Marlowe (you)", "Jonas Marlowe", "Ivy Marlowe"} <= set(texts)
    assert any(text.startswith("Jun 1, 2015 (") for text in texts)
    dialog.reject()


@pytest.mark.rule("HEAD-1")
def test_the_account_menu_has_only_what_exists(window: Show):
    made = window()
    button = made.page.header.account
    menu = QMenu()
    button.menu_wanted.emit(menu)
    entries = [action.text() for action in menu.actions() if action.text()]
    assert entries == [
        "Family",
        "Activity history",
        "Open a document…",
        "Take my record",
        "Appearance and text size",
        "Change practice",
        "Lock now",
        "Sign out",
    ]
    assert button.accessibleName() == "Account, Elena Marlowe, menu"


@pytest.mark.rule("EASE-1")
def test_keys_walk_through_the_parts_and_change_tabs(window: Show, qtbot: QtBot):
    made = window()
    page = made.page
    page.activateWindow()
    made.wait(page.isActiveWindow)
    page.parts()[-1].target.setFocus()
    seen = []
    for _ in page.parts():
        qtbot.keyClick(page, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen == [part.target for part in page.parts()]
    qtbot.keyClick(page, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is page.parts()[-2].target
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert page.tabs.currentIndex() == 1


@pytest.mark.rule("EASE-2")
def test_text_size_goes_up_and_down_by_keys(window: Show, qtbot: QtBot):
    made = window()
    page = made.page
    page.keys.step_scale(1)
    assert made.portal.settings.text_scale == 115
    page.keys.step_scale(-1)
    page.keys.step_scale(-1)
    assert made.portal.settings.text_scale == 100
    page.keys.set_scale(200)
    assert page.footer.scale.text() == "Text 200 %"
    page.keys.step_scale(1)
    assert made.portal.settings.text_scale == 200
    page.keys.step_scale(0)
    assert made.portal.settings.text_scale == 100


@pytest.mark.rule("EASE-2")
def test_at_200_per_cent_the_page_fits_the_window(window: Show, dressed: QApplication):
    made = window()
    page = made.page
    look.apply(dressed, "light", 2.0)
    look.finish()
    made.wait(lambda: not page.sync.isVisible())
    assert page.width() == 1280
    assert page.footer.sync.isVisible()
    assert len(page.header.chips.buttons()) == 1  # one menu button
    for part in (page.header.account, page.header.contact, page.footer.scale):
        assert page.rect().contains(part.mapTo(page, QPoint(part.width() - 1, 0)))
    assert page.header.contact.accessibleName() == "Contact us"


def test_the_footer_says_what_is_saved_and_what_waits(window: Show):
    made = window()
    made.portal.files_changed.emit(FilesState(9, 12))
    assert made.page.footer.progress.isVisible()
    assert made.page.footer.progress.amount.text() == "9 of 12"
    made.portal.files_changed.emit(None)
    assert not made.page.footer.progress.isVisible()


def test_the_office_follows_the_person(window: Show):
    made = window()
    made.portal.choose(ELENA)
    assert made.page.header.office.text() == "Pier Street office"


@pytest.mark.rule("OFF-6")
def test_a_full_disk_that_ends_a_sync_is_told_until_it_is_solved_or_closed(window: Show):
    made = window()
    full = SyncState(stage=SyncStage.TROUBLE, trouble=Trouble.DISK_FULL)
    made.portal.sync_changed.emit(full)
    assert "This computer is full" in made.texts()
    made.page.notices.clear()
    made.portal.sync_changed.emit(full)  # the next try found it full again
    assert "This computer is full" not in made.texts()
