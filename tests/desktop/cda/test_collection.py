"""Documents that other systems made are read, and nothing but their narratives comes of them."""

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from desktop.cda.reading import read
from desktop.cda.refusal import Refusal
from desktop.models.summary import Section
from tests.desktop.cda.collection import NO_DOCUMENT, documents, files, needs_collection
from tests.desktop.cda.papers import narratives

pytestmark = needs_collection


@pytest.mark.rule("SUM-2")
def test_every_file_is_a_document_or_says_why_not() -> None:
    refused = {}
    for path in files():
        try:
            read(path.read_bytes())
        except Refusal as refusal:
            refused[path.name] = refusal.why
    assert refused == NO_DOCUMENT


@pytest.mark.rule("SUM-2")
def test_letter_for_letter_there_is_nothing_but_the_narrative(qapp: QApplication) -> None:
    """Addresses of links are told besides, and what codes are called where there is no text."""
    compared = 0
    for name, data in documents():
        for section, said in zip(read(data).sections, narratives(data), strict=True):
            narrative = "".join("".join(said).split())
            if narrative and b"linkHtml" not in data:
                assert "".join(shown(section).split()) == narrative, f"{name}: {section.title}"
                compared += 1
    assert compared > 1500


def shown(section: Section) -> str:
    document = QTextDocument()
    document.setHtml("".join(section.pieces))
    return document.toPlainText()
