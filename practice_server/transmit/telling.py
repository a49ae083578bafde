"""How far a transmission got, written into its record for those who see it (SUM-7)."""

import msgspec
from sqlalchemy import Connection

from portal_protocol.records import Kind
from portal_protocol.transmissions import Delivery
from practice_server import audit
from practice_server.store.columns import now
from practice_server.store.edits import edit
from practice_server.store.streams import Key, owner_of
from practice_server.store.writer import Writer


def tell(
    connection: Connection, writer: Writer, key: Key, state: Delivery, reason: str = ""
) -> None:
    """Write into the record how far it got; the writer has its stream locked."""
    writer.load(Kind.TRANSMISSION, [key.id])
    row = writer.held(key)
    if row is not None:
        values = {"state": state.value, "state_at": now(), "reason": reason}
        encoded = {name: msgspec.Raw(msgspec.json.encode(each)) for name, each in values.items()}
        edit(writer, key, row, encoded)
    writer.flush()
    audit.write(
        connection,
        actor="server",
        what=f"transmission_{state.value}",
        patient=owner_of(key.stream),
        subject=Kind.TRANSMISSION,
        subject_id=key.id,
        detail=reason,
    )
