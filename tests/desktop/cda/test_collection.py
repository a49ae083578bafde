"""The documents that other systems made are read, and all that their narratives say is there."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from desktop.cda.reading import read
from desktop.cda.refusal import Refusal
from desktop.models.summary import BodyKind, Section
from tests.desktop.cda.papers import COLLECTION, narratives

NO_DOCUMENT = {
    # a report of another kind, and files that belong to documents
    "VA_My_HealtheVet_Blue_Button_Sample_Version_12_6.txt": "malformed",
    "README.md": "malformed",
    "LICENSE": "malformed",
    "CDA.xsl": "not_a_summary",
    "cda_l10n.xml": "not_a_summary",
    "cda_l10n.xsd": "not_a_summary",
    "cda_l10n.xsl": "not_a_summary",
    "cda_narrativeblock.xml": "not_a_summary",
    "170.315_b1_toc_amb_ccd_r21_sample1_v13.html": "malformed",
    "170.315_b1_toc_inp_ds_r21_sample1_v12.html": "malformed",
    "170.315_b8_ds4p_amb_sample1_v8.html": "malformed",
    # not well-formed, which is what they are for
    "NT_BadXml_r11_v2.xml": "malformed",
    "broken.xml": "malformed",
    # a root that is no clinical document: parts of one, and pages
    "empty_no_declaration.xml": "not_a_summary",
    "Active Problem(C-CDA2.1).xml": "not_a_summary",
    "Care Team Narrative Only (C-CDAR2.1).xml": "not_a_summary",
    "Growth Charts Example.xml": "not_a_summary",
    "Sample_basicHTML.xml": "not_a_summary",
    "Sample_invalid-SnippetOnly.xml": "not_a_summary",
}
NO_SECTIONS = {
    "CDA_Embedded_Text_Plain_Surgical_Consult.xml": BodyKind.TEXT,
    "Unstructured_Document_embed.xml": BodyKind.PDF,
    "Patient and Provider Organization Direct Address(C-CDAR2.1).xml": BodyKind.SECTIONS,
}

pytestmark = pytest.mark.skipif(
    not COLLECTION.is_dir(), reason="the collection of documents is not beside this folder"
)


def files() -> list[Path]:
    return sorted(path for path in COLLECTION.rglob("*") if path.is_file())


def documents() -> Iterator[tuple[str, bytes]]:
    """Those that are to be shown, out of their package where they are in one."""
    for path in files():
        if path.suffix == ".ZIP":
            with zipfile.ZipFile(path) as whole:
                yield path.name, whole.read("IHE_XDM/SUBSET01/CCDAAMB.XML")
        elif path.name not in NO_DOCUMENT:
            yield path.name, path.read_bytes()


def shown(section: Section) -> str:
    """What a section says where it is shown."""
    document = QTextDocument()
    document.setHtml("".join(section.pieces))
    return document.toPlainText()


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
def test_every_word_of_every_narrative_is_shown_in_its_order(qapp: QApplication) -> None:
    count, sections, words, bodies = 0, 0, 0, {}
    for name, data in documents():
        count += 1
        summary = read(data)
        if not summary.sections:
            bodies[name] = summary.kind
        for section, said in zip(summary.sections, narratives(data), strict=True):
            sections += 1
            words += follow(said, shown(section), f"{name}: {section.title}")
    assert bodies == NO_SECTIONS
    assert (count, sections, words) == (COUNT, SECTIONS, WORDS)


COUNT, SECTIONS, WORDS = 107, 1682, 51_742


def follow(said: list[str], text: str, where: str) -> int:
    """Look for each word behind the one before; how many there are."""
    at, count = 0, 0
    for word in (word for piece in said for word in piece.split()):
        found = text.find(word, at)
        assert found >= 0, f"{where}: {word!r} after {text[max(0, at - 80) : at]!r}"
        at, count = found + len(word), count + 1
    return count


@pytest.mark.rule("SUM-2")
def test_nothing_but_the_narrative_is_shown(qapp: QApplication) -> None:
    """Letter for letter, but for addresses of links and for what codes are called."""
    for name, data in documents():
        summary = read(data)
        for section, said in zip(summary.sections, narratives(data), strict=True):
            narrative = "".join("".join(said).split())
            if narrative and b"linkHtml" not in data:
                assert "".join(shown(section).split()) == narrative, f"{name}: {section.title}"
