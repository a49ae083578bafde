"""Small real PDFs, made here."""

import io

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject


def pdf(pages: int = 1, *, password: str | None = None, owner: str | None = None) -> bytes:
    """A PDF of blank pages, encrypted when there is a password."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    if password is not None:
        writer.encrypt(password, owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def half_black() -> bytes:
    """Two pages of 200 by 300 points; the left half of the first one is black."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 300)
    writer.add_blank_page(200, 300)
    black = DecodedStreamObject()
    black.set_data(b"0 g 0 0 100 300 re f")
    page[NameObject("/Contents")] = writer._add_object(black)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
