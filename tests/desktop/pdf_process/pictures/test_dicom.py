"""DICOM: greys with their window, colours, tables, frames (IMG-2)."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread, dcmwrite
from pydicom.pixels.utils import compress
from pydicom.uid import ExplicitVRBigEndian, JPEGLSLossless, RLELossless

from desktop.pdf_process.messages import Refused
from desktop.pdf_process.picture_messages import Load
from desktop.pdf_process.pictures.answering import Pictures
from desktop.pdf_process.pictures.dicom import read
from desktop.pdf_process.pictures.dicom_head import plain
from tests.desktop.pdf_process.pictures.made import (
    deflated_bomb,
    dicom,
    marked,
    ramp,
    report,
    table,
    written,
)
from tests.desktop.pdf_process.pictures.test_kinds import shown

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "dicom"
COLOURS = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3) * 14


@pytest.mark.rule("IMG-2")
def test_greys_of_twelve_bits_are_kept_and_the_window_is_suggested():
    data = dicom(ramp(), bits=12, WindowCenter=2048, WindowWidth=1024)
    raster = read(data)
    assert raster.bits == 12
    assert np.array_equal(raster.pixels, ramp())
    assert (raster.low, raster.high) == (1536, 2559)
    seen = shown(data)[0]
    assert set(seen[:96]) == {0}
    assert set(seen[160:]) == {255}


def test_the_window_is_said_after_slope_and_intercept():
    data = dicom(
        ramp(), bits=12, WindowCenter=0.5, WindowWidth=101, RescaleSlope=0.5, RescaleIntercept=-1000
    )
    raster = read(data)
    assert (raster.low, raster.high) == (1900, 2100)
    assert np.array_equal(raster.pixels, ramp())


def test_without_a_window_all_greys_that_there_are_show():
    raster = read(dicom(ramp() // 2 + 100, bits=12))
    assert (raster.low, raster.high) == (100, 100 + 255 * 8)


def test_negative_values_begin_at_black():
    values = (ramp().astype(np.int32) - 2048).astype(np.int16)
    raster = read(dicom(values, bits=12, WindowCenter=0, WindowWidth=4096))
    assert np.array_equal(raster.pixels, ramp())
    assert (raster.low, raster.high) == (0, 4095)


@pytest.mark.rule("IMG-2")
def test_where_the_least_value_is_white_the_picture_is_turned_over():
    light = shown(dicom(ramp(), bits=12, WindowCenter=1000, WindowWidth=1000))
    dark = shown(dicom(4095 - ramp(), "MONOCHROME1", bits=12, WindowCenter=3096, WindowWidth=1000))
    assert np.abs(light.astype(int) - dark).max() <= 1


def test_a_table_says_how_values_show():
    upside_down = [255 - value for value in range(256)]
    data = dicom(marked(), VOILUTSequence=[table(upside_down)])
    assert np.array_equal(shown(data), 255 - marked())
    doubled = dicom(
        marked(), ModalityLUTSequence=[table([value * 2 % 256 for value in range(256)])]
    )
    assert np.array_equal(shown(doubled), marked() * 2)


@pytest.mark.rule("IMG-2")
def test_colours_are_colours_also_of_sixteen_bits_and_of_palettes():
    assert np.array_equal(read(dicom(COLOURS, "RGB")).pixels, COLOURS)
    assert np.array_equal(read(dicom(COLOURS.astype(np.uint16) * 256, "RGB")).pixels, COLOURS)
    lookup = {
        f"{colour}PaletteColorLookupTable{part}": value
        for colour, factor in (("Red", 1), ("Green", 2), ("Blue", 3))
        for part, value in (
            ("Descriptor", [64, 0, 8]),
            ("Data", bytes(number * factor for number in range(64))),
        )
    }
    palette = read(dicom(marked(), "PALETTE COLOR", **lookup)).pixels
    assert palette[..., 0].tolist() == marked().tolist()
    assert palette[..., 2].tolist() == (marked() * 3).tolist()
    grey = np.full((2, 2, 3), 128, np.uint8)
    assert np.array_equal(read(dicom(grey, "YBR_FULL")).pixels, grey)


@pytest.mark.rule("IMG-2")
def test_frames_are_counted_and_chosen():
    frames = np.stack([marked() + step for step in (0, 50, 100)])
    for page in range(3):
        raster = read(dicom(frames), page)
        assert raster.pages == 3
        assert np.array_equal(raster.pixels, frames[page])
    assert Pictures().answer(Load(3), dicom(frames))[0] == Refused("damaged")


@pytest.mark.rule("IMG-2")
@pytest.mark.parametrize("syntax", [RLELossless, JPEGLSLossless])
def test_packed_pixels_are_the_same_pixels(syntax: str):
    file = dcmread(BytesIO(dicom(ramp(), bits=12)))
    compress(file, syntax, encoding_plugin="pydicom" if syntax == RLELossless else "pyjpegls")
    assert np.array_equal(read(written(file, {})).pixels, ramp())


def test_the_other_end_first_is_the_same_picture():
    file = dcmread(BytesIO(dicom(ramp(), bits=12)))
    file.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    file.PixelData = ramp().astype(">u2").tobytes()
    target = BytesIO()
    dcmwrite(target, file, implicit_vr=False, little_endian=False)
    assert np.array_equal(read(target.getvalue()).pixels, ramp())


@pytest.mark.rule("IMG-6")
def test_a_report_says_that_it_holds_no_picture():
    assert Pictures().answer(Load(), report())[0] == Refused("no_picture")


@pytest.mark.rule("IMG-6")
def test_a_packed_file_is_unpacked_within_bounds():
    assert Pictures().answer(Load(), deflated_bomb())[0] == Refused("too_large")
    assert plain(dicom(marked())) == dicom(marked())
    if SHARED.is_dir():
        assert read((SHARED / "image_dfl.dcm").read_bytes()).width == 512
