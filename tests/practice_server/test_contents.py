"""What a file is, by its bytes; and names that show as they are (MAIL-5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_server.contents import LONGEST_NAME, Sniffer, clean_name

JPEG, PNG = b"\xff\xd8\xff\xe0rest", b"\x89PNG\r\n\x1a\nrest"
PDF, TEXT = b"%PDF-1.7 rest", "Grüße\r\n\tfrom 花子".encode()


def kind(content: bytes, step: int = 1000) -> str:
    sniffer = Sniffer()
    for at in range(0, len(content), step):
        sniffer.see(content[at : at + step])
    return sniffer.media_type()


@pytest.mark.rule("MAIL-5")
@pytest.mark.parametrize("step", [1, 2, 7, 1000])
@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (JPEG, "image/jpeg"),
        (PNG, "image/png"),
        (PDF, "application/pdf"),
        (TEXT, "text/plain"),
        (b"<html><script>", "text/plain"),
        (b"", ""),
        (b"MZ\x90\x00\x03", ""),
        (b"PK\x03\x04", ""),
        (b"GIF89a\x01\x00", ""),
        (b"\xff\xfeA\x00", ""),
        (TEXT[:-1], ""),
        (b"text and then\x00", ""),
        (b"text and then\x1b[2J", ""),
        (b"plain\x7f", ""),
        (b" %PDF-1.7", "text/plain"),
        (b"\xff\xd8", ""),
    ],
)
def test_bytes_say_what_a_file_is(content: bytes, wanted: str, step: int) -> None:
    assert kind(content, step) == wanted


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


@given(st.binary(max_size=60), st.integers(1, 9))
def test_how_the_bytes_come_makes_no_difference(content: bytes, step: int) -> None:
    assert kind(content, step) == kind(content)
