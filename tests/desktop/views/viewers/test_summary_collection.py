"""Every word of the documents that other systems made is in the text that the viewer shows."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.cda.reading import read
from desktop.models.summary import BodyKind
from desktop.views.viewers.summary.paper import SummaryPaper
from tests.desktop.cda.collection import documents, needs_collection
from tests.desktop.cda.papers import narratives

NO_SECTIONS = {
    "CDA_Embedded_Text_Plain_Surgical_Consult.xml": BodyKind.TEXT,
    "Unstructured_Document_embed.xml": BodyKind.PDF,
    # a document of a header alone: its body is empty
    "Patient and Provider Organization Direct Address(C-CDAR2.1).xml": BodyKind.SECTIONS,
}
DOCUMENTS, SECTIONS, WORDS = 107, 1682, 51_742


@pytest.mark.rule("SUM-2")
@needs_collection
def test_every_word_of_every_narrative_is_shown_in_its_order(
    dressed_parts: QApplication, qtbot: QtBot
) -> None:
    paper, bodies = SummaryPaper(), {}
    qtbot.addWidget(paper)
    paper.resize(760, 600)
    paper.show()
    count, sections, words = 0, 0, 0
    for name, data in documents():
        summary, said = read(data), narratives(data)
        count += 1
        sections += len(summary.sections)
        if not summary.sections:
            bodies[name] = summary.kind
            continue
        paper.show_summary(summary)
        qtbot.waitUntil(lambda: not paper.writer.busy)
        text = paper.toPlainText()
        everything = [word for section in said for piece in section for word in piece.split()]
        words += follow(everything, text, name)
    assert bodies == NO_SECTIONS
    assert (count, sections, words) == (DOCUMENTS, SECTIONS, WORDS)


def follow(words: list[str], text: str, where: str) -> int:
    """Look for each word behind the one before; how many there are."""
    at = 0
    for word in words:
        found = text.find(word, at)
        assert found >= 0, f"{where}: {word!r} after {text[max(0, at - 80) : at]!r}"
        at = found + len(word)
    return len(words)
