"""What a banner offers is what it says now."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.views.widgets.banner import Banner
from desktop.views.widgets.tone import Tone


def test_the_former_actions_are_gone_at_once_and_those_that_are_given_again_stay(
    qtbot: QtBot,
) -> None:
    former, stays, new = QPushButton("Former"), QPushButton("Stays"), QPushButton("New")
    banner = Banner(Tone.BAD, "It did not arrive", (former, stays))
    qtbot.addWidget(banner)
    banner.show()
    assert former.isVisible()
    banner.show_notice(Tone.BAD, "Another did not arrive", (stays, new))
    assert not former.isVisible()
    assert stays.isVisible()
    qtbot.waitUntil(new.isVisible)
