"""Which images the demo practice keeps of whom, before they are records (IMG-1)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from portal_protocol.image_settings import AS_IT_IS, Crop, ImageSettings, Window
from portal_protocol.images import ImageFolder
from portal_protocol.records import PatientId
from practice_server.demo import people, pictures
from practice_server.demo.radiographs import Mouth

TIFF, DICOM, JPEG, PNG = "image/tiff", "application/dicom", "image/jpeg", "image/png"
PDF, STL = "application/pdf", "model/stl"
ENDINGS: Final = {TIFF: "tif", DICOM: "dcm", JPEG: "jpg", PNG: "png", PDF: "pdf", STL: "stl"}

FOLDERS: Final = (
    ImageFolder(id="bitewings", name="Bitewing X-rays", shared=True),
    ImageFolder(id="x-rays", name="X-rays", shared=True),
    ImageFolder(id="photos", name="Photos", shared=True),
    ImageFolder(id="forms", name="Forms and letters", shared=True),
    ImageFolder(id="cards", name="Insurance cards", shared=False),
    ImageFolder(id="notes", name="For the office", shared=False),
)
"""Images of the last two nobody must see."""

HALF: Final = ImageSettings(window=Window(2, 118))
"""Of the sensor that uses half of its 16 bits."""
ON_ITS_SIDE: Final = ImageSettings(degrees=90, window=Window(2, 118))
CLOSER: Final = ImageSettings(Crop(40, 30, 440, 320), window=Window(6, 112))
MIRRORED: Final = ImageSettings(flipped=True)
SLANTED: Final = ImageSettings(degrees=-4)


@dataclass(frozen=True, slots=True)
class Shot:
    """An image taken so many days from today; `make` gives its bytes."""

    patient: PatientId
    folder: str
    description: str
    taken: int
    make: Callable[[], bytes]
    kind: str
    settings: ImageSettings = AS_IT_IS
    provider: str = "farrow"


def shots() -> Iterator[Shot]:
    """All of them, those that are not shared and those of persons who are not shown included."""
    yield from _elena()
    yield from _jonas()
    yield from _children()
    yield from _others()


def _bitewings(
    patient: PatientId, taken: int, seed: int, left: Mouth, right: Mouth
) -> Iterator[Shot]:
    """Both sides, as the practice takes them once a year."""
    make = partial(pictures.tiff, seed, left)
    yield Shot(patient, "bitewings", "Bitewing, left", taken, make, TIFF, HALF)
    make = partial(pictures.tiff, seed + 1, right, sideways=True)
    yield Shot(patient, "bitewings", "Bitewing, right", taken, make, TIFF, ON_ITS_SIDE)


def _elena() -> Iterator[Shot]:
    before, after = Mouth((1,), (3,)), Mouth((1,), (2, 3))
    for taken in (-2120, -1750, -1385, -1020):
        yield from _bitewings(people.ELENA, taken, 4100, before, before)
    yield from _bitewings(people.ELENA, -690, 4100, before, after)
    make = partial(pictures.tiff, 4101, after, bits=8)
    yield Shot(people.ELENA, "bitewings", "Bitewing, right", -19, make, TIFF, SLANTED)
    make = partial(pictures.tiff, 4100, Mouth((1,), (3,), decayed=3))
    yield Shot(people.ELENA, "bitewings", "Bitewing, left", -19, make, TIFF, CLOSER)
    for taken, number in ((-1751, 1), (-455, 2)):
        make = partial(pictures.dicom, 4200, number)
        yield Shot(people.ELENA, "x-rays", "Full mouth", taken, make, DICOM)
    make = partial(pictures.single, 4300)
    yield Shot(people.ELENA, "x-rays", "Tooth 14", -47, make, PNG, MIRRORED)
    make = partial(pictures.photo, 4400, held=6)
    yield Shot(people.ELENA, "photos", "Smile", -159, make, JPEG)
    make = partial(pictures.form, "Consent to a crown", "Elena Marlowe")
    yield Shot(people.ELENA, "forms", "Consent to a crown", -40, make, PDF)
    make = partial(pictures.scanned, 4500)
    yield Shot(people.ELENA, "forms", "Letter about your gums", -702, make, TIFF)
    make = partial(pictures.damaged, 4600)
    yield Shot(people.ELENA, "x-rays", "Tooth 30", -1021, make, TIFF)
    make = partial(pictures.model, 4700)
    yield Shot(people.ELENA, "x-rays", "Model for the night guard", -302, make, STL)
    make = partial(pictures.single, 4800)
    yield Shot(people.ELENA, "cards", "Insurance card, front", -1000, make, PNG)
    yield Shot(people.ELENA, "notes", "To discuss with the lab", -18, make, PNG)


def _jonas() -> Iterator[Shot]:
    filled = Mouth((0, 2), (1,))
    for taken in (-2060, -1330, -600):
        yield from _bitewings(people.JONAS, taken, 5100, filled, filled)
    for taken, is_filled in ((-1461, False), (-1404, True)):
        make = partial(pictures.single, 5200, filled=is_filled)
        name = "Tooth 30, after" if is_filled else "Tooth 30, before"
        yield Shot(people.JONAS, "x-rays", name, taken, make, PNG, provider="renwick")
    make = partial(pictures.form, "Consent to a bridge", "Jonas Marlowe")
    yield Shot(people.JONAS, "forms", "Consent to a bridge", -64, make, PDF, provider="renwick")


def _children() -> Iterator[Shot]:
    yield from _bitewings(people.IVY, -610, 6100, Mouth((2,)), Mouth())
    make = partial(pictures.photo, 6200, held=3)
    yield Shot(people.IVY, "photos", "First visit", -2150, make, JPEG)
    for taken, braces in ((-1130, False), (-1110, True), (-540, True), (-25, False)):
        make = partial(pictures.photo, 6300, braces=braces)
        name = "Smile with braces" if braces else "Smile"
        yield Shot(people.THEO, "photos", name, taken, make, JPEG, provider="castellan")
    make = partial(pictures.dicom, 6400, 1)
    yield Shot(people.THEO, "x-rays", "Full mouth", -1131, make, DICOM, provider="castellan")


def _others() -> Iterator[Shot]:
    """Of persons of every status: those who are not shown have images too (IMG-5)."""
    everyone = (people.DANIEL, people.MARGIT, people.GRACE, people.WALTER, people.SAMUEL)
    hidden = (PatientId(f"oduya-{name}") for name in ("amara", "tunde", "bisi", "kofi"))
    for patient in (*everyone, people.HANAKO, *hidden):
        yield Shot(patient, "x-rays", "Tooth 3", -320, partial(pictures.single, 7100), PNG)
