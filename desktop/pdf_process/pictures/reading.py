"""What a file is, and its picture: Pillow's formats or DICOM, by content."""

from desktop.models.image import Size
from desktop.models.image_geometry import quarters
from desktop.pdf_process.pictures import files
from desktop.pdf_process.pictures.placing import settled
from desktop.pdf_process.pictures.raster import MOST_PIXELS, Raster, Unknown
from portal_protocol.image_settings import AS_IT_IS, ImageSettings


def looks_like_dicom(data: bytes | bytearray) -> bool:
    """By its mark after 128 bytes, or where old programs left that out, by its first group."""
    return data[128:132] == b"DICM" or bytes(data[:2]) in {b"\x02\x00", b"\x08\x00"}


def read(
    data: bytes | bytearray,
    page: int = 0,
    settings: ImageSettings = AS_IT_IS,
    *,
    room: Size | None = None,
    most: int = MOST_PIXELS,
) -> Raster:
    """A page of a file as the practice shows it.

    A picture that the practice itself cropped, flipped or turned is taken as it is stored, since
    that is what its program showed; any other one stands upright as its orientation tag says.
    Raises `TooLarge`, `Unknown`, and anything else for a broken one.
    """
    if not data:
        raise Unknown
    if looks_like_dicom(data):
        from desktop.pdf_process.pictures import dicom  # noqa: PLC0415 - seldom, and heavy

        raster = dicom.read(data, page, most=most)
    else:
        wide = room_before(settings, room)
        raster = files.read(data, page, room=wide, stored=settings.moves, most=most)
    return settled(raster, settings)


def room_before(settings: ImageSettings, room: Size | None) -> Size | None:
    """The room that the whole picture takes when what is kept of it fits `room`; None: all."""
    if room is None or settings.crop is not None or settings.degrees % 90:
        return None
    return room[::-1] if quarters(settings.degrees) % 2 else room
