"""Pictures of DICOM files, one frame of them: greys with their window, or colours."""

import io
import warnings
from dataclasses import replace
from decimal import Decimal

import numpy as np
from pydicom import Dataset, dcmread
from pydicom.encaps import get_frame
from pydicom.multival import MultiValue
from pydicom.pixels.processing import (
    apply_color_lut,
    apply_modality_lut,
    apply_voi_lut,
    convert_color_space,
)
from pydicom.pixels.utils import pixel_array

from desktop.pdf_process.pictures.dicom_head import plain
from desktop.pdf_process.pictures.lossless_jpeg import decoded
from desktop.pdf_process.pictures.raster import (
    MOST_PIXELS,
    NoPicture,
    Pixels,
    Raster,
    Unknown,
    check_size,
    greys,
)

LOSSLESS = frozenset({"1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"})
MOST_FRAMES = 5_000
FIRST = 0  # of several windows or tables


def read(data: bytes | bytearray, page: int = 0, *, most: int = MOST_PIXELS) -> Raster:
    """A frame. Raises `NoPicture` for a report, `Unknown`, and `TooLarge`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of values that no standard allows, and nobody reads
        file = dcmread(io.BytesIO(plain(data)), force=True)
        frames = _frames(file)
        check_size(int(file.get("Columns") or 0), int(file.get("Rows") or 0), most)
        if not 0 <= page < frames:
            raise Unknown
        pixels = _pixels(file, page, frames, most)
        if pixels.ndim == 2:
            raster = _in_greys(file, pixels)
        else:
            raster = Raster(_eight_bits(pixels, int(file.BitsStored)))
    return replace(raster, pages=frames)


def _frames(file: Dataset) -> int:
    if not any(name in file for name in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        whole = "MediaStorageSOPClassUID" in file.get("file_meta", ()) or "SOPClassUID" in file
        raise NoPicture if whole and "Rows" not in file else Unknown
    return min(max(1, int(file.get("NumberOfFrames") or 1)), MOST_FRAMES)


def _pixels(file: Dataset, page: int, frames: int, most: int) -> Pixels:
    """The values of a frame as they lie in the file; colours as red, green and blue."""
    if file.file_meta.get("TransferSyntaxUID") not in LOSSLESS:
        return pixel_array(file, index=page)
    pixels = decoded(get_frame(file.PixelData, page, number_of_frames=frames), most)
    if pixels.shape[:2] != (file.Rows, file.Columns):
        raise Unknown
    if file.get("PixelRepresentation"):
        sign = 1 << (int(file.BitsStored) - 1)
        pixels = ((pixels.astype(np.int32) ^ sign) - sign).astype(np.int16)
    if pixels.ndim == 3 and file.PhotometricInterpretation != "RGB":
        pixels = convert_color_space(pixels, file.PhotometricInterpretation, "RGB")
    return pixels


def _in_greys(file: Dataset, pixels: Pixels) -> Raster:
    if file.PhotometricInterpretation == "PALETTE COLOR":
        coloured = apply_color_lut(pixels, file)
        return Raster(_eight_bits(coloured, coloured.dtype.itemsize * 8))
    if "ModalityLUTSequence" in file:
        pixels = apply_modality_lut(pixels, file)
    if file.get("VOILUTSequence"):
        raster = _by_table(file, pixels)
    elif pixels.dtype.kind == "f" or pixels.dtype.itemsize > 2:
        raster = greys(pixels)
    else:
        raster = _as_stored(file, pixels)
    return _dark_first(raster) if file.PhotometricInterpretation == "MONOCHROME1" else raster


def _as_stored(file: Dataset, pixels: Pixels) -> Raster:
    """Values as they lie in the file, moved to begin at 0; the window is moved along."""
    bits = min(16, max(1, int(file.BitsStored)))
    base = -(1 << (bits - 1)) if pixels.dtype.kind == "i" else 0
    top = (1 << bits) - 1
    moved = np.clip(pixels.astype(np.int32) - base, 0, top)
    values = moved.astype(np.uint8 if top <= 255 else np.uint16)
    window = _window(file)
    if window is None and top > 255:
        low, high = float(values.min()), float(values.max())
    else:
        low, high = window or (0.0, float(top))
        low, high = (low - base, high - base) if window else (low, high)
    return Raster(values, low, max(high, low + 1), top, top)


def _window(file: Dataset) -> tuple[float, float] | None:
    """What becomes black and white, in values as they are stored (DICOM PS3.3, C.11.2.1.2)."""
    center, width = _first(file.get("WindowCenter")), _first(file.get("WindowWidth"))
    if center is None or width is None or width <= 0:
        return None
    if str(file.get("VOILUTFunction") or "LINEAR") == "LINEAR":
        low, high = center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2
    else:
        low, high = center - width / 2, center + width / 2
    slope, intercept = _first(file.get("RescaleSlope")), _first(file.get("RescaleIntercept"))
    if "ModalityLUTSequence" in file or not slope:
        return low, high
    shifted = intercept or 0.0
    ends = (low - shifted) / slope, (high - shifted) / slope
    return min(ends), max(ends)


def _first(value: object) -> float | None:
    """A number, or the first of several; None for none."""
    one = value[FIRST] if isinstance(value, MultiValue) and len(value) else value
    return float(one) if isinstance(one, int | float | Decimal) else None


def _by_table(file: Dataset, pixels: Pixels) -> Raster:
    """Through the table that says how each value shows."""
    bits = int(file.VOILUTSequence[FIRST].LUTDescriptor[2])
    values = apply_voi_lut(pixels, file, index=FIRST)
    top = (1 << min(16, max(8, bits))) - 1
    kind = np.uint8 if top <= 255 else np.uint16
    return Raster(np.clip(values, 0, top).astype(kind), 0.0, float(top), top, top)


def _dark_first(raster: Raster) -> Raster:
    """The least value is white: turned over, with its window."""
    turned = raster.with_pixels(raster.top - raster.pixels)
    return replace(turned, low=raster.top - raster.high, high=raster.top - raster.low)


def _eight_bits(pixels: Pixels, bits: int) -> Pixels:
    if pixels.ndim != 3 or pixels.shape[2] < 3:
        raise Unknown
    shift = max(0, min(bits, pixels.dtype.itemsize * 8) - 8)
    return (pixels[..., :3] >> shift).astype(np.uint8)
