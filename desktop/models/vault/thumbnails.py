"""Small pictures of images, made once and kept encrypted; they go with their records (IMG-1)."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, insert, literal, select

from desktop.models.vault.tables import blob, record, stream, thumbnail
from portal_protocol.records import Kind

HOPELESS = b""
"""Kept in the place of a picture that cannot be made, so that nobody tries again."""


def stored(conn: Connection, images: Sequence[str]) -> dict[str, bytes]:
    """What is kept of these images, by their ids; `HOPELESS` for those that show nothing."""
    rows = conn.execute(
        select(record.c.id, thumbnail.c.body)
        .join(thumbnail, thumbnail.c.record == record.c.number)
        .where(*_live(images))
    )
    return {row.id: row.body for row in rows}


def put(conn: Connection, image: str, digest: str, body: bytes) -> None:
    """Keep a picture for an image, unless its record went, or has another file by now."""
    conn.execute(
        insert(thumbnail)
        .prefix_with("OR REPLACE")
        .from_select(
            ["record", "body"],
            select(record.c.number, literal(body))
            .join(blob, blob.c.record == record.c.number)
            .where(*_live([image]), blob.c.digest == digest),
        )
    )


def _live(images: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        record.c.kind == Kind.IMAGE.value,
        record.c.id.in_(images),
        record.c.stream.in_(select(stream.c.number).where(stream.c.live == 1)),
    )
