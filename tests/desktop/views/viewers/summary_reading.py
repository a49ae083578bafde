"""A person in front of the viewer of clinical documents."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.trouble import Trouble
from desktop.services.portal import Portal, PortalError
from desktop.views.viewers.summary import SummaryViewer
from tests.desktop.cda.papers import document, entry, paragraph, section

LONG = 60_000  # milliseconds; nothing waits that long unless it is broken
TABLE = "<table><thead><tr><th>Allergy</th></tr></thead><tr><td>{}</td></tr></table>"


@dataclass
class Reading:
    """A person in front of the viewer."""

    viewer: SummaryViewer
    qtbot: QtBot
    shown: list[bool] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def open(self, data: bytes) -> Trouble | None:
        """Open a document until all of it is there; what was said instead of it."""
        self.shown.clear()
        self.troubles.clear()
        self.viewer.show_document(data)
        self.qtbot.waitUntil(lambda: bool(self.shown or self.troubles), timeout=LONG)
        self.settle()
        return self.troubles[0] if self.troubles else None

    def settle(self) -> None:
        """Wait until nothing is left to be written."""
        self.qtbot.waitUntil(lambda: not self.viewer.paper.writer.busy, timeout=LONG)

    def text(self) -> str:
        """What is on the screen, to its end."""
        return self.viewer.paper.toPlainText().replace("\ufffc", "")

    def find(self, words: str) -> list[str]:
        """What stands at the places that are found."""
        self.viewer.tools.find_edit.setText(words)
        self.viewer.finding.go(1)
        self.settle()
        text = self.viewer.paper.toPlainText()
        return [text[place.start : place.end] for place in self.viewer.finding.places]


@pytest.fixture
def reading(dressed_parts: QApplication, qtbot: QtBot, portal: Portal) -> Iterator[Reading]:
    """A viewer as large as in the window."""
    viewer = SummaryViewer(portal)
    qtbot.addWidget(viewer)
    viewer.resize(1000, 600)
    viewer.show()
    reading = Reading(viewer, qtbot)
    viewer.shown.connect(lambda: reading.shown.append(True))

    def refused(error: PortalError) -> None:
        reading.troubles.append(error.trouble)

    viewer.refused.connect(refused)
    yield reading
    viewer.clear()


def three() -> bytes:
    """Allergies in a table, a section inside another, and an empty one."""
    return document(
        section(TABLE.format("Penicillin"), "Allergies", entry("") * 2),
        section(paragraph("Outer"), "Procedures", section(paragraph("Inner"), "Implants")),
        section("", "Goals"),
    )


def long() -> bytes:
    """Nine sections, each higher than the screen."""
    return document(*(section(paragraph("word " * 900), f"Part {at}") for at in range(9)))
