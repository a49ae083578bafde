"""The collection of documents that other systems made: which are to be shown, and which not."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

COLLECTION = Path(__file__).parents[3].parent / "shared" / "data" / "ccda"
PACKED = "IHE_XDM/SUBSET01/CCDAAMB.XML"
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

needs_collection = pytest.mark.skipif(
    not COLLECTION.is_dir(), reason="the collection of documents is not beside this folder"
)


def files() -> list[Path]:
    """Every file, documents or not."""
    return sorted(path for path in COLLECTION.rglob("*") if path.is_file())


def documents() -> Iterator[tuple[str, bytes]]:
    """Those that are to be shown, out of their package where they are in one."""
    for path in files():
        if path.suffix == ".ZIP":
            with zipfile.ZipFile(path) as whole:
                yield path.name, whole.read(PACKED)
        elif path.name not in NO_DOCUMENT:
            yield path.name, path.read_bytes()
