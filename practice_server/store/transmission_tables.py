"""The table of what patients transmit, until it has left and was answered."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, false, text

from practice_server.store.columns import instant
from practice_server.store.metadata import metadata

transmission = Table(
    "transmission",
    metadata,
    Column("id", String, primary_key=True),
    Column("login", String, nullable=False),
    Column("stream", String, nullable=False),
    Column("way", String, nullable=False),
    Column("address", String, nullable=False),
    Column("state", String, nullable=False),
    Column("package", LargeBinary),
    Column("refused", Boolean, nullable=False, server_default=false()),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    instant("created_at"),
    instant("due_at", nullable=True),
    Index(None, "due_at"),
    Index(None, "login", "created_at"),
)
"""Written with its record, which is in `stream`, and told of there (SUM-4, SUM-5).

`package` is what is sent, until it was; `due_at` when something is to be done, if anything is;
`refused` that the addressee's side said it cannot be delivered.
"""
