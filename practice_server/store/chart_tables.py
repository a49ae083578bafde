"""The tables of charts: what care summaries are made of, and which are to be made."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table

from practice_server.store.columns import instant
from practice_server.store.metadata import metadata

chart_entry = Table(
    "chart_entry",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("patient", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "patient"),
)
"""What the feed brought of charts, as JSON; it is in no stream."""

summary_due = Table(
    "summary_due",
    metadata,
    Column("patient", String, primary_key=True),
    Column("mark", BigInteger, nullable=False),
    instant("due_at"),
    Index(None, "due_at"),
)
"""Whose care summary is to be made anew, and from when on; `mark` is another after each change."""
