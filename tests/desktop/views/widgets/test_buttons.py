"""Buttons, links, choices and fields: sizes, names, states."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views.theme import look
from desktop.views.widgets.buttons import (
    Button,
    LinkButton,
    destructive,
    icon_button,
    primary,
    quiet,
    secondary,
)
from desktop.views.widgets.choices import CheckBox, RadioButton
from desktop.views.widgets.field import Field, PasswordEdit, Select
from tests.desktop.views.look import wear

pytestmark = pytest.mark.usefixtures("dressed_parts")


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("make", [primary, secondary, quiet, destructive])
@pytest.mark.parametrize(("scale", "height"), [(1.0, 36), (2.0, 70)])
def test_a_button_is_tall_enough_and_grows(
    dressed_parts: QApplication, qtbot: QtBot, make: type[Button], scale: float, height: int
) -> None:
    wear(dressed_parts, "light", scale)
    button = make("Confirm", "check")
    qtbot.addWidget(button)
    button.show()
    assert height <= button.height() <= height + 4


@pytest.mark.rule("EASE-1")
def test_an_icon_button_has_a_name_and_a_size(qtbot: QtBot) -> None:
    button = icon_button("refresh-cw", "Refresh")
    qtbot.addWidget(button)
    button.show()
    assert button.accessibleName() == button.toolTip() == "Refresh"
    assert (button.width(), button.height()) == (36, 36)


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("make", [LinkButton, CheckBox, RadioButton])
def test_small_targets_are_at_least_24_high(qtbot: QtBot, make: type[Button]) -> None:
    widget = make("Open")
    qtbot.addWidget(widget)
    widget.show()
    assert widget.height() >= 24


@pytest.mark.rule("EASE-1")
@pytest.mark.parametrize("make", [CheckBox, RadioButton])
def test_choices_answer_to_the_keyboard_and_to_a_click_on_their_words(
    qtbot: QtBot, make: type[CheckBox]
) -> None:
    choice = make("Remember user name")
    qtbot.addWidget(choice)
    choice.show()
    qtbot.keyClick(choice, Qt.Key.Key_Space)
    assert choice.isChecked()
    other = make("Other")
    qtbot.addWidget(other)
    other.show()
    at = other.rect().center()
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton, pos=at)
    assert other.isChecked()


@pytest.mark.rule("EASE-1")
def test_a_field_names_its_control_and_says_its_error_beside_it(qtbot: QtBot) -> None:
    edit = QLineEdit()
    field = Field("E-mail", edit, "As at the practice")
    qtbot.addWidget(field)
    field.show()
    assert edit.accessibleName() == "E-mail"
    assert field.label.buddy() is edit
    assert edit.height() == 40

    field.show_error("Add the part after @")
    assert field.error() == edit.accessibleDescription() == "Add the part after @"
    assert edit.property("error") is True
    assert edit.height() == 40

    field.show_error("")
    assert edit.property("error") is False
    assert edit.accessibleDescription() == "As at the practice"


@pytest.mark.rule("EASE-1")
def test_a_password_is_hidden_until_it_is_asked_to_be_shown(qtbot: QtBot) -> None:
    edit = PasswordEdit()
    qtbot.addWidget(edit)
    edit.show()
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    assert edit.show_button.accessibleName() == "Show password, off"

    qtbot.mouseClick(edit.show_button, Qt.MouseButton.LeftButton)
    assert edit.echoMode() == QLineEdit.EchoMode.Normal
    assert edit.show_button.accessibleName() == "Show password, on"

    edit.clear_secret()
    assert edit.echoMode() == QLineEdit.EchoMode.Password


def test_a_password_can_be_pasted(qtbot: QtBot, qapp: QApplication) -> None:
    edit = PasswordEdit()
    qtbot.addWidget(edit)
    qapp.clipboard().setText("correct horse battery")
    edit.paste()
    assert edit.text() == "correct horse battery"


def test_caps_lock_is_noticed_while_typing(qtbot: QtBot) -> None:
    edit = PasswordEdit()
    qtbot.addWidget(edit)
    with qtbot.waitSignal(edit.caps_lock_changed) as said:
        qtbot.keyClick(edit, "A", Qt.KeyboardModifier.NoModifier)
    assert said.args == [True]
    with qtbot.waitSignal(edit.caps_lock_changed) as said:
        qtbot.keyClick(edit, "B", Qt.KeyboardModifier.ShiftModifier)
    assert said.args == [False]


def test_a_drop_down_list_leaves_room_for_its_arrow(qtbot: QtBot) -> None:
    select = Select()
    select.addItems(["Last 2 years", "All"])
    qtbot.addWidget(select)
    select.show()
    words = select.fontMetrics().horizontalAdvance("Last 2 years")
    assert select.width() >= words + look.px(18 + 10 + 10)
    assert select.height() == 40
