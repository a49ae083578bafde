"""The question before something that cannot be taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.dialogs.ask import AskDialog
from desktop.views.widgets.buttons import destructive


@pytest.fixture
def asked(qtbot: QtBot, dressed: QApplication) -> Iterator[tuple[AskDialog, list[bool]]]:
    """A question that is open, and what was agreed to."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    dialog = AskDialog("Discard it?", ("It goes.",), destructive("Discard"), window)
    agreed: list[bool] = []
    dialog.agreed.connect(lambda: agreed.append(True))
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    yield dialog, agreed
    window.close()


def press_enter(dialog: AskDialog) -> None:
    window = dialog.windowHandle()
    assert window is not None
    QTest.keyClick(window, Qt.Key.Key_Return)


def test_enter_on_the_button_that_does_nothing_does_nothing(
    asked: tuple[AskDialog, list[bool]], qtbot: QtBot
) -> None:
    dialog, agreed = asked
    focused = dialog.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Cancel"
    with qtbot.waitSignal(dialog.rejected):
        press_enter(dialog)
    assert agreed == []


def test_enter_on_the_button_that_does_it_does_it(
    asked: tuple[AskDialog, list[bool]], qtbot: QtBot
) -> None:
    dialog, agreed = asked
    acting = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Discard")
    acting.setFocus()
    press_enter(dialog)
    assert agreed == [True]


def test_the_shade_goes_when_the_dialog_is_deleted_with_its_parent(
    qtbot: QtBot, dressed: QApplication
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    tab = QWidget(window)
    before = len(window.findChildren(QWidget))
    AskDialog("Discard it?", ("It goes.",), destructive("Discard"), tab).open()
    assert len(window.findChildren(QWidget)) > before
    tab.deleteLater()
    qtbot.waitUntil(lambda: len(window.findChildren(QWidget)) == before - 1)
