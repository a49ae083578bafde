"""What can be done with a file of the practice's, by its content alone (IMG-4)."""

from desktop.models.attachment import Viewing
from desktop.services.attachments import viewing_of as of_attachment

_PICTURES = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")  # TIFF, and large ones
_DICOM_GROUPS = (b"\x02\0", b"\x08\0")  # with which files begin whose program left the mark out
_GROUP_LENGTH = b"\0\0"


def viewing_of(data: bytes, name: str) -> Viewing:
    """PDF and IMAGE are shown; all else is only ever saved, DANGEROUS with a warning."""
    if data.startswith(_PICTURES) or _is_dicom(data):
        return Viewing.IMAGE
    viewing = of_attachment(data, name)
    return Viewing.SAVE_ONLY if viewing is Viewing.TEXT else viewing


def _is_dicom(data: bytes) -> bool:
    """By its mark after 128 bytes, or by a first element of a known group."""
    if data[128:132] == b"DICM":
        return True
    return data.startswith(_DICOM_GROUPS) and data[2:4] in (_GROUP_LENGTH, b"\x01\0", b"\x05\0")
