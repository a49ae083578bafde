"""What a patient asks to transmit: whose care summaries, their files, and to whom."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from portal_protocol.records import Blob, Kind, Person
from portal_protocol.summaries import CareSummary, Referral
from portal_protocol.transmissions import Transmit, Way
from practice_server.acting import Doing, Refused, visible
from practice_server.blobs import BlobStore
from practice_server.mail.smtp import BadAddress, message_to
from practice_server.problems import (
    AddressRefused,
    BadRequest,
    BlobMissing,
    NotFound,
    NotTrusted,
    TooLarge,
)
from practice_server.store.streams import owner_of
from practice_server.store.tables import blob, record
from practice_server.visits import practice_of

MOST_BYTES: Final = 20 * 1024 * 1024
"""Bytes of all documents together: mail servers take little more, once it is written as text."""

MOST_LOCAL: Final = 64
"""Signs before the `@` (RFC 5321)."""
DELIVERABLE: Final = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]",
    re.ASCII,
)
"""Few mail servers take others: quoted ones, other scripts, computers without a domain."""

_summary = msgspec.json.Decoder(CareSummary)
_person = msgspec.json.Decoder(Person)
_referral = msgspec.json.Decoder(Referral)


class Plan(NamedTuple):
    """What is sent, to whom, and in which stream the record of it is."""

    stream: str
    address: str
    to_name: str
    summaries: tuple[CareSummary, ...]
    files: tuple[Blob, ...]
    person: Person
    practice: str


class Document(NamedTuple):
    """One care summary as it is sent."""

    media_type: str
    data: bytes
    title: str


def planned(doing: Doing, asked: Transmit) -> Plan:
    """What this caller's transmission consists of, as it is now.

    Raises NotFound, BadRequest, BlobMissing, TooLarge, AddressRefused and NotTrusted.
    """
    if len(set(asked.summaries)) < len(asked.summaries):
        raise BadRequest("A care summary is named twice")
    stream = _one([seen(doing, Kind.CARE_SUMMARY, each) for each in asked.summaries])
    address, to_name = _addressee(doing, asked, stream)
    bodies = [body_of(doing.connection, Kind.CARE_SUMMARY, each) for each in asked.summaries]
    summaries = tuple(map(_summary.decode, bodies))
    files = _files(doing.connection, summaries)
    person = _person.decode(body_of(doing.connection, Kind.PERSON, owner_of(stream)))
    practice = practice_of(doing.connection).name
    return Plan(stream, address, to_name, summaries, files, person, practice)


def seen(doing: Doing, kind: Kind, identity: str) -> str:
    """The stream of a record that the caller may see; raises NotFound (WHO-8)."""
    try:
        return visible(doing, kind, identity)
    except Refused:
        raise NotFound from None


def body_of(connection: Connection, kind: Kind, identity: str) -> bytes:
    """The JSON of a record that is there."""
    mine = (record.c.kind == kind, record.c.id == identity, record.c.alive)
    return bytes(connection.scalars(select(record.c.body).where(*mine)).one())


def read(blobs: BlobStore, plan: Plan) -> list[Document]:
    """The bytes of what is sent; blocks. Raises BlobMissing."""
    return asyncio.run(_read(blobs, plan))


async def _read(blobs: BlobStore, plan: Plan) -> list[Document]:
    found = []
    for each, summary in zip(plan.files, plan.summaries, strict=True):
        try:
            chunks = await blobs.read(each.digest, 0, each.size)
        except FileNotFoundError:
            raise BlobMissing from None
        data = b"".join([chunk async for chunk in chunks])
        found.append(Document(each.media_type, data, summary.title))
    return found


def _one(streams: Sequence[str]) -> str:
    if len(set(streams)) != 1:
        raise BadRequest("The care summaries are not of one person")
    return streams[0]


def _addressee(doing: Doing, asked: Transmit, stream: str) -> tuple[str, str]:
    """Where it goes, and the name of who that is, if the practice knows."""
    if asked.way is Way.DIRECT:
        if seen(doing, Kind.REFERRAL, asked.referral) != stream:
            raise NotFound
        provider = _referral.decode(body_of(doing.connection, Kind.REFERRAL, asked.referral))
        if not (provider.trusted and provider.direct_address):
            raise NotTrusted
        return _address(provider.direct_address), provider.provider_name
    return _address(asked.address), ""


def _address(text: str) -> str:
    """The address alone, without a name; raises AddressRefused."""
    try:
        known = message_to(text)["To"].addresses[0]
    except BadAddress:
        raise AddressRefused from None
    address = str(known.addr_spec)
    if len(known.username) > MOST_LOCAL or not DELIVERABLE.fullmatch(address):
        raise AddressRefused
    return address


def _files(connection: Connection, summaries: Iterable[CareSummary]) -> tuple[Blob, ...]:
    files = [each.blobs[0] if each.blobs else None for each in summaries]
    digests = {each.digest for each in files if each is not None}
    stored = select(blob.c.digest, blob.c.size).where(blob.c.digest.in_(sorted(digests)))
    sizes = {row.digest: row.size for row in connection.execute(stored)}
    if None in files or len(sizes) != len(digests):
        raise BlobMissing
    if sum(sizes[each.digest] for each in files if each is not None) > MOST_BYTES:
        raise TooLarge  # a file counts as often as it is sent
    # the feed may be mistaken about a size
    return tuple(msgspec.structs.replace(each, size=sizes[each.digest]) for each in files if each)
