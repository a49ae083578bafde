"""Files of images of every kind that a practice keeps, made by code; the same bytes each time."""

from functools import cache
from io import BytesIO
from random import Random
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from pydicom import FileDataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import UID, DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian
from reportlab.pdfgen.canvas import Canvas

from practice_server.demo import logo, radiographs
from practice_server.demo.papers import BOLD, HEIGHT, MARGIN, PLAIN, TEXT, WIDTH, register_fonts
from practice_server.demo.radiographs import Greys, Mouth

ROOT: Final = "1.2.826.0.1.3680043.8.498"
"""Under which anybody may make unique ids (pydicom's own)."""
TURNED: Final = {6: Image.Transpose.ROTATE_90, 3: Image.Transpose.ROTATE_180}
"""How a camera that was held so has stored what it saw, by EXIF's number."""

LIPS, MOUTH, GUM, TOOTH = "#b4655f", "#4a1f22", "#c9817c", "#f1ead8"
STEEL, BAND = "#8d99a3", "#3f7fb5"


@cache
def tiff(seed: int, mouth: Mouth, *, sideways: bool = False, bits: int = 16) -> bytes:
    """A bitewing as a sensor stores it; `sideways` as the sensor was held.

    With 16 bits the greys fill half of what there is room for: it needs a window.
    """
    greys = radiographs.bitewing(seed, mouth)
    if sideways:
        greys = np.rot90(greys)
    kept = greys << 3 if bits == 16 else (greys >> 4).astype(np.uint8)
    return _saved(Image.fromarray(kept), "TIFF", compression="tiff_adobe_deflate")


@cache
def single(seed: int, *, filled: bool = False) -> bytes:
    """One tooth, as a PNG of 8 bits."""
    return _saved(_eight(radiographs.single(seed, filled=filled)), "PNG")


@cache
def dicom(seed: int, number: int) -> bytes:
    """Both jaws as a DICOM file of 12 bits with its own window; `number` makes its ids."""
    greys = radiographs.panorama(seed)
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
    meta.MediaStorageSOPInstanceUID = UID(f"{ROOT}.{seed}.{number}")
    file = FileDataset("", {}, file_meta=meta, preamble=bytes(128))
    file.SOPClassUID, file.SOPInstanceUID = meta.MediaStorageSOPClassUID, f"{ROOT}.{seed}.{number}"
    file.Modality, file.PhotometricInterpretation = "PX", "MONOCHROME2"
    file.Rows, file.Columns = greys.shape
    file.SamplesPerPixel, file.PixelRepresentation = 1, 0
    file.BitsAllocated, file.BitsStored, file.HighBit = 16, 12, 11
    file.WindowCenter, file.WindowWidth = 1700, 3200
    file.PixelData = greys.tobytes()
    file["PixelData"].VR = "OW"
    out = BytesIO()
    file.save_as(out, enforce_file_format=True)
    return out.getvalue()


@cache
def photo(seed: int, *, held: int = 1, braces: bool = False) -> bytes:
    """A smile as a JPEG; `held` is how the camera was, as EXIF says it."""
    picture = _smile(seed, braces=braces)
    if held in TURNED:
        picture = picture.transpose(TURNED[held])
    exif = Image.Exif()
    exif[0x0112] = held
    return _saved(picture, "JPEG", quality=82, exif=exif)


@cache
def scanned(seed: int) -> bytes:
    """A letter of two pages from a scanner, in black and white."""
    pages = [_letter(seed + page) for page in range(2)]
    return _saved(pages[0], "TIFF", compression="group4", save_all=True, append_images=pages[1:])


@cache
def form(title: str, name: str) -> bytes:
    """A form that somebody signed, as a PDF."""
    register_fonts()
    out = BytesIO()
    canvas = Canvas(out, (WIDTH, HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    logo.draw(canvas, MARGIN, 712, 40)
    canvas.setFillColor(TEXT)
    for y, size, font, words in (
        (726, 18, BOLD, title),
        (660, 12, PLAIN, f"For {name}."),
        (634, 12, PLAIN, "The practice explained what will be done, and answered every question."),
        (560, 12, PLAIN, f"Signed: {name}"),
    ):
        canvas.setFont(font, size)
        canvas.drawString(MARGIN + (54 if y > 700 else 0), y, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def model(seed: int) -> bytes:
    """A model of a jaw for a printer, as STL: no picture, only to be saved."""
    dice, lines = Random(seed), ["solid jaw"]
    for _ in range(12):
        corners = [f"{dice.uniform(0, 60):.3f} {dice.uniform(0, 40):.3f} 0" for _ in range(3)]
        lines += ["facet normal 0 0 1", "outer loop", *(f"vertex {at}" for at in corners)]
        lines += ["endloop", "endfacet"]
    return "\n".join([*lines, "endsolid jaw", ""]).encode()


@cache
def damaged(seed: int) -> bytes:
    """A bitewing of which the disk has lost all but the beginning."""
    whole = tiff(seed, Mouth())
    return whole[: len(whole) // 40]


def _smile(seed: int, *, braces: bool) -> Image.Image:
    dice = Random(seed)
    picture = Image.new("RGB", (520, 360), LIPS)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((40, 70, 480, 300), fill=MOUTH)
    draw.ellipse((60, 84, 460, 200), fill=GUM)
    for row, top, bottom in ((0, 132, 200), (1, 206, 258)):
        for number in range(-4, 4):
            wide = 50 - 4 * abs(number * 2 + 1) // 2 - 8 * row
            left = 260 + number * 46 + dice.randint(-2, 2)
            inset = abs(number * 2 + 1) * (4 if row else -1)
            box = (left, top - inset // 3, left + wide, bottom - inset)
            draw.rounded_rectangle(box, 12, fill=TOOTH, outline="#cfc6b2")
            if braces and row == 0:
                middle = left + wide // 2
                draw.rectangle((middle - 8, 158, middle + 8, 174), fill=STEEL, outline=BAND)
    if braces:
        draw.line((90, 166, 430, 166), fill=STEEL, width=3)
    return picture.filter(ImageFilter.GaussianBlur(1.6))


def _letter(seed: int) -> Image.Image:
    dice, page = Random(seed), Image.new("1", (850, 1100), 1)
    draw = ImageDraw.Draw(page)
    draw.rectangle((80, 80, 400, 110), fill=0)
    for line in range(28):
        words, x = dice.randint(6, 11), 80
        for _ in range(words):
            wide = dice.randint(28, 96)
            if x + wide > 770:
                break
            y = 190 + 28 * line
            draw.rectangle((x, y, x + wide, y + 7), fill=0)
            x += wide + 12
    return page


def _eight(greys: Greys) -> Image.Image:
    return Image.fromarray((greys >> 4).astype(np.uint8))


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
