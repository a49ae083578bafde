"""Narrative as HTML for any browser: its text and its form, nothing else (SUM-3)."""

import pytest

from desktop.models.narrative import all_words, harmless, words_of
from desktop.models.summary import BodyKind, Header, Section, Standard, Summary

PICTURES = {"1": "data:image/png;base64,AA=="}


@pytest.mark.rule("SUM-3")
def test_known_forms_stay() -> None:
    table = '<table width="9"><tr class="head"><th colspan="2">a</th></tr><tr><td/></tr></table>'
    said = harmless(table, {})
    assert said == '<table><tr class="head"><th colspan="2">a</th></tr><tr><td></td></tr></table>'
    assert harmless('<ol start="3" type="A"><li>x<br/>y</li></ol>', {}).startswith("<ol start")


@pytest.mark.rule("SUM-3")
@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<p onclick="x()">a</p>',
        '<img src="https://example.org/a.png"/>',
        '<img src="picture:2"/>',
        '<a href="javascript:x()">a</a>',
        '<p style="background:url(//x)">a</p>',
        '<svg><script xlink:href="//x"/></svg>',
        '<p class="&quot; onload=x">a</p>',
        '<iframe src="//x"></iframe>',
        "<style>@import '//x'</style>",
    ],
)
def test_nothing_active_and_nothing_remote_is_left(hostile: str) -> None:
    said = harmless(hostile, PICTURES)
    assert not any(word in said for word in ("script", "on", "//", "src", "href", "style"))


@pytest.mark.rule("SUM-3")
def test_pictures_are_those_that_were_decoded() -> None:
    said = harmless('<p><img src="picture:1" alt="a &quot;b&quot;"/></p>', PICTURES)
    assert said == '<p><img src="data:image/png;base64,AA==" alt="a &quot;b&quot;"></p>'


def test_text_is_escaped_and_elements_are_closed() -> None:
    assert harmless("<p>1 &lt; 2 &amp; <b>3", {}) == "<p>1 &lt; 2 &amp; <b>3</b></p>"
    assert harmless("</p>a</b>", {}) == "a"


@pytest.mark.rule("HEAD-6")
def test_words_of_blocks_and_cells_are_apart() -> None:
    assert words_of("<table><tr><td>a</td><td>b</td></tr></table>") == "a b"
    assert words_of("<p>a</p><p>b<br/>c</p>") == "a\nb\nc"
    sections = (
        Section("1", "Allergies", 1, 1, pieces=("<p>Latex</p>",)),
        Section("2", "", 1, 0),
    )
    summary = Summary(Standard.CCDA, Header(), BodyKind.SECTIONS, sections)
    assert all_words(summary) == "Allergies\nLatex"
