"""What a file is, by its bytes: the same for both sides, however they come (MAIL-4, MAIL-5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.attachment import Viewing
from desktop.services.attachments import text_of, viewing_of, viewing_of_beginning
from portal_protocol.contents import KINDS, PLAIN_TEXT, Sniffer, media_type

JPEG, PNG = b"\xff\xd8\xff\xe0rest", b"\x89PNG\r\n\x1a\nrest"
PDF, TEXT = b"%PDF-1.7 rest", "Grüße\r\n\tfrom 花子".encode()
GIF, BMP, WEBP = b"GIF89a\x01\x00", b"BM\x3a\x01\0\0\0\0\0\0\x36", b"RIFF\n\0\0\0WEBPVP8 "
WIDE = "Grüße\r\n\tfrom 花子 😀"

BEGINNINGS = st.sampled_from(
    [b"", *(whole[:at] for whole in (JPEG, PNG, PDF, GIF, BMP, WEBP, TEXT) for at in (1, 2, 9, 20))]
)
BYTES = st.one_of(
    st.builds(bytes.__add__, BEGINNINGS, st.binary(max_size=40)),
    st.text(max_size=40).map(str.encode),
    st.text(max_size=40).map(lambda text: text.encode("utf-16")),
    st.text(max_size=40).map(lambda text: b"\xfe\xff" + text.encode("utf-16-be")),
)


def kind(content: bytes, step: int) -> str:
    """What it is when it comes in pieces, as the server sees it."""
    sniffer = Sniffer()
    for at in range(0, len(content), step):
        sniffer.see(content[at : at + step])
    assert sniffer.media_type() == sniffer.media_type()
    return sniffer.media_type()


@pytest.mark.rule("MAIL-5")
@pytest.mark.parametrize("step", [1, 2, 7, 1000])
@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (JPEG, "image/jpeg"),
        (PNG, "image/png"),
        (GIF, "image/gif"),
        (BMP, "image/bmp"),
        (WEBP, "image/webp"),
        (PDF, "application/pdf"),
        (TEXT, "text/plain"),
        (b"\xef\xbb\xbf" + TEXT, "text/plain"),
        (WIDE.encode("utf-16"), "text/plain"),
        (b"\xfe\xff" + WIDE.encode("utf-16-be"), "text/plain"),
        (b"x", "text/plain"),
        (b"x" * 2_000_001, "text/plain"),
        (b"BMI is not what I asked about", "text/plain"),
        (b"<html><script>", "text/plain"),
        (b"", ""),
        (b"MZ\x90\x00\x03", ""),
        (b"PK\x03\x04", ""),
        (b"\xff\xfeA", ""),
        (b"\xff\xfeA\x00\x00\xd8", ""),
        (b"\xff\xfe\x1b\x00", ""),
        (WIDE.encode("utf-16-le"), ""),
        (TEXT[:-1], ""),
        (b"text and then\x00", ""),
        (b"text and then\x1b[2J", ""),
        (b"plain\x7f", ""),
        (b" %PDF-1.7", "text/plain"),
        (b"\xff\xd8", ""),
        (b"\xff", ""),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else None,
)
def test_bytes_say_what_a_file_is(content: bytes, wanted: str, step: int) -> None:
    assert kind(content, step) == wanted


@pytest.mark.rule("MAIL-4")
@given(BYTES, st.sampled_from([b"x", b"\0", b"\xc3\xa4"]), st.binary(max_size=20))
def test_a_beginning_tells_what_the_whole_would_or_nothing(
    start: bytes, filling: bytes, rest: bytes
) -> None:
    beginning = start + filling * 1100
    content = beginning + rest
    told = viewing_of_beginning(beginning, "file", len(content))
    assert told in {None, viewing_of(content, "file")}


@pytest.mark.rule("MAIL-4", "MAIL-5")
@given(BYTES, st.integers(1, 9))
def test_both_sides_call_the_same_bytes_the_same(content: bytes, step: int) -> None:
    """The desktop, which has them all at once, shows what the server would let in."""
    told = kind(content, step)
    assert told == media_type(content)
    assert told in KINDS | {""}
    assert (text_of(content) is not None) == (told == PLAIN_TEXT)
    shown = viewing_of(content, "file")
    assert shown not in {Viewing.TEXT, Viewing.IMAGE, Viewing.PDF} or told
