"""The sign-in page before a real practice server (SIGN-1 to 5, OFF-1)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.portal import Stage
from desktop.services.settings import Places
from desktop.views.dialogs.appearance import AppearanceDialog
from desktop.views.dialogs.contact import ContactDialog
from desktop.views.sign_in_practice import PracticePanel
from desktop.views.widgets.buttons import LinkButton
from portal_protocol.records import Practice
from tests.desktop.views.sign_in.conftest import PASSWORD, Arrive, Visitor


def words(widget: QWidget) -> str:
    """Everything that is written there and can be seen."""
    return "\n".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


@pytest.mark.rule("SIGN-1")
def test_the_practice_is_shown_before_anything_else_is_asked(visitor: Visitor) -> None:
    page = visitor.page
    visitor.wait(page.address.address_edit.hasFocus)
    assert not page.form.isVisible()

    visitor.type(page.address.address_edit, visitor.server.url)
    visitor.qtbot.keyClick(page.address.address_edit, Qt.Key.Key_Return)
    visitor.wait(page.address.yes.isVisible)
    assert page.address.name.text() == "Harbor Family Dental"
    assert page.address.address.text()
    assert page.address.logo.accessibleName() == "Harbor Family Dental"
    assert not page.form.isVisible()

    visitor.click(page.address.yes)
    visitor.wait(page.form.isVisible)
    assert visitor.portal.stage is Stage.SIGNED_OUT
    assert "Pier Street office" in words(page.practice)


@pytest.mark.rule("SIGN-1")
@pytest.mark.parametrize("typed", ["", "not an address", "http://portal.example"])
def test_an_address_that_cannot_be_is_said_beside_the_field(visitor: Visitor, typed: str) -> None:
    visitor.wait(visitor.page.address.address_edit.hasFocus)
    visitor.type(visitor.page.address.address_edit, typed)
    visitor.click(visitor.page.address.button)
    visitor.wait(lambda: bool(visitor.page.address.field.error()))
    assert visitor.page.address.field.isEnabled()


@pytest.mark.rule("SIGN-2", "SIGN-5")
def test_signing_in_with_enter_and_remembering_nothing_but_the_name(
    arrive: Arrive, tmp_path: Path
) -> None:
    visitor = arrive()
    visitor.find_practice()
    visitor.click(visitor.page.form.remember)
    visitor.sign_in()
    visitor.wait(lambda: visitor.portal.stage is Stage.OPEN)
    assert visitor.page.form.secret_edit.text() == ""
    visitor.portal.close()

    again = arrive()
    again.wait(again.page.form.secret_edit.hasFocus)
    assert again.page.form.user_edit.text() == "elena.m"
    assert again.page.form.secret_edit.text() == ""
    assert again.page.form.remember.isChecked()
    settings = (tmp_path / "computer" / "config" / "settings.json").read_text(encoding="utf-8")
    assert "elena.m" in settings
    assert PASSWORD not in settings


@pytest.mark.rule("SIGN-5")
def test_a_name_that_is_not_to_be_remembered_is_gone_after_signing_out(visitor: Visitor) -> None:
    visitor.find_practice()
    visitor.sign_in()
    visitor.wait(lambda: visitor.portal.stage is Stage.OPEN)
    visitor.portal.sign_out()
    visitor.wait(lambda: visitor.portal.stage is Stage.SIGNED_OUT)
    assert visitor.page.form.user_edit.text() == ""
    assert not visitor.page.form.remember.isChecked()


@pytest.mark.rule("SIGN-4", "EASE-6")
def test_a_wrong_pair_is_said_beside_the_password(visitor: Visitor) -> None:
    visitor.find_practice()
    visitor.sign_in("not the password")
    form = visitor.page.form
    visitor.wait(lambda: bool(form.password.error()))
    assert "do not match" in form.password.error()
    assert form.secret_edit.hasFocus()
    assert form.button.isEnabled()
    assert visitor.portal.stage is Stage.SIGNED_OUT

    visitor.type(form.secret_edit, "x")
    assert form.password.error() == ""


@pytest.mark.rule("EASE-6")
def test_empty_fields_are_named_one_by_one(visitor: Visitor) -> None:
    visitor.find_practice()
    form = visitor.page.form
    visitor.click(form.button)
    assert (form.user_name.error(), form.password.error()) == (
        "Enter your user name",
        "Enter your password",
    )
    assert form.user_edit.hasFocus()


@pytest.mark.rule("OFF-1", "OFF-4")
def test_a_saved_copy_opens_with_no_server(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.find_practice()
    visitor.click(visitor.page.form.remember)
    visitor.sign_in()
    visitor.wait(lambda: visitor.portal.stage is Stage.OPEN)
    visitor.wait(lambda: bool(visitor.portal.people))
    visitor.portal.close()
    visitor.server.stop()
    try:
        again = arrive()
        saved = again.page.saved
        again.wait(saved.isVisible)
        assert "needs a connection" in words(saved)
        assert "elena.m" in saved._group.buttons()[0].text()
        again.type(saved.secret_edit, "wrong")
        again.click(saved.button)
        again.wait(lambda: bool(saved.password.error()))

        again.type(saved.secret_edit, PASSWORD)
        again.click(saved.button)
        again.wait(lambda: again.portal.stage is Stage.OPEN or bool(saved.password.error()))
        again.portal.close()
    finally:
        visitor.server.start()


@pytest.mark.rule("OFF-1")
def test_the_form_comes_back_with_the_connection(arrive: Arrive) -> None:
    first = arrive()
    first.find_practice()
    first.sign_in()
    first.wait(lambda: first.portal.stage is Stage.OPEN)
    first.wait(lambda: bool(first.portal.people))
    first.portal.close()
    first.server.stop()
    visitor = arrive()
    try:
        visitor.wait(visitor.page.saved.isVisible)
    finally:
        visitor.server.start()
    visitor.click(visitor.page.saved.connecting)
    visitor.wait(visitor.page.form.isVisible)


@pytest.mark.rule("SIGN-3")
def test_contact_shows_every_clinic_with_links(visitor: Visitor) -> None:
    visitor.find_practice()
    visitor.click(visitor.page.practice.contact)
    visitor.wait(lambda: bool(visitor.page.findChildren(ContactDialog)))
    (dialog,) = visitor.page.findChildren(ContactDialog)
    links = [link.text() for link in dialog.findChildren(LinkButton)]
    assert links == ["(555) 555-0142", "hello@harbor.example", "555-0177"]
    assert "Pier Street office" in words(dialog)
    assert "Lakeside office" in words(dialog)
    assert "18 Pier Street" in words(dialog)
    dialog.reject()


@pytest.mark.rule("SIGN-2")
def test_paying_is_offered_only_where_the_practice_takes_payments(visitor: Visitor) -> None:
    visitor.find_practice()
    assert not visitor.page.practice.payment.isVisible()


@pytest.mark.rule("SIGN-2")
def test_a_forgotten_password_leads_to_the_practice(visitor: Visitor) -> None:
    visitor.find_practice()
    visitor.click(visitor.page.form.forgot)
    (dialog,) = visitor.page.findChildren(ContactDialog)
    assert "Forgot your password?" in words(dialog)
    dialog.reject()


@pytest.mark.rule("EASE-1")
def test_tab_goes_through_the_form_in_order(visitor: Visitor) -> None:
    visitor.find_practice()
    form = visitor.page.form
    visitor.wait(form.user_edit.hasFocus)
    wanted = [form.secret_edit, form.secret_edit.show_button, form.remember]
    for widget in (*wanted, form.forgot, form.button, form.code, visitor.page.practice.contact):
        reached = QApplication.focusWidget()
        while reached is form.keep or reached is form.keep.parentWidget():
            visitor.qtbot.keyClick(reached, Qt.Key.Key_Tab)
        visitor.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is form.keep:
            visitor.qtbot.keyClick(form.keep, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is widget


@pytest.mark.rule("EASE-1")
def test_everything_that_can_be_reached_has_a_name(visitor: Visitor) -> None:
    visitor.find_practice()
    for widget in visitor.page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            text = getattr(widget, "text", str)()
            assert widget.accessibleName() or text, widget


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("size", [(640, 480), (1280, 820)])
def test_a_narrow_window_keeps_everything_in_reach(visitor: Visitor, size: tuple[int, int]) -> None:
    visitor.find_practice()
    visitor.window.resize(*size)
    visitor.wait(lambda: visitor.window.width() == size[0])
    assert visitor.page.width() == size[0]
    assert visitor.page._column.horizontalScrollBar().maximum() == 0
    compact = size[0] < 900
    visitor.wait(lambda: visitor.page.practice.small.contact.isVisible() == compact)
    assert visitor.page.practice.contact.isVisible() != compact


@pytest.mark.rule("EASE-3")
def test_appearance_is_kept_in_the_settings(visitor: Visitor) -> None:
    visitor.find_practice()
    visitor.click(visitor.page.foot.size_button)
    (dialog,) = visitor.page.findChildren(AppearanceDialog)
    visitor.click(dialog.sizes.button(150))
    visitor.click(dialog.themes.button(2))
    assert visitor.portal.settings.text_scale == 150
    assert visitor.portal.settings.theme == "dark"
    assert visitor.page.foot.size_button.text() == "Text 150 %"
    dialog.accept()


@pytest.mark.rule("SIGN-1")
def test_another_practice_can_be_chosen(visitor: Visitor) -> None:
    visitor.find_practice()
    visitor.click(visitor.page.practice.change)
    visitor.wait(visitor.page.address.isVisible)
    assert visitor.portal.stage is Stage.NO_PRACTICE
    assert not visitor.page.practice.contact.isVisible()


@pytest.mark.rule("EASE-6")
def test_damaged_settings_are_told_once_with_what_was_kept(arrive: Arrive, places: Places) -> None:
    (places.config / "settings.json").write_text("{", encoding="utf-8")
    visitor = arrive()
    visitor.wait(visitor.page.address.banner.isVisible)
    assert "Your settings could not be read" in words(visitor.page.address)
    assert "are kept" in words(visitor.page.address)
    visitor.find_practice()
    visitor.portal.session.forget_practice()
    visitor.wait(visitor.page.address.address_edit.hasFocus)
    assert not visitor.page.address.banner.isVisible()


@pytest.mark.rule("SIGN-2")
@pytest.mark.rule("EASE-2")
def test_paying_stays_in_reach_where_there_is_little_room(qtbot: QtBot) -> None:
    panel = PracticePanel()
    qtbot.addWidget(panel)
    panel.show_practice(Practice(id="practice", name="Harbor", payments_online=True))
    panel.set_compact(compact=True)
    panel.show()
    with qtbot.waitSignal(panel.payment_asked):
        panel.small.payment.click()
    panel.set_offline(offline=True)
    assert not panel.small.payment.isEnabled()
