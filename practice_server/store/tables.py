"""All tables of the practice server.

Streams and their records first, then who may see whom, then what patients did, then logins and
devices; those of charts and of images are in `chart_tables` and `image_tables`. The store keeps
bodies as the JSON of the wire.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
    text,
    true,
)

from practice_server.store.chart_tables import chart_entry, summary_due
from practice_server.store.columns import BigKey, instant
from practice_server.store.image_tables import fed_image, image_folder
from practice_server.store.metadata import metadata
from practice_server.store.transmission_tables import transmission

__all__ = ["chart_entry", "fed_image", "image_folder", "metadata", "summary_due", "transmission"]

# Streams and records ----------------------------------------------------------------------------

stream = Table(
    "stream",
    metadata,
    Column("name", String, primary_key=True),
    # whose stream it is, so that access is one join: a person's, a login's, or nobody's
    Column("patient", String, nullable=False, server_default=""),
    Column("section", String, nullable=False, server_default=""),
    Column("number", BigInteger, nullable=False, server_default=text("0")),
    Column("mark", BigInteger, nullable=False, server_default=text("0")),
    Index(None, "patient"),
)
"""One row a stream; `number` and `mark` are those of its last change. Its row lock orders them."""

record = Table(
    "record",
    metadata,
    Column("stream", String, ForeignKey("stream.name"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("alive", Boolean, nullable=False),
    Column("at", BigInteger),
    Column("expires_at", BigInteger),
    Column("fed", LargeBinary, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "stream", "number", unique=True),
    Index(None, "kind", "id"),
    Index(None, "stream", "at"),
    Index(
        None,
        "expires_at",
        sqlite_where=text("expires_at IS NOT NULL"),
        postgresql_where=text("expires_at IS NOT NULL"),
    ),
)
"""Records and tombstones as they go over the wire; `fed` is a digest of what the feed brought.

`at`, `changed_at` and `expires_at`, from when on only the head is shared (MAIL-7), are microseconds
since 1970.
"""

superseded = Table(
    "superseded",
    metadata,
    Column("stream", String, ForeignKey("stream.name"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("mark", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)
"""Positions of changes that were overwritten since, so that every position can be verified."""

blob_ref = Table(
    "blob_ref",
    metadata,
    Column("kind", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("stream", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("media_type", String, nullable=False),
)
"""Which bytes belong to which live record, and in which stream that record is."""

blob = Table(
    "blob",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", String, nullable=False),
    instant("created_at"),
)
"""Bytes that the feed brought in or a patient sent, and that the blob store holds."""

upload = Table(
    "upload",
    metadata,
    Column("login", String, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", String, nullable=False),
    instant("created_at"),
    Index(None, "created_at"),
)
"""What a login brought in to attach (MAIL-5); `media_type` is empty while the bytes are coming."""

# Who sees whom ----------------------------------------------------------------------------------

person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    Column("shown", Boolean, nullable=False),
    Column("name", String, nullable=False, server_default=""),
)
"""Every person the feed told of; `shown` is WHO-5, `name` is for the activity log (WHO-7)."""

person_link = Table(
    "person_link",
    metadata,
    Column("viewer", String, primary_key=True),
    Column("patient", String, primary_key=True),
    Column("relation", String, primary_key=True),
    Column("source", String, primary_key=True),
    Index(None, "relation", "source"),
)
"""Who may see whom and why: `self`, `guarantor`, `responsible`, or `guardian`.

`source` is the id of the person or the relationship that says so.
"""

switch = Table("switch", metadata, Column("name", String, primary_key=True))
"""What the practice switched on: sections by name, `guarantor_access`. No row means off."""

setting = Table(
    "setting",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Small values of the server itself."""

counter = Table(
    "counter",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", BigInteger, nullable=False, server_default=text("0")),
    Column("digest", LargeBinary),
)
"""Counters without gaps, taken under their row's lock: `outgoing`, `audit`.

The names `feed` and `uploads` are locks alone.
"""

# What patients did ------------------------------------------------------------------------------

