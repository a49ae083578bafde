"""What a file of the practice's is, by its content (IMG-4)."""

import pytest

from desktop.models.attachment import Viewing
from desktop.services.images.kinds import viewing_of
from practice_server.demo import pictures
from practice_server.demo.radiographs import Mouth
from tests.desktop.pdf_process.pictures.made import dicom, plain, ramp

BARE_DICOM = b"\x08\x00\x05\x00\x0a\0\0\0ISO_IR 100"


@pytest.mark.rule("IMG-4")
@pytest.mark.parametrize(
    ("data", "viewing"),
    [
        (plain("JPEG"), Viewing.IMAGE),
        (plain("PNG"), Viewing.IMAGE),
        (plain("GIF", mode="L"), Viewing.IMAGE),
        (plain("BMP"), Viewing.IMAGE),
        (plain("WEBP"), Viewing.IMAGE),
        (pictures.tiff(1, Mouth()), Viewing.IMAGE),
        (dicom(ramp()), Viewing.IMAGE),
        (BARE_DICOM, Viewing.IMAGE),
        (b"%PDF-1.7\n", Viewing.PDF),
        (pictures.model(1), Viewing.SAVE_ONLY),
        (b"", Viewing.SAVE_ONLY),
        (b"\x02\0\xff\xff", Viewing.SAVE_ONLY),
        (b"MZ" + bytes(90), Viewing.DANGEROUS),
        (b"MZ" + dicom(ramp())[2:], Viewing.DANGEROUS),
    ],
)
def test_a_file_is_what_its_bytes_are(data: bytes, viewing: Viewing) -> None:
    assert viewing_of(data, "image.bin") is viewing


def test_a_name_that_a_system_would_run_is_dangerous() -> None:
    assert viewing_of(b"text", "x-ray.exe") is Viewing.DANGEROUS
    assert viewing_of(dicom(ramp()), "x-ray.exe") is Viewing.DANGEROUS
    assert viewing_of(b"II*\0" + bytes(90), "x-ray.bat") is Viewing.DANGEROUS
