"""What folding makes of words, where it marks them, and what an excerpt shows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models.folding import EXCERPT, MOST_SCANNED, excerpt, marks, phrases, words

pytestmark = pytest.mark.rule("HEAD-6")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zähne PUTZEN", ["zahne", "putzen"]),
        ("Łódź Straße Œuvre", ["lodz", "strasse", "oeuvre"]),
        ("crown’s (PFM)", ["crown", "s", "pfm"]),
        ("治疗 ok", ["治", "疗", "ok"]),
        ("مُحَمَّد", ["محمد"]),
        ("ﬁne\u00adly ½", ["finely", "1", "2"]),
        ("🦷brush", ["🦷", "brush"]),
        ("\x00\ud800 \u200b", []),
    ],
)
def test_words_are_folded(text: str, folded: list[str]):
    assert words(text) == folded


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Zähne putzen", "zahn", ["Zähne"]),
        ("🦷 Crown's end", "crown's", ["Crown's"]),
        ("根管治疗", "管治", ["管治"]),
        ("one one two", "ONE two", ["one", "one", "two"]),
        ("e\u0301t\u00e9", "été", ["e\u0301t\u00e9"]),
        ("nothing", "else", []),
    ],
)
def test_whole_words_are_marked_in_the_text_as_it_is(text: str, typed: str, marked: list[str]):
    assert [text[start:end] for start, end in marks(text, phrases(typed))] == marked


def test_an_excerpt_shows_the_words_that_stand_together():
    text = f"{'before ' * 90}Received by check, with thanks {'after ' * 90}"
    shown = excerpt(text, phrases("check received"))
    assert "Received by check, with thanks" in shown.text
    assert [shown.text[start:end] for start, end in shown.marks] == ["Received", "check"]
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert shown.found == 2


def test_an_excerpt_of_a_text_without_the_words_is_its_start():
    assert excerpt("One\n two", phrases("three")) == ("One two", (), 0)
    assert excerpt("", phrases("three")) == ("", (), 0)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400), st.text(max_size=20))
def test_marks_lie_in_the_text_one_after_the_other(text: str, typed: str):
    shown = excerpt(text, phrases(typed))
    assert len(shown.text) <= EXCERPT + 5
    ends = [at for one in shown.marks for at in one]
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.marks)


def test_of_a_very_long_text_only_the_beginning_is_looked_at():
    filled = "word " * (MOST_SCANNED // 5 - 3) + "inside"
    assert excerpt(filled, phrases("inside")).found == 1
    beyond = excerpt("word " * (MOST_SCANNED // 5 + 1) + "beyond", phrases("beyond"))
    assert (beyond.found, beyond.text[-2:]) == (0, " …")
