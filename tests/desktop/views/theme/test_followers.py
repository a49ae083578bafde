"""A changed look reaches the window in steps, what shows first and all at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.theme import look
from desktop.views.theme.followers import Followers
from desktop.views.theme.steps import Steps
from desktop.views.widgets.text import label

LARGE = 'QLabel[role="body"] { font-size: 40px; }'


class Two:
    """A window with a part that shows and one that does not, each with a label."""

    def __init__(self, qtbot: QtBot) -> None:
        self.followers = Followers()
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        self.shown, self.hidden = label("Shown"), label("Hidden")
        self.parts = [self._part(text) for text in (self.hidden, self.shown)]
        for part in self.parts:
            column.addWidget(part)
        self.parts[0].hide()
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def _part(self, text: QLabel) -> QWidget:
        part = QWidget()
        QVBoxLayout(part).addWidget(text)
        self.followers.carry(part, 'QLabel[role="body"] { font-size: 10px; }')
        return part

    def sizes(self) -> tuple[int, int]:
        """Of the text that shows and of the other one, in pixels."""
        return self.shown.font().pixelSize(), self.hidden.font().pixelSize()


@pytest.fixture
def two(qtbot: QtBot, dressed: QApplication) -> Two:
    return Two(qtbot)


@pytest.mark.rule("EASE-5")
def test_what_shows_is_dressed_first_and_seen_when_all_of_it_is_done(two: Two):
    two.hidden.ensurePolished()
    change = two.followers.dress(LARGE)
    next(change)
    assert two.sizes() == (40, 10)
    assert not two.window.updatesEnabled()
    while not two.window.updatesEnabled():
        next(change)
    assert two.sizes() == (40, 10)
    assert list(change)
    assert two.sizes() == (40, 40)


@pytest.mark.rule("EASE-5")
def test_a_change_that_is_overtaken_lets_the_window_paint(two: Two):
    steps = Steps()
    change = two.followers.dress(LARGE)
    steps.begin(change)
    next(change)
    assert not two.window.updatesEnabled()
    del change
    steps.begin(two.followers.dress("QLabel { font-size: 20px; }"))
    assert two.window.updatesEnabled()
    steps.finish()
    assert two.window.updatesEnabled()
    assert two.sizes() == (20, 20)


def test_a_part_within_a_part_is_dressed_with_it(two: Two):
    two.followers.carry(two.shown, LARGE)
    assert two.shown.styleSheet() == ""


def test_who_is_gone_is_not_dressed(two: Two, qtbot: QtBot):
    with qtbot.waitSignal(two.parts[0].destroyed):
        two.parts[0].deleteLater()
    assert list(two.followers.dress(LARGE))
    assert two.shown.font().pixelSize() == 40


class Counted(QWidget):
    """Counts how often it was dressed."""

    times = 0

    def dress(self) -> None:
        self.times += 1


def test_a_method_is_called_once_a_change(qtbot: QtBot):
    followers, widget = Followers(), Counted()
    qtbot.addWidget(widget)
    followers.follow(widget.dress)
    followers.follow(widget.dress)
    assert list(followers.dress(""))
    assert widget.times == 1


@pytest.mark.rule("EASE-5")
def test_the_window_lives_between_two_steps(qtbot: QtBot, dressed: QApplication):
    done: list[str] = []

    def work() -> Iterator[bool]:
        for name in ("first", "second"):
            done.append(name)
            yield True

    steps = Steps()
    steps.begin(work())
    assert done == []
    qtbot.waitUntil(lambda: "first" in done)
    qtbot.waitUntil(lambda: "second" in done)
    assert look.theme is not None
