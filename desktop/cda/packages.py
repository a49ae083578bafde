"""Documents inside a zip, such as an XDM package; entries are read in memory, up to bounds."""

import io
import re
import zipfile
import zlib

from desktop.cda.refusal import LOCKED, MALFORMED, NOT_A_SUMMARY, TOO_LARGE, Refusal

MOST_ENTRIES = 2_000
MOST_FILES = 50
"""Documents of a package that are offered."""
MOST_BYTES = 32 << 20
HEAD = 64 << 10  # bytes in which a document must say that it is one
READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 0x1
DIRECTORY = b"PK\x01\x02"
ROOT = re.compile(rb"<(?:[\w.-]+:)?ClinicalDocument[\s/>]")


def is_package(data: bytes | bytearray) -> bool:
    """Whether it is a zip."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def document_in(data: bytes | bytearray, file: int) -> tuple[bytes, tuple[str, ...]]:
    """The document at a place of the package, and the names of all; raises `Refusal`.

    Names are shown and never used as paths. More than `MOST_FILES` say that there are others.
    """
    if data.count(DIRECTORY) > MOST_ENTRIES:
        raise Refusal(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = _documents(package)
            if not 0 <= file < min(len(found), MOST_FILES):
                raise Refusal(NOT_A_SUMMARY)
            whole = _start(package, found[file], MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise Refusal(MALFORMED) from None
    if len(whole) > MOST_BYTES:
        raise Refusal(TOO_LARGE)
    return whole, tuple(entry.filename for entry in found)


def _documents(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Those that begin like a clinical document; one more than are offered if there are more."""
    entries = [entry for entry in package.infolist() if not entry.is_dir() and entry.file_size]
    open_to_all = [entry for entry in entries if not entry.flag_bits & ENCRYPTED]
    if entries and not open_to_all:
        raise Refusal(LOCKED)
    found = list[zipfile.ZipInfo]()
    for entry in open_to_all:
        if entry.compress_type in READABLE and _begins_well(_start(package, entry, HEAD)):
            found.append(entry)
            if len(found) > MOST_FILES:
                break
    return found


def _begins_well(head: bytes) -> bool:
    return ROOT.search(head.replace(b"\0", b"")) is not None


def _start(package: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """So many bytes of an entry, whatever size it claims."""
    with package.open(entry) as stream:
        return stream.read(most)