action = Table(
    "action",
    metadata,
    Column("id", String, primary_key=True),
    Column("login", String, nullable=False),
    Column("body_digest", LargeBinary, nullable=False),
    Column("outcome", String, nullable=False),
    Column("code", String, nullable=False, server_default=""),
    instant("received_at"),
)
"""Every action carried out or refused: id to result, for ever the same."""

outgoing = Table(
    "outgoing",
    metadata,
    Column("number", BigKey, primary_key=True, autoincrement=False),
    Column("action", String, nullable=False),
    Column("login", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("patient", String),
    Column("body", LargeBinary, nullable=False),
    Column("records", LargeBinary, nullable=False),
    instant("received_at"),
    instant("acknowledged_at", nullable=True),
)
"""Actions for the practice's system, in order; `records` is JSON: the ids of answered visits."""

audit = Table(
    "audit",
    metadata,
    Column("number", BigKey, primary_key=True, autoincrement=False),
    instant("at"),
    Column("actor", String, nullable=False),
    Column("what", String, nullable=False),
    Column("login", String, nullable=False, server_default=""),
    Column("device", String, nullable=False, server_default=""),
    Column("patient", String, nullable=False, server_default=""),
    Column("subject", String, nullable=False, server_default=""),
    Column("subject_id", String, nullable=False, server_default=""),
    Column("detail", String, nullable=False, server_default=""),
    Column("previous", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Index(None, "patient", "number"),
)
"""The audit log: each entry's digest covers the one before it."""

notice = Table(
    "notice",
    metadata,
    Column("message", String, primary_key=True),
    Column("address", String, nullable=False),
    instant("created_at"),
    instant("due_at"),
    instant("sent_at", nullable=True),
    Index(None, "due_at"),
)
"""Whom to tell by ordinary e-mail that a message is here (MAIL-8)."""

# Logins, devices, sessions ----------------------------------------------------------------------

login = Table(
    "login",
    metadata,
    Column("id", String, primary_key=True),
    Column("patient", String, nullable=False),
    Column("user_name", String, nullable=False),
    Column("user_key", String, nullable=False, unique=True),
    Column("password_hash", String),
    Column("enabled", Boolean, nullable=False, server_default=true()),
    instant("password_changed_at", nullable=True),
    instant("created_at"),
    Index(None, "patient"),
)
"""Who may sign in; `user_key` is the user name with its case folded away (SIGN-4)."""

device = Table(
    "device",
    metadata,
    Column("id", String, primary_key=True),
    Column("login", String, ForeignKey("login.id"), nullable=False, index=True),
    Column("name", String, nullable=False, server_default=""),
    Column("system", String, nullable=False, server_default=""),
    Column("program", String, nullable=False, server_default=""),
    instant("created_at"),
    instant("seen_at", nullable=True),
    instant("synced_at", nullable=True),
    instant("revoked_at", nullable=True),
)
"""A computer that signed in (SIGN-15)."""

session = Table(
    "session",
    metadata,
    Column("id", String, primary_key=True),
    Column("login", String, ForeignKey("login.id"), nullable=False, index=True),
    Column("device", String, ForeignKey("device.id"), nullable=False, index=True),
    instant("created_at"),
    instant("refreshed_at", nullable=True),
    instant("ended_at", nullable=True),
    Column("end_reason", String, nullable=False, server_default=""),
)
"""One signing in and all the tokens that come of it: the family of tokens."""

token = Table(
    "token",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("session", String, ForeignKey("session.id"), nullable=False, index=True),
    Column("purpose", String, nullable=False),
    instant("created_at"),
    instant("expires_at"),
    Column("used", Boolean, nullable=False, server_default=false()),
)
"""SHA-256 of an opaque token; `purpose` is `access`, `refresh` or `end`."""

throttle = Table(
    "throttle",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    instant("failed_at"),
    instant("blocked_until", nullable=True),
    Index(None, "failed_at"),
)
"""Failed tries (SIGN-11); `key` is a digest of a user name or of an address."""
