"""Documents of a person's own, one of each kind, and what is said of them."""

from pathlib import Path

import numpy as np
from PIL import Image

from tests.desktop.cda.papers import document, package, paragraph, section
from tests.desktop.pdf_process.pictures.made import dicom, file_of, plain
from tests.desktop.views.viewers.papers import paper

NOTE = "Ask about the crown.\nZähne, 歯 😀\n"


def summary() -> bytes:
    """A care summary of two sections."""
    return document(
        section(paragraph("Penicillin: hives")), section(paragraph("Brush twice"), "Plan of care")
    )


def pages() -> bytes:
    """A TIFF of two pages, 40 by 30 pixels."""
    first, second = (Image.new("L", (40, 30), grey) for grey in (50, 200))
    return file_of(first, "TIFF", save_all=True, append_images=[second])


def write_all(folder: Path) -> dict[str, str]:
    """Write one of each kind into a folder; their names, and what each is taken for."""
    files = {
        "statement.pdf": (paper(), "PDF document, 3 pages"),
        "photo.jpg": (plain("JPEG"), "JPEG image, 300 by 200 pixels"),
        "scan.tif": (pages(), "TIFF image, 40 by 30 pixels, 2 pages"),
        "IM0001": (dicom(np.full((24, 32), 90, np.uint8)), "DICOM image, 32 by 24 pixels"),
        "summary.xml": (summary(), "Care summary (C-CDA), 2 sections"),
        "xdm.zip": (package(("IHE/a.xml", summary())), "Care summary (C-CDA), 2 sections"),
        "note.txt": (NOTE.encode(), "Plain text, 2 lines"),
        "windows.txt": (f"\ufeff{NOTE}".encode("utf-16-le"), "Plain text, 2 lines"),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {name: words for name, (_, words) in files.items()}
