"""The documents of the demo practice: bills as records with their PDFs.

One PDF is encrypted: the invoice of Elena's filling of tooth 4 opens with `marlowe-4471`. One is
damaged on purpose: the last but three of the Marlowes' statements holds no PDF inside.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Final

from portal_protocol.records import Blob, Statement
from practice_server.demo import bills, papers
from practice_server.demo.bills import Bill

PDF_PASSWORD: Final = "marlowe-4471"  # noqa: S105 - opens one made-up invoice


@dataclass(frozen=True, slots=True)
class DemoBlob:
    """Bytes that a record of the demo practice speaks of."""

    blob: Blob
    data: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A statement's record and its PDF."""

    record: Statement
    content: DemoBlob


def documents(
    made: Iterable[Bill], *, encrypted: frozenset[str], damaged: frozenset[str]
) -> list[Document]:
    """Draw every bill; those whose ids are named are encrypted or damaged."""
    return [
        _document(bill, encrypted=bill.id in encrypted, damaged=bill.id in damaged) for bill in made
    ]


def demo_blob(data: bytes, *, media_type: str = "application/pdf", name: str = "") -> DemoBlob:
    """`data` under its digest."""
    digest = sha256(data).hexdigest()
    return DemoBlob(Blob(digest=digest, size=len(data), media_type=media_type, name=name), data)


def damage(data: bytes) -> bytes:
    """As if the disk had lost all but the beginning: it calls itself a PDF and is none."""
    return data[:8] + Random(len(data)).randbytes(len(data) - 8)


def _document(bill: Bill, *, encrypted: bool, damaged: bool) -> Document:
    data = papers.draw(bill, password=PDF_PASSWORD if encrypted else None)
    content = demo_blob(damage(data) if damaged else data)
    return Document(bills.statement(bill, content.blob), content)
