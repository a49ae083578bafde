"""The package in which documents go by Direct: a zip as IHE's XDM wants it, with its metadata."""

import io
from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid5
from zipfile import ZIP_DEFLATED, ZipFile

from practice_server.transmit.documents import Document
from practice_server.transmit.xdm_metadata import Entry, Shipment, metadata, oid

SUBSET: Final = "IHE_XDM/SUBSET01"
_README: Final = """Documents of one patient, sent by {practice} at the patient's request.

README.TXT             - this file
INDEX.HTM              - the same, to open in a browser
IHE_XDM/SUBSET01/      - the documents, and METADATA.XML, which describes them
{files}"""
_INDEX: Final = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml">
<head><title>Documents</title></head>
<body>
<h1>Documents of one patient</h1>
<p>Sent at the patient's request. <a href="README.TXT">What is here</a></p>
<ul>
{links}
</ul>
</body>
</html>
"""
_ENDINGS: Final = {
    "application/xml": "XML",
    "text/xml": "XML",
    "application/pdf": "PDF",
    "application/zip": "ZIP",
    "text/html": "HTM",
    "text/plain": "TXT",
}


def packaged(shipment: Shipment, documents: Sequence[Document], note: str = "") -> bytes:
    """The zip; `note` is what the patient adds, as a document of its own beside the others."""
    entries = [_entry(shipment, at, each) for at, each in enumerate(documents, start=1)]
    if note.strip():
        told = Document("text/plain", note.encode(), "Note of the patient")
        entries.append(_entry(shipment, len(entries) + 1, told))
    files = [f"   {each.name:<20}- {each.document.title}" for each in entries]
    links = [f'<li><a href="{SUBSET}/{each.name}">{each.name}</a></li>' for each in entries]
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        readme = _README.format(practice=shipment.practice, files="\n".join(files) + "\n")
        made.writestr("README.TXT", readme.replace("\n", "\r\n"))
        made.writestr("INDEX.HTM", _INDEX.format(links="\n".join(links)))
        made.writestr(f"{SUBSET}/METADATA.XML", metadata(shipment, entries))
        for each in entries:
            made.writestr(f"{SUBSET}/{each.name}", each.document.data)
    return target.getvalue()


def _entry(shipment: Shipment, number: int, document: Document) -> Entry:
    ending = _ENDINGS.get(document.media_type, "BIN")
    unique = oid(uuid5(UUID(shipment.id), str(number)))
    return Entry(f"Document{number:02}", f"DOC{number:05}.{ending}", unique, document)
