"""What a file was taken for, in words."""

import pytest

from desktop.models.image import OpenImage
from desktop.models.items.own import image_words, pdf_words, summary_words, text_words
from desktop.models.summary import BodyKind, Header, Section, Standard, Summary

pytestmark = pytest.mark.rule("OPEN-4")


def summary(
    sections: int = 0,
    kind: BodyKind = BodyKind.SECTIONS,
    standard: Standard = Standard.CCDA,
    files: tuple[str, ...] = (),
    file: int = 0,
) -> str:
    parts = tuple(Section(str(at), "Allergies", 1, 0) for at in range(sections))
    return summary_words(Summary(standard, Header(), kind, parts, files=files, file=file))


def test_one_and_several_have_their_own_words() -> None:
    assert pdf_words(1) == "PDF document, 1 page"
    assert pdf_words(3) == "PDF document, 3 pages"
    assert text_words("a") == "Plain text, 1 line"
    assert text_words("a\nb\n") == "Plain text, 2 lines"
    assert image_words("PNG", OpenImage(1, (300, 200))) == "PNG image, 300 by 200 pixels"
    assert image_words("TIFF", OpenImage(1, (3, 2), 7)) == "TIFF image, 3 by 2 pixels, 7 pages"


def test_a_summary_says_what_it_follows_and_holds() -> None:
    assert summary(1) == "Care summary (C-CDA), 1 section"
    assert summary(12, standard=Standard.CDA) == "Care summary (CDA), 12 sections"
    assert summary(kind=BodyKind.PDF) == "Care summary (C-CDA), a PDF document in it"
    assert summary(kind=BodyKind.TEXT) == "Care summary (C-CDA), a plain text in it"
    assert summary(kind=BodyKind.IMAGE) == "Care summary (C-CDA), a picture in it"
    assert summary(kind=BodyKind.ELSEWHERE) == "Care summary (C-CDA), nothing to read in it"
    assert summary() == "Care summary (C-CDA), nothing to read in it"


def test_of_a_package_with_several_it_is_said_which() -> None:
    assert summary(2, files=("a", "b"), file=1).endswith("2 sections, 2 of 2 in a package")
    assert summary(2, files=("a",)).endswith("2 sections")
