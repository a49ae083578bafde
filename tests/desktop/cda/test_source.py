"""A document as text, as it was received (SUM-2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.cda.reading import LONG_LINE, MOST_LINES, MOST_SIGNS, source
from desktop.cda.refusal import Refusal
from desktop.cda.texts import ODD
from tests.desktop.cda.papers import document, package, section

pytestmark = pytest.mark.rule("SUM-2")
SIGNS = st.characters(codec="utf-8").filter(lambda sign: sign != "\r" and not ODD.match(sign))


@given(st.text(SIGNS, max_size=200))
def test_a_text_is_shown_sign_by_sign(text: str) -> None:
    shown = source(b"\n" + text.encode())
    assert (shown.text, shown.whole, shown.broken) == ("\n" + text, True, False)


def test_the_declaration_and_what_a_parser_refuses_are_there_too() -> None:
    cut = b'<?xml version="1.0" encoding="iso-8859-1"?>\r\n<!DOCTYPE a [<!ENTITY b "c">]>\n<a>\xe9'
    expected = '<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<a>é'
    assert source(cut).text == expected
    assert source("<a/>".encode("utf-16")).text == "<a/>"
    assert source(b"\xef\xbb\xbf<a/>").text == "<a/>"
    assert source(b"a\0b\x1b[2Jc").text == "a\ufffdb\ufffd[2Jc"


def test_of_a_package_it_is_the_one_that_is_asked_for() -> None:
    made = package(("a", document(section("first"))), ("b", document(section("second"))))
    assert "second" in source(made, file=1).text
    with pytest.raises(Refusal):
        source(made, file=2)
    with pytest.raises(Refusal):
        source(made[:-30])


@pytest.mark.parametrize(
    ("text", "whole", "broken"),
    [
        ("x" * LONG_LINE, True, False),
        ("x" * (LONG_LINE + 1), True, True),
        ("x\n" * (MOST_SIGNS // 2), False, False),
        ("x" * LONG_LINE + ("\r\n" + "x" * LONG_LINE) * (MOST_SIGNS // LONG_LINE), False, False),
        ("x" * (MOST_SIGNS + 1), False, True),
        ("\n" * (MOST_LINES - 1), True, False),
        ("\n" * MOST_LINES, False, False),
    ],
)
def test_what_a_view_could_not_bear_is_cut_and_broken(text: str, whole: bool, broken: bool) -> None:
    shown = source(text.encode())
    assert (shown.whole, shown.broken) == (whole, broken)
    lines = shown.text.split("\n")
    assert max(map(len, lines)) <= LONG_LINE
    assert len(lines) <= MOST_LINES + MOST_SIGNS // LONG_LINE
    assert text.replace("\r", "").replace("\n", "").startswith("".join(lines))
