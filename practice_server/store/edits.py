"""Changing some fields of a stored record; those that this version does not know stay."""

from collections.abc import Iterable, Mapping

import msgspec

from portal_protocol.records import Blob, Utc
from practice_server.store.columns import microseconds
from practice_server.store.streams import Key
from practice_server.store.writer import Draft, Held, Writer


class _Outside(msgspec.Struct, frozen=True):
    at: Utc | None = None
    blobs: tuple[Blob, ...] = ()


_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])
_outside = msgspec.json.Decoder(_Outside)


def edit(
    writer: Writer,
    key: Key,
    row: Held,
    fields: Mapping[str, msgspec.Raw],
    without: Iterable[str] = (),
) -> None:
    """Set `fields` (name to JSON) and drop those of `without`; it expires no more."""
    content = {**_fields.decode(row.body), **fields}
    for name in without:
        content.pop(name, None)
    body = msgspec.json.encode(content)
    outside = _outside.decode(body)
    at = microseconds(outside.at) if outside.at else None
    writer.put(key, Draft(body, row.fed, at, outside.blobs))
