"""Images that a practice shares, for every test that shows some."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image as Pillow

from portal_protocol.images import Image, ImageFolder
from portal_protocol.records import Blob, PatientId

TAKEN = datetime(2026, 10, 21, 15, tzinfo=UTC)
X_RAYS = ImageFolder(id="x-rays", name="X-rays", shared=True)
PHOTOS = ImageFolder(id="photos", name="Photos", shared=True)
HELD_BACK = ImageFolder(id="notes", name="For the office", shared=False)
FOLDERS = (X_RAYS, PHOTOS, HELD_BACK)


def picture(color: str = "red", size: tuple[int, int] = (90, 60)) -> bytes:
    """A PNG of one colour."""
    file = BytesIO()
    Pillow.new("RGB", size, color).save(file, "PNG")
    return file.getvalue()


def image(patient: PatientId, blob: Blob, name: str = "image-1", **changes) -> Image:
    """Bitewing, left, taken on October 21, 2026."""
    return Image(
        **{
            "id": name,
            "patient": patient,
            "at": TAKEN,
            "folder": "x-rays",
            "description": "Bitewing, left",
            "provider": "farrow",
            "blobs": (blob,),
            **changes,
        }
    )


def days_before(count: int) -> datetime:
    """So many days before the day of the others."""
    return TAKEN - timedelta(days=count)
