"""Small pictures of images, made once and kept encrypted; they go with their records (IMG-1)."""

from collections.abc import Sequence
from hashlib import blake2b

import msgspec
from sqlalchemy import ColumnElement, Connection, insert, literal, select

from desktop.models.vault.tables import record, stream, thumbnail
from portal_protocol.images import Image
from portal_protocol.records import Kind

HOPELESS = b""
"""Kept in the place of a picture that cannot be made, so that nobody tries again."""


def stored(conn: Connection, images: Sequence[Image]) -> dict[str, bytes]:
    """What is kept of these images as they are shown now, by their ids; `HOPELESS` for those that
    show nothing."""
    rows = conn.execute(
        select(record.c.id, thumbnail.c.made_of, thumbnail.c.body)
        .join(thumbnail, thumbnail.c.record == record.c.number)
        .where(*_live([image.id for image in images]))
    )
    wanted = {image.id: _made_of(image) for image in images}
    return {row.id: row.body for row in rows if row.made_of == wanted[row.id]}


def put(conn: Connection, image: Image, body: bytes) -> None:
    """Keep a picture for an image, unless its record went."""
    kept = select(record.c.number, literal(_made_of(image)), literal(body))
    conn.execute(
        insert(thumbnail)
        .prefix_with("OR REPLACE")
        .from_select(["record", "made_of", "body"], kept.where(*_live([image.id])))
    )


def _made_of(image: Image) -> str:
    """What tells the file, and how the practice shows it: while a picture is made, either may
    change."""
    digests = "".join(blob.digest for blob in image.blobs).encode()
    return blake2b(digests + msgspec.json.encode(image.settings), digest_size=16).hexdigest()


def _live(images: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        record.c.kind == Kind.IMAGE.value,
        record.c.id.in_(images),
        record.c.stream.in_(select(stream.c.number).where(stream.c.live == 1)),
    )
