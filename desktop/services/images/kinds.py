"""What can be done with a file of the practice's, by its content alone (IMG-4)."""

from desktop.models.attachment import Viewing
from desktop.services.attachments import viewing_of as of_attachment
from desktop.services.contents import is_dicom, is_tiff


def viewing_of(data: bytes, name: str) -> Viewing:
    """PDF and IMAGE are shown; all else is only ever saved, DANGEROUS with a warning.

    A picture that would run as a program too, as one can be made, is DANGEROUS.
    """
    viewing = of_attachment(data, name)
    if viewing is not Viewing.DANGEROUS and (is_tiff(data) or is_dicom(data)):
        return Viewing.IMAGE
    return Viewing.SAVE_ONLY if viewing is Viewing.TEXT else viewing
