"""Names of files that show as they are (MAIL-5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_server.file_names import LONGEST_NAME, clean_name


@pytest.mark.rule("MAIL-5")
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("X-ray.jpg", "X-ray.jpg"),
        ("..\\..\\Windows\\calc.exe", "calc.exe"),
        ("../../etc/passwd", "passwd"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u200f\u2066b\u200b\ufeff.txt", "ab.txt"),
        ("two\nlines\r\x00\x7f.txt", "twolines.txt"),
        ("\u2028\u2029.png", "png"),
        ("", "file"),
        ("..", "file"),
        ("folder/", "file"),
        (" . ", "file"),
        ("花子 の 写真.jpg", "花子 の 写真.jpg"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("x" * 300, "x" * 150),
        ("x." + "y" * 300, "x." + "y" * 148),
    ],
)
def test_names_are_one_part_that_shows_as_it_is(name: str, wanted: str) -> None:
    assert clean_name(name) == wanted


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_is_clean(name: str) -> None:
    cleaned = clean_name(name)

    assert 1 <= len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & set("/\\\0\n\r\u202e\u200f")
    assert cleaned not in {".", ".."}
    assert clean_name(cleaned) == cleaned
