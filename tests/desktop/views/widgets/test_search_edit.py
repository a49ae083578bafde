"""The field to search with."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.views.widgets.search_edit import SearchEdit


def test_the_cross_is_there_with_the_words_and_clears_them(qtbot: QtBot) -> None:
    edit = SearchEdit("Find", "Find in this document")
    qtbot.addWidget(edit)
    edit.resize(300, 40)
    edit.show()
    assert not edit.clear_button.isVisible()
    qtbot.keyClicks(edit, "exam")
    assert edit.clear_button.isVisible()
    qtbot.mouseClick(edit.clear_button, Qt.MouseButton.LeftButton)
    assert edit.text() == ""
    assert not edit.clear_button.isVisible()
