"""Small real PDFs, made here."""

import io

from pypdf import PdfWriter


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
