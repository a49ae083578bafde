"""Scrolls a folder of very many messages in a process of its own: `python -m bench.mail_scrolling`.

The list, model and delegate of the program, over a mailbox that gives its pages from memory: what
is measured is the GUI thread. Prints one JSON list: the longest block and the seconds of all.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from bench.window import Heart
from desktop import collector
from desktop.app import application
from desktop.models.items.family import Family
from desktop.models.items.messages import MessagesModel
from desktop.models.mail import UNCOUNTED, Folder, Folders
from desktop.models.shown import Page, Shown
from desktop.views.cards.mail_panel import MailPanel
from portal_protocol.mail import Message
from portal_protocol.records import PatientId, Person
from tests.journeys.driver import settle, wait

MANY, PAGE = 100_000, 50
ELENA = PatientId("elena")
NOW = datetime.now(UTC)


class Mailbox(QObject):
    """Answers the model's questions a turn of the event loop later, as the portal does."""

    def __init__(self, model: MessagesModel) -> None:
        super().__init__(model)
        self._model = model
        model.wanted.connect(self._ask)

    def _ask(self, cursor: str | None, turn: int) -> None:
        start = int(cursor or 0)
        end = min(start + PAGE, MANY)
        rows = tuple(Shown(message(number)) for number in range(start, end))
        page = Page(rows, str(end) if end < MANY else None, UNCOUNTED)
        QTimer.singleShot(0, self._model, lambda: self._model.take(page, turn))


def message(number: int) -> Message:
    """The message of that number, an hour before the one above it."""
    return Message(
        id=f"m{number:06}",
        patient=ELENA,
        at=NOW - timedelta(hours=number),
        subject=f"About your visit {number}, and what to bring along to the office",
        author_name="Dr. Amina Farrow",
        read_at=None if number % 7 == 0 else NOW,
    )


def scroll() -> list[float]:
    """From top to end: to the last row each time more have come, then back by the page."""
    model = MessagesModel()
    Mailbox(model)
    model.set_context(Family((Person(id=ELENA, first_name="Elena", last_name="Marlowe"),)))
    panel = MailPanel(Folder.INBOX, model)
    model.setParent(panel)
    panel.resize(1012, 560)
    panel.show()
    model.refresh()
    wait(model.rowCount, "the first page")
    panel.show_rows_or(None, Folders())  # type: ignore[arg-type]  # there are rows
    settle()
    collector.only_when_asked()  # as the program does
    collector.settle()
    looks = QTimer()
    looks.timeout.connect(collector.look)
    looks.start(collector.PERIOD)
    heart = Heart()
    started, bar = time.perf_counter(), panel.list.verticalScrollBar()
    down = QTimer()
    down.timeout.connect(lambda: bar.setValue(bar.maximum()))
    down.start(0)
    wait(lambda: model.rowCount() == MANY, "all messages", 600_000)
    down.stop()
    for step in range(200):
        bar.setValue(bar.maximum() * (200 - step) // 200)
        settle()
    return [heart.longest, time.perf_counter() - started]


def main() -> int:
    """0 when it came to the end."""
    app = application(sys.argv)
    sys.stdout.write(json.dumps(scroll()) + "\n")
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
