"""The vault's tables. Every text and body in them is encrypted by SQLCipher, page by page."""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

stream = Table(
    "stream",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("live", Integer, nullable=False),  # 0: a copy being collected beside the live one
    Column("position", Integer, nullable=False),
    Column("mark", Integer, nullable=False),
    UniqueConstraint("name", "live"),
)

record = Table(
    "record",
    metadata,
    Column("number", Integer, primary_key=True),  # given by SQLite: an explicit one costs twice
    Column("stream", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("patient", Text, nullable=False),  # "" is nobody
    Column("at", Integer, nullable=False),  # microseconds since 1970, UTC; NO_TIME sorts first
    Column("body", LargeBinary, nullable=False),
    Column("box", Text),  # where a list of several boxes shows it; null for kinds without boxes
    Column("thread", Text),  # the conversation that it belongs to; null for kinds without
    UniqueConstraint("stream", "kind", "id"),
)
Index(
    "record_list",
    record.c.kind,
    record.c.patient,
    record.c.at,
    record.c.id,
    record.c.stream,
)
# Partial ones, so that kinds without boxes pay nothing for them.
Index(
    "record_box",
    record.c.kind,
    record.c.patient,
    record.c.box,
    record.c.at,
    record.c.id,
    record.c.stream,
    sqlite_where=record.c.box.is_not(None),
)
Index(
    "record_thread",
    record.c.thread,
    record.c.at,
    sqlite_where=record.c.thread.is_not(None),
)

blob = Table(
    "blob",
    metadata,
    Column("record", Integer, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("read", Integer, nullable=False, server_default="0"),  # by search: see `papers`
    sqlite_with_rowid=False,
)

unread = Table(
    "unread",
    metadata,
    Column("record", Integer, primary_key=True),  # changed since search read it
)
indexed = Table(
    "indexed",
    metadata,
    Column("record", Integer, primary_key=True),
    Column("stream", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("patient", Text, nullable=False),
    Column("at", Integer, nullable=False),
)
"""What search has read, with what it chooses and orders by: bodies would be slow to pass over."""

dropped = Table(
    "dropped",
    metadata,
    Column("digest", Text, primary_key=True),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),  # of the record it is about
    Column("record", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("code", Text),  # None: not refused
    sqlite_autoincrement=True,
)

draft = Table(
    "draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("patient", Text, nullable=False),  # whom it is about
    Column("at", Integer, nullable=False),  # when it was last changed, microseconds since 1970
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""What the patient writes and has not sent (MAIL-6); it never leaves this computer."""

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

later = MetaData()
"""Tables that copies of the first version do not have: see `schema`."""

thumbnail = Table(
    "thumbnail",
    later,
    Column("record", Integer, primary_key=True),
    Column("made_of", Text, nullable=False),  # of which file, shown how
    Column("body", LargeBinary, nullable=False),  # a small JPEG; empty: nothing can be shown
)

EXTRAS = (
    # Words come folded (`models.folding`). `who` names persons and places by id, `paper` is what
    # the record's PDFs say, and `pages` the same as it is written.
    """CREATE VIRTUAL TABLE search USING fts5(
        words, who, paper, pages UNINDEXED, tokenize = "ascii")""",
    "INSERT INTO search(search, rank) VALUES('secure-delete', 1)",
    "INSERT INTO search(search, rank) VALUES('rank', 'bm25(4.0, 1.0, 1.0)')",
    """CREATE TRIGGER record_replaced AFTER UPDATE OF body ON record BEGIN
        DELETE FROM search WHERE rowid = old.number;
        DELETE FROM indexed WHERE record = old.number;
        DELETE FROM blob WHERE record = old.number;
        INSERT INTO unread(record) SELECT old.number
            WHERE NOT EXISTS (SELECT 1 FROM unread WHERE record = old.number); END""",
    """CREATE TRIGGER record_deleted AFTER DELETE ON record BEGIN
        DELETE FROM search WHERE rowid = old.number;
        DELETE FROM indexed WHERE record = old.number;
        DELETE FROM blob WHERE record = old.number;
        DELETE FROM unread WHERE record = old.number; END""",
    """CREATE TRIGGER blob_deleted AFTER DELETE ON blob BEGIN
        INSERT INTO dropped(digest) SELECT old.digest
            WHERE NOT EXISTS (SELECT 1 FROM dropped WHERE digest = old.digest); END""",
    *(
        f"""CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} BEGIN
        INSERT INTO dropped(digest)
            SELECT DISTINCT json_extract(file.value, '$.digest') AS lost
            FROM json_each(CASE WHEN json_valid(CAST(old.body AS TEXT))
                THEN CAST(old.body AS TEXT) ELSE '{{}}' END, '$.attachments') AS file
            WHERE lost IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM dropped WHERE digest = lost); END"""  # noqa: S608 - our own names
        for table in ("draft", "outbox")
    ),
)
"""What SQLAlchemy has no words for: full-text search, and what goes when a record goes.

No OR IGNORE in a trigger: the statement that fires it overrules its conflict clause.
"""

THUMBNAIL_EXTRAS = (
    *(
        f"""CREATE TRIGGER thumbnail_{what} AFTER {event} ON record WHEN old.kind = 'image' BEGIN
        DELETE FROM thumbnail WHERE record = old.number; END"""  # noqa: S608 - our own words
        for what, event in (("outdated", "UPDATE OF body"), ("dropped", "DELETE"))
    ),
)
"""A thumbnail goes with its record, and when that is replaced: another crop shows otherwise."""
