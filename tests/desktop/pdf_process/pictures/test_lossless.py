"""JPEG without loss: as Pillow reads it where it can, and as it was where it cannot (IMG-2, 6)."""

import io
from pathlib import Path

import numpy as np
import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from desktop.pdf_process.pictures.dicom import read
from desktop.pdf_process.pictures.lossless_jpeg import decoded
from desktop.pdf_process.pictures.raster import Unknown
from tests.desktop.pdf_process.pictures.lossless import encoded
from tests.desktop.pdf_process.pictures.made import dicom, packed_dicom, ramp

MOST = 10_000
FIRST_ORDER = "1.2.840.10008.1.2.4.70"
SAMPLES = Path(pydicom.__file__).parent / "data" / "test_files"
DICE = np.random.default_rng(7)
GREYS = DICE.integers(0, 256, (13, 17), dtype=np.uint8)
COLOURS = DICE.integers(0, 256, (6, 9, 3), dtype=np.uint8)


@pytest.mark.rule("IMG-2")
@pytest.mark.parametrize("predictor", range(1, 8))
@pytest.mark.parametrize("rows", [0, 3])
def test_every_predictor_is_undone_as_pillow_does_it(predictor: int, rows: int):
    for pixels, mode in ((GREYS, "L"), (COLOURS, "RGB")):
        data = encoded(pixels, predictor, rows=rows)
        assert np.array_equal(decoded(data, MOST), pixels)
        with Image.open(io.BytesIO(data)) as image:
            assert image.mode == mode
            if mode == "L":
                assert np.array_equal(np.asarray(image), pixels)


@pytest.mark.rule("IMG-2")
@given(
    some.sampled_from([9, 12, 16]),
    some.integers(1, 7),
    some.integers(0, 3),
    some.tuples(some.integers(1, 12), some.integers(1, 12)),
    some.integers(0, 99),
)
def test_up_to_sixteen_bits_come_back(bits, predictor, shift, size, seed):
    pixels = np.random.default_rng(seed).integers(0, 1 << bits, size).astype(np.uint16)
    kept = pixels >> shift << shift
    assert np.array_equal(decoded(encoded(pixels, predictor, bits=bits, shift=shift), MOST), kept)


@pytest.mark.rule("IMG-2")
def test_a_dicom_file_without_loss_is_the_same_picture():
    plain = dicom(ramp(40, 6, 100), bits=12, WindowCenter=2000, WindowWidth=100)
    raster = read(packed_dicom([encoded(ramp(40, 6, 100), bits=12)], FIRST_ORDER, plain))
    assert np.array_equal(raster.pixels, ramp(40, 6, 100))
    assert (raster.low, raster.high) == (1950, 2049)
    signed = (ramp(40, 6, 100).astype(np.int32) - 2048).astype(np.int16)
    frame = encoded((signed.astype(np.int32) & 0xFFF), bits=12)
    raster = read(packed_dicom([frame], FIRST_ORDER, dicom(signed, bits=12)))
    assert np.array_equal(raster.pixels, ramp(40, 6, 100))
    frames = [encoded(GREYS), encoded(255 - GREYS)]
    both = dicom(np.stack([GREYS, GREYS]))
    assert np.array_equal(read(packed_dicom(frames, FIRST_ORDER, both), 1).pixels, 255 - GREYS)


@pytest.mark.rule("IMG-2")
def test_a_file_of_another_program_is_read():
    sample = SAMPLES / "SC_rgb_jpeg_gdcm.dcm"
    if not sample.is_file():
        pytest.skip("pydicom came without its samples")
    pixels = read(sample.read_bytes()).pixels
    assert pixels.shape == (100, 100, 3)
    assert pixels[5, 5].tolist() == [255, 0, 0]
    assert pixels[-5, -5].tolist() == [255, 255, 255]


@pytest.mark.rule("IMG-6")
@given(some.floats(0, 1), some.binary(min_size=1, max_size=6))
def test_cut_and_changed_files_are_refused_or_read(share: float, noise: bytes):
    whole = encoded(GREYS)
    at = 2 + int(share * (len(whole) - 2))
    for data in (whole[:at], whole[:at] + noise + whole[at + len(noise) :]):
        try:
            pixels = decoded(data, MOST)
        except (ValueError, Unknown):
            continue
        assert pixels.size <= MOST * 3


@pytest.mark.rule("IMG-6")
def test_more_pixels_than_wanted_and_other_kinds_are_refused():
    with pytest.raises(Unknown):
        decoded(encoded(GREYS), GREYS.size - 1)
    file = io.BytesIO()
    Image.new("L", (8, 8)).save(file, "JPEG")
    with pytest.raises(Unknown):
        decoded(file.getvalue(), MOST)
