"""Each form of a narrative, as the HTML that is shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from desktop.cda.reading import read
from desktop.models.summary import Note
from tests.desktop.cda.papers import document, entry, paragraph, section


def pieces(text: str, more: str = "") -> tuple[str, ...]:
    return read(document(section(text, more=more)), elsewhere="not here").sections[0].pieces


@pytest.mark.rule("SUM-2")
@pytest.mark.parametrize(
    ("narrative", "html"),
    [
        ("plain <br/>text", "<p>plain <br/>text</p>"),
        ("<paragraph>a</paragraph>b", "<p>a</p>|<p>b</p>"),
        (
            "<paragraph><caption>Cap</caption>a</paragraph>",
            '<p class="caption">Cap</p>|<p>a</p>',
        ),
        ('<content styleCode="Bold Italics">a</content>', "<p><b><i>a</i></b></p>"),
        ('<content styleCode="underline xFancy">a</content>', "<p><u>a</u></p>"),
        ('<content styleCode="Emphasis">a</content>', "<p><i>a</i></p>"),
        ('<content revised="delete">a</content>', "<p><s>a</s></p>"),
        ("H<sub>2</sub>O<sup>+</sup>", "<p>H<sub>2</sub>O<sup>+</sup></p>"),
        ("<list><item>a</item></list>", '<ul type="disc"><li>a</li></ul>'),
        (
            """<list listType="ordered" styleCode="LittleRoman"><caption>Cap</caption>
            <item><caption>C</caption>a</item></list>""",
            '<p class="caption">Cap</p>|<ol type="i"><li><b>C</b> a</li></ol>',
        ),
        (
            "<list><item>a<list><item>b</item></list></item></list>",
            '<ul type="disc"><li>a<ul type="disc"><li>b</li></ul></li></ul>',
        ),
        ('<linkHtml href="https://a.example/x">site</linkHtml>',
         "<p>site (https://a.example/x)</p>"),
        ('<linkHtml href="#here">below</linkHtml>', "<p>below</p>"),
        (
            'a<footnote ID="f">note</footnote> b<footnoteRef IDREF="f"/>',
            '<p>a<sup>[1]</sup> b<sup>[1]</sup></p>|<p class="footnote">[1] note</p>',
        ),
        ("<unknown>a <content>b</content></unknown>", "<p>a b</p>"),
        ("<div xmlns='http://www.w3.org/1999/xhtml'><b>a</b></div>", "<p><b>a</b></p>"),
        ('<renderMultiMedia referencedObject="none"/>', None),
        ("  ", None),
        ("<list/><table><tr><td/></tr></table> ", None),
    ],
)  # fmt: skip
def test_forms(narrative: str, html: str | None) -> None:
    assert "|".join(pieces(narrative)) == (
        html or "<p><i>not here</i></p>" * ("Media" in narrative)
    )


@pytest.mark.rule("SUM-2")
def test_a_table_keeps_its_heads_spans_and_places() -> None:
    (caption, table) = pieces(
        "<table border='1' width='300px' onmouseover='x()'><caption>Cap</caption>"
        "<thead><tr><th colspan='2' scope='col'>H</th></tr></thead>"
        "<tfoot><tr><td>F</td></tr></tfoot>"
        "<tbody><tr><td rowspan='2' align='Right' style='color:red'>a</td><td>b</td></tr>"
        "<tr><td styleCode='Bold'>c</td></tr></tbody></table>"
    )
    assert caption == '<p class="caption">Cap</p>'
    assert table == (
        '<table width="100%" cellspacing="0" class="first"><thead>'
        '<tr><th colspan="2">H</th></tr></thead>'
        '<tr><td align="right" rowspan="2">a</td><td>b</td></tr><tr><td><b>c</b></td></tr>'
        "<tr><td>F</td></tr></table>"
    )


@pytest.mark.rule("SUM-2")
def test_a_long_table_comes_in_parts_that_keep_their_columns_and_their_spans() -> None:
    rows = [f"<tr><td>{at}</td><td>word {at}</td></tr>" for at in range(100)]
    rows[20] = "<tr><td rowspan='9'>20</td><td>word 20</td></tr>"
    rows[21:29] = [f"<tr><td>word {at}</td></tr>" for at in range(21, 29)]
    parts = pieces(f"<table><thead><tr><th>A</th><th>B</th></tr></thead>{''.join(rows)}</table>")
    assert [part.count("<tr>") for part in parts] == [30, 24, 24, 23]
    assert [part.count("<thead>") for part in parts] == [1, 0, 0, 0]
    assert all('width="' in part.removeprefix('<table width="100%"') for part in parts)


@pytest.mark.rule("SUM-2")
def test_a_long_list_comes_in_parts_that_go_on_counting() -> None:
    items = "".join(f"<item>{at}</item>" for at in range(90))
    parts = pieces(f'<list listType="ordered">{items}</list>')
    assert [part.count("<li>") for part in parts] == [40, 40, 10]
    assert 'start="41"' in parts[1]


@pytest.mark.rule("SUM-2")
def test_entries_without_a_text_say_what_their_codes_are_called() -> None:
    told = entry(
        '<code code="x" displayName="Allergy to substance"/><value displayName="Penicillin"/>'
    )
    assert pieces("", told) == ("<p>Allergy to substance: Penicillin</p>",)


@pytest.mark.rule("SUM-2")
def test_forms_beyond_all_measure_become_plain_text() -> None:
    deep = "<list><item>" * 40 + "deep" + "</item></list>" * 40
    wide = f"<table><tr>{'<td>wide </td>' * 500}</tr></table>"
    long = paragraph("word " * 50_000)
    for narrative in (deep, wide, long):
        summary = read(document(section(narrative)))
        assert summary.notes == (Note.SIMPLIFIED,)
        assert max(map(len, summary.sections[0].pieces)) < 10_000


@pytest.mark.rule("SUM-2")
@pytest.mark.parametrize("rows", [3, 60, 200])
@pytest.mark.parametrize(
    "around", ["<table><tr><td>{}</td></tr></table>", "<list><item>{}</item></list>"]
)
def test_a_table_inside_another_form_keeps_every_word(rows: int, around: str) -> None:
    words = [f"word{at}" for at in range(rows)]
    inner = "".join(f"<tr><td>{word}</td></tr>" for word in words)
    told = " ".join(pieces(around.format(f"before<table>{inner}</table>after")))
    assert re.findall(r"before|after|word\d+", told) == ["before", *words, "after"]


@pytest.mark.rule("SUM-2")
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")))
def test_any_text_comes_out_as_the_same_text(qapp: QApplication, text: str) -> None:
    document_shown = QTextDocument()
    document_shown.setHtml("".join(pieces(f"<list><item>x</item></list>{paragraph(text)}y")))
    markers = dict.fromkeys((*range(0xFDD0, 0xFDF0), 0xFFFC), "\ufffd")
    wanted = text.translate(markers)
    assert document_shown.toPlainText().split() == ["x", *wanted.split(), "y"]


@pytest.mark.rule("SUM-2")
def test_columns_have_room_for_their_longest_words_and_say_when_there_is_too_little() -> None:
    words = ["a", "Acetaminophen", "2026-10-21", "yes", "b"]
    row = f"<tr>{''.join(f'<td>{word}</td>' for word in words)}</tr>"
    (roomy,) = pieces(f"<table>{row}</table>")
    widths = [int(width) for width in re.findall(r'<td width="(\d+)%"', roomy)]
    assert sum(widths) == 100
    assert widths[1] > widths[2] > max(widths[0], widths[3], widths[4])
    (tight,) = pieces(f"<table>{row.replace('<tr>', '<tr>' + row[4:-5] * 2)}</table>")
    assert 'class="first tight"' in tight
    assert 'class="first"' in roomy
