"""Pictures made for tests: of every kind, hostile ones, and DICOM files of any shape."""

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image
from pydicom import Dataset, FileDataset, dcmread
from pydicom.dataset import FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, ExplicitVRLittleEndian, SecondaryCaptureImageStorage

BOMB_SIDE = 60_000


def file_of(image: Image.Image, kind: str, **options: Any) -> bytes:
    """An image as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def plain(kind: str, size: tuple[int, int] = (300, 200), mode: str = "RGB") -> bytes:
    """A red picture, or a black one."""
    return file_of(Image.new(mode, size, "red" if mode == "RGB" else 0), kind)


def ramp(width: int = 256, height: int = 4, step: int = 16) -> np.ndarray[Any, Any]:
    """Greys of 16 bits that rise from left to right."""
    return np.tile(np.arange(width, dtype=np.uint16) * step, (height, 1))


def marked(width: int = 8, height: int = 6) -> np.ndarray[Any, Any]:
    """Greys of which no two are alike, so that every pixel's way can be followed."""
    return np.arange(width * height, dtype=np.uint8).reshape(height, width) + 1


def png_bomb() -> bytes:
    """A PNG of a few hundred bytes that says it is 60,000 by 60,000 pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        sum_of = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + sum_of

    head = struct.pack(">IIBBBBB", BOMB_SIDE, BOMB_SIDE, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def gif_bomb() -> bytes:
    """A GIF whose first frame is larger than any screen."""
    screen = struct.pack("<HHBBB", 65_535, 65_535, 0x80, 0, 0) + bytes(6)
    frame = struct.pack("<BHHHHB", 0x2C, 0, 0, 65_535, 65_535, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + screen + frame + b";"


def tiff_bomb() -> bytes:
    """A TIFF of one strip that says it is 60,000 by 60,000 pixels."""
    rows = ((256, 60_000), (257, 60_000), (258, 8), (259, 8), (262, 1), (273, 8), (279, 4))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in rows)
    return b"II*\0" + struct.pack("<IH", 8, len(rows)) + entries + bytes(4)


def jpeg_bomb() -> bytes:
    """A small JPEG whose head says 65,000 by 65,000 pixels."""
    data = bytearray(plain("JPEG", (16, 16)))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 65_000, 65_000)
    return bytes(data)


def dicom(pixels: np.ndarray[Any, Any], photometric: str = "MONOCHROME2", **values: Any) -> bytes:
    """A DICOM file of these pixels: (rows, columns), or with frames or colours around them."""
    file = _empty()
    colour = photometric.startswith(("RGB", "YBR"))
    file.SamplesPerPixel = 3 if colour else 1
    if colour:
        file.PlanarConfiguration = 0
    shape = pixels.shape[:-1] if colour else pixels.shape
    if len(shape) == 3:
        file.NumberOfFrames = shape[0]
    file.Rows, file.Columns = shape[-2:]
    file.PhotometricInterpretation = photometric
    file.BitsAllocated = pixels.dtype.itemsize * 8
    file.BitsStored = values.pop("bits", file.BitsAllocated)
    file.HighBit = file.BitsStored - 1
    file.PixelRepresentation = int(pixels.dtype.kind == "i")
    data = pixels.tobytes()
    file.PixelData = data + b"\0" * (len(data) % 2)
    file["PixelData"].VR = "OW" if file.BitsAllocated > 8 else "OB"
    return written(file, values)


def packed_dicom(frames: list[bytes], syntax: str, file: bytes) -> bytes:
    """The same DICOM file with its frames packed in this way."""
    whole = dcmread(io.BytesIO(file))
    whole.file_meta.TransferSyntaxUID = UID(syntax)
    whole.PixelData = encapsulate(frames)
    whole["PixelData"].VR = "OB"
    whole["PixelData"].is_undefined_length = True
    return written(whole, {})


def report() -> bytes:
    """A DICOM file without a picture."""
    return written(_empty(), {"Modality": "SR"})


def deflated_bomb() -> bytes:
    """A DICOM file whose packed rest is a gigabyte of nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    million = bytes(1 << 20)
    rest = b"".join(packer.compress(million) for _ in range(1024)) + packer.flush()
    name = b"1.2.840.10008.1.2.1.99"
    head = struct.pack("<HH2sH", 2, 0x10, b"UI", len(name)) + name
    return bytes(128) + b"DICM" + head + rest


def written(file: FileDataset, values: dict[str, Any]) -> bytes:
    """The bytes of a file with more values."""
    for name, value in values.items():
        setattr(file, name, value)
    target = io.BytesIO()
    file.save_as(target, enforce_file_format=True)
    return target.getvalue()


def table(values: list[int], bits: int = 8) -> Dataset:
    """What says how each value from 0 shows."""
    entry = Dataset()
    entry.LUTDescriptor = [len(values), 0, bits]
    entry.add_new("LUTData", "US", values)
    return entry


def _empty() -> FileDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    meta.MediaStorageSOPInstanceUID = UID("1.2.3")
    file = FileDataset("", {}, file_meta=meta, preamble=bytes(128))
    file.SOPClassUID, file.SOPInstanceUID = SecondaryCaptureImageStorage, "1.2.3"
    return file
