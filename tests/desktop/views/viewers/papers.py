"""PDFs for the tests: with known text, encrypted, damaged, and one that never ends."""

import io
from collections.abc import Sequence
from functools import cache

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from practice_server.demo import build

PASSWORD = "marlowe-4471"
LINES = (
    ("Harbor Family Dental", "Exam of October 21", "Balance due $342.60"),
    ("Second page, Cleaning", "Crown for Jonas, tooth 30", "Paid −120.00"),
    ("Third page", "cleaning again, and the last", "Thank you"),
)
BOX, FORM = "/MediaBox[0 0 612 792]", "/Type/XObject/Subtype/Form/BBox[0 0 612 792]"
TOP, STEP, LEFT = 100, 40, 72


def paper(pages: Sequence[Sequence[str]] = LINES) -> bytes:
    """One page for each list of lines, each line `STEP` points below the one before."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER)
    for lines in pages:
        canvas.setFont("Helvetica", 14)
        for at, line in enumerate(lines):
            canvas.drawString(LEFT, LETTER[1] - TOP - at * STEP, line.replace("−", "-"))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked(password: str = PASSWORD) -> bytes:
    """The same, encrypted."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper())))
    writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def damaged() -> bytes:
    """It calls itself a PDF and is none."""
    return b"%PDF-1.7\n" + bytes(range(256)) * 40


def forever(depth: int = 14, width: int = 14) -> bytes:
    """A page that draws a form that draws a form many times, and so on: it is never finished."""
    first = 5
    parts = [
        "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
        "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj",
        f"3 0 obj <</Type/Page/Parent 2 0 R{BOX}/Contents 4 0 R{_uses(first)}>> endobj",
        _stream(4, "", "/F Do"),
    ]
    parts += [
        _stream(number, f"{FORM}{_uses(number + 1)}", "/F Do " * width)
        for number in range(first, first + depth)
    ]
    parts.append(_stream(first + depth, FORM, "0 0 m 600 700 l S"))
    body = "%PDF-1.4\n" + "\n".join(parts) + "\ntrailer <</Root 1 0 R>>\n%%EOF\n"
    return body.encode()


def _uses(number: int) -> str:
    return f"/Resources<</XObject<</F {number} 0 R>>>>"


def _stream(number: int, head: str, content: str) -> str:
    return f"{number} 0 obj <<{head}/Length {len(content)}>> stream\n{content}\nendstream endobj"


@cache
def statement(pages: int = 3) -> bytes:
    """A statement of the demo practice with at least so many pages."""
    for made in build().blobs:
        if made.data.count(b"/Type /Page\n") >= pages:
            return made.data
    raise AssertionError("the demo has no such statement")
