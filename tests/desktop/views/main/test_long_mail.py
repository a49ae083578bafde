"""A mailbox that was scrolled through stays quick when one of its messages changes (EASE-5)."""

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.items.messages import MessagesModel
from desktop.models.mail import UNCOUNTED, Folder
from desktop.models.shown import Page, Shown
from desktop.views.cards.mail_panel import MailPanel
from desktop.views.lists.looking import Looking
from tests.desktop.models.items.test_messages import TODAY, message

COUNT, SIZE = 2000, 50


class Mailbox:
    """Answers the list from these messages, and counts how often it is asked."""

    def __init__(self, model: MessagesModel) -> None:
        self.messages = [message(number) for number in range(COUNT)]
        self.model, self.asked = model, list[str | None]()
        model.wanted.connect(self.answer)

    def answer(self, cursor: str | None, turn: int) -> None:
        self.asked.append(cursor)
        start = int(cursor or 0)
        rows: tuple[Any, ...] = tuple(map(Shown, self.messages[start : start + SIZE]))
        following = str(start + SIZE) if start + SIZE < COUNT else None
        self.model.take(Page(rows, following, UNCOUNTED), turn)

    def open(self, number: int) -> None:
        """A message is read now; the list is told that something changed."""
        self.messages[number] = replace(self.messages[number], read_at=TODAY)
        self.asked.clear()
        self.model.refresh()


@pytest.fixture
def panel(qtbot: QtBot, dressed_parts: QApplication) -> MailPanel:
    model = MessagesModel()
    made = MailPanel(Folder.INBOX, model)
    qtbot.addWidget(made)
    model.setParent(made)
    Looking(made.list, model)
    made.resize(700, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def read_all(panel: MailPanel) -> Mailbox:
    """A list whose last page was scrolled to."""
    mailbox = Mailbox(panel.model)
    panel.model.refresh()
    while panel.model.canFetchMore(panel.model.find("nothing")):
        panel.model.fetchMore(panel.model.find("nothing"))
    assert panel.model.rowCount() == COUNT
    return mailbox


def unread(panel: MailPanel, number: int) -> bool:
    row: Any = panel.model.row_at(panel.model.find(f"m{number}"))
    return bool(row.unread)


@pytest.mark.rule("EASE-5", "MAIL-3")
def test_opening_a_message_far_down_reads_what_is_in_view(panel: MailPanel) -> None:
    mailbox = read_all(panel)
    panel.list.scrollToBottom()
    panel.list.choose(f"m{COUNT - 3}")
    bar = panel.list.verticalScrollBar()
    place = bar.value()
    assert place > 0

    mailbox.open(COUNT - 3)

    assert mailbox.asked == [None, str(COUNT - SIZE)]
    assert not unread(panel, COUNT - 3)
    assert panel.list.current_row().key == f"m{COUNT - 3}"
    assert bar.value() == place


@pytest.mark.rule("EASE-5")
def test_the_rest_is_read_when_it_comes_into_view(panel: MailPanel) -> None:
    mailbox = read_all(panel)
    panel.list.scrollToTop()
    mailbox.open(1020)
    assert mailbox.asked == [None]
    assert unread(panel, 1020)

    panel.list.scrollTo(panel.model.index(1020, 0))

    assert not unread(panel, 1020)
    assert len(mailbox.asked) <= 3


@pytest.mark.rule("WHO-6")
def test_nothing_is_left_for_later_when_other_persons_may_be_shown(panel: MailPanel) -> None:
    mailbox = read_all(panel)
    panel.model.distrust()
    mailbox.open(1020)
    assert not unread(panel, 1020)
    mailbox.open(1021)
    assert len(mailbox.asked) <= 3
