"""The files that are sent: a zip, in the encrypted form one that opens with the password (SUM-5).

Names in a zip stay readable even where its content is not, so they tell nothing.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from pyzipper import WZ_AES, AESZipFile

from portal_protocol.transmissions import Transmit, Way
from practice_server.store.columns import now
from practice_server.transmit.documents import Document, Plan
from practice_server.transmit.xdm import packaged
from practice_server.transmit.xdm_metadata import Shipment

NOTE: Final = "note.txt"
_ENDINGS: Final = {
    "application/xml": "xml",
    "text/xml": "xml",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "text/html": "html",
    "text/plain": "txt",
}


def packed(asked: Transmit, plan: Plan, documents: Sequence[Document], sender: str) -> bytes:
    """What goes to the addressee, before it is put into a message; `sender` is our address."""
    if asked.way is Way.DIRECT:
        domain = sender.rpartition("@")[2]
        shipment = Shipment(asked.id, plan.person, plan.practice, domain, now())
        return packaged(shipment, documents, asked.note)
    files = list(_files(documents))
    if asked.note.strip():
        files.append((NOTE, asked.note.encode()))
    return _zipped(files) if asked.way is Way.EMAIL else _locked(files, asked.password)


def _files(documents: Iterable[Document]) -> Iterable[tuple[str, bytes]]:
    for number, each in enumerate(documents, start=1):
        ending = _ENDINGS.get(each.media_type, "bin")
        yield f"document-{number}.{ending}", each.data


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(name, data)
    return target.getvalue()


def _locked(files: Iterable[tuple[str, bytes]], password: str) -> bytes:
    """A zip in AES-256, as WinZip and 7-Zip open it."""
    target = io.BytesIO()
    with AESZipFile(target, "w", compression=ZIP_DEFLATED, encryption=WZ_AES) as made:
        made.setpassword(password.encode())
        for name, data in files:
            made.writestr(name, data)
    return target.getvalue()
