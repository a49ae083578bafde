"""Makes the care summaries that are due: a document as a file, then the record that tells of it.

Any number of workers may do so at once, and any of them may die at any time: a summary is written
in the transaction that settles it, and only if nothing changed since its sources were read. From
the same sources nothing new is made.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from portal_protocol.records import Blob, Kind, PatientId, Section
from portal_protocol.summaries import CODES_MISSING, CareSummary
from portal_protocol.sync import patient_stream
from practice_server import log, uploads
from practice_server.blobs import BlobStore
from practice_server.ccd.document import TITLE, document, fingerprint
from practice_server.ccd.missing import no_code_at_all, what_is_missing
from practice_server.ccd.sources import Sources, period
from practice_server.store.columns import microseconds, now
from practice_server.store.store import Store
from practice_server.store.streams import Key
from practice_server.store.tables import record
from practice_server.store.writer import Draft, Writer
from practice_server.summaries import due
from practice_server.summaries.due import Due
from practice_server.summaries.reading import sources_of

AT_ONCE: Final = 20
MEDIA_TYPE: Final = "application/xml"
FILE_NAME: Final = "ccd.xml"
_OURS: Final = UUID("c0b7a1de-0f51-5b0e-8f0d-3b7b1c2a9e64")
_summary = msgspec.json.Decoder(CareSummary)


@dataclass(frozen=True)
class Summary:
    """A summary and its document; `data` is None when none could be made."""

    record: CareSummary
    data: bytes | None


def make_due(store: Store, blobs: BlobStore, most: int | None = None) -> int:
    """Make the summaries that wait, or about `most` of them; answers how many that was.

    One that cannot be made is told in the log and tried again after some minutes.
    """
    count = 0
    while (most is None or count < most) and (claimed := due.claim(store, AT_ONCE)):
        for each in claimed:
            count += _make(store, blobs, each)
    return count


def summary_id(patient: str) -> str:
    """The id of the record of a person's summary."""
    return f"made-{uuid5(_OURS, patient).hex}"


def summary_of(sources: Sources, made_at: datetime) -> Summary:
    """The summary as of then; without a document where too much is missing (SUM-8)."""
    missing, span = what_is_missing(sources), period(sources)
    told = CareSummary(
        id=summary_id(sources.person.id),
        patient=PatientId(sources.person.id),
        at=made_at,
        title=TITLE,
        author=sources.author.name if sources.author else "",
        custodian=sources.office.name,
        covers_from=span[0] if span else None,
        covers_to=span[1] if span else None,
        missing=missing,
    )
    if no_code_at_all(sources) or not CODES_MISSING.issuperset(missing):
        return Summary(told, None)
    data = document(sources, made_at)
    blob = Blob(hashlib.sha256(data).hexdigest(), len(data), MEDIA_TYPE, FILE_NAME)
    return Summary(msgspec.structs.replace(told, blobs=(blob,)), data)


def _make(store: Store, blobs: BlobStore, claimed: Due) -> bool:
    key = _key_of(claimed.patient)
    try:
        with store.reading() as connection:
            sources = sources_of(connection, PatientId(claimed.patient))
            fed = _fed(connection, key)
        fresh = None if sources is None else fingerprint(sources)
        made = summary_of(sources, now()) if sources is not None and fresh != fed else None
        if made is not None and made.data is not None:
            _store_file(store, blobs, made.record.blobs[0].digest, made.data)
    except SQLAlchemyError:
        raise  # nobody's summary can be made
    except Exception as error:
        log.fault("summary_failed", error)
        return False
    with store.writing() as connection:
        writer = Writer(connection, [key.stream])
        if not due.settle(connection, claimed):
            return False
        _write(connection, writer, key, made, gone=sources is None, fed=fresh or b"")
    return True


def _write(
    connection: Connection,
    writer: Writer,
    key: Key,
    made: Summary | None,
    *,
    gone: bool,
    fed: bytes,
) -> None:
    if made is None and not gone:
        return
    writer.load(key.kind, [key.id])
    held = writer.held(key)
    if made is None:
        writer.remove(key)
    else:
        told = made.record
        for blob in told.blobs:
            uploads.keep(connection, blob)
        at = microseconds(told.at) if told.at else None
        writer.put(key, Draft(msgspec.json.encode(told), fed, at, told.blobs))
    writer.flush()
    for blob in _summary.decode(held.body).blobs if held else ():
        uploads.let_go(connection, blob.digest)


def _store_file(store: Store, blobs: BlobStore, digest: str, data: bytes) -> None:
    uploads.announce(store, digest)
    asyncio.run(blobs.put(digest, _whole(data)))


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _key_of(patient: str) -> Key:
    stream = patient_stream(PatientId(patient), Section.SUMMARY)
    return Key(stream, Kind.CARE_SUMMARY, summary_id(patient))


def _fed(connection: Connection, key: Key) -> bytes | None:
    """What the summary that is there was made of."""
    return connection.scalar(
        select(record.c.fed).where(
            record.c.stream == key.stream,
            record.c.kind == key.kind,
            record.c.id == key.id,
            record.c.alive,
        )
    )
