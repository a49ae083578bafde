"""Files of every kind that messages of the demo practice carry, made by code (MAIL-4)."""

import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from practice_server.demo import logo
from practice_server.demo.documents import DemoBlob, demo_blob
from practice_server.demo.papers import BOLD, HEIGHT, MARGIN, PLAIN, TEXT, WIDTH, register_fonts

CARE_SHEET: Final = "Care after a crown visit.pdf"
X_RAY: Final = "Bitewing left.jpg"
CHART: Final = "Brushing chart.png"
MEDICINES: Final = "Medicines before your visit.txt"
SCAN: Final = "Scanned letter.tiff"
SUMMARY: Final = "Visit summary.xml"
FORM: Final = "New patient form.docx"
PROGRAM: Final = "Viewer setup.exe"
EMPTY: Final = "Empty.txt"
TURNED: Final = "..\\..\\records/../../invoice\u202efdp.exe"
LONG: Final = "A very long name of a file " * 11 + "end.pdf"
"""Of 304 signs."""

_CARE: Final = (
    "Do not chew on that side for 24 hours.",
    "A little soreness is normal for two or three days.",
    "Brush gently, and pull the floss out to the side.",
    "If the temporary crown comes off, keep it and call us.",
    "Call us at once for swelling, fever or strong pain.",
)
_WORDS: Final = """Medicines before your visit

Take your usual medicines at the usual times.
Tell us before the visit if you take blood thinners.
Eat something light, and drink water.
"""
_CDA: Final = """<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3">
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <title>Visit summary</title>
  <component><structuredBody><component><section>
    <title>Plan of treatment</title>
    <text><list><item>Crown, tooth 14</item><item>Cleaning in six months</item></list></text>
  </section></component></structuredBody></component>
</ClinicalDocument>
"""


def enclosure(name: str) -> DemoBlob:
    """The file of that name, which is one of the constants above."""
    made, media_type = _MADE[name]
    return demo_blob(made(), media_type=media_type, name=name)


@cache
def _care_sheet() -> bytes:
    register_fonts()
    out = BytesIO()
    canvas = Canvas(out, (WIDTH, HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle("Care after a crown visit")
    logo.draw(canvas, MARGIN, 712, 40)
    canvas.setFillColor(TEXT)
    canvas.setFont(BOLD, 18)
    canvas.drawString(MARGIN + 54, 726, "Care after a crown visit")
    canvas.setFont(PLAIN, 12)
    for at, line in enumerate(_CARE, start=1):
        canvas.drawString(MARGIN, 690 - 26 * at, f"{at}.  {line}")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _x_ray() -> Image.Image:
    """Some light teeth on a dark ground, with the grain of a film."""
    dice = Random(14)
    picture = Image.frombytes("L", (480, 360), dice.randbytes(480 * 360)).point(lambda p: p // 8)
    draw = ImageDraw.Draw(picture)
    for left in range(20, 460, 110):
        for top, bottom in ((20, 165), (190, 340)):
            draw.rounded_rectangle(
                (left, top, left + 92, bottom), 26, fill=150, outline=215, width=9
            )
            draw.ellipse((left + 34, top + 45, left + 58, bottom - 45), fill=70)
    return picture


@cache
def _jpeg() -> bytes:
    return _saved(_x_ray(), "JPEG", quality=85)


@cache
def _chart() -> bytes:
    picture = Image.new("RGB", (420, 240), "#ffffff")
    draw = ImageDraw.Draw(picture)
    for day in range(7):
        for half in range(2):
            box = (24 + 54 * day, 60 + 70 * half, 64 + 54 * day, 110 + 70 * half)
            draw.rounded_rectangle(box, 8, outline=logo.TEAL, width=3)
    return _saved(picture, "PNG")


@cache
def _scan() -> bytes:
    pages = [_x_ray().rotate(turn) for turn in (0, 180)]
    return _saved(
        pages[0], "TIFF", compression="tiff_adobe_deflate", save_all=True, append_images=pages[1:]
    )


@cache
def _form() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in (("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")):
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def _program() -> bytes:
    """It begins as a program does, and is none."""
    return b"MZ" + bytes(62) + b"This program does nothing."


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


_MADE: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    CARE_SHEET: (_care_sheet, "application/pdf"),
    X_RAY: (_jpeg, "image/jpeg"),
    CHART: (_chart, "image/png"),
    MEDICINES: (_WORDS.encode, "text/plain"),
    SCAN: (_scan, "image/tiff"),
    SUMMARY: (_CDA.encode, "text/xml"),
    FORM: (
        _form,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    PROGRAM: (_program, "application/octet-stream"),
    EMPTY: (bytes, "text/plain"),
    TURNED: (_program, "application/pdf"),
    LONG: (_care_sheet, "application/pdf"),
}


def every_kind() -> Iterator[str]:
    """The names of all of them."""
    yield from _MADE
