"""PDFs of any size, for measuring downloads."""

from random import Random
from typing import Final

_WORDS: Final = b"BT /F1 24 Tf 72 700 Td (Harbor Family Dental) Tj ET"
_PAGE: Final = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>"
)
LEAST: Final = 1200


def padded_pdf(size: int, dice: Random) -> bytes:
    """A PDF of one page and exactly `size` bytes, most of them noise that does not compress.

    Raises ValueError below `LEAST` bytes.
    """
    if size < LEAST:
        raise ValueError(f"a PDF takes at least {LEAST} bytes")
    return _pdf(dice.randbytes(size - len(_pdf(b""))))


def _pdf(noise: bytes) -> bytes:
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        _stream(_WORDS),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        _stream(noise),
    )
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%010d\n%%%%EOF\n" % table)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %010d >>\nstream\n" % len(data) + data + b"\nendstream"
