"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_LARGE_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _create_stream() -> None:
    op.create_table(
        "stream",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("patient", sa.String(), nullable=False, server_default=""),
        sa.Column("section", sa.String(), nullable=False, server_default=""),
        sa.Column("number", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("mark", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stream")),
    )
    op.create_index(op.f("ix_stream_patient"), "stream", ["patient"], unique=False)


def _create_record() -> None:
    op.create_table(
        "record",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("alive", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("fed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "kind", "id", name=op.f("pk_record")),
        sa.ForeignKeyConstraint(["stream"], ["stream.name"], name=op.f("fk_record_stream")),
    )
    op.create_index(op.f("ix_record_kind_id"), "record", ["kind", "id"], unique=False)
    op.create_index(op.f("ix_record_stream_at"), "record", ["stream", "at"], unique=False)
    op.create_index(op.f("ix_record_stream_number"), "record", ["stream", "number"], unique=True)


def _create_superseded() -> None:
    op.create_table(
        "superseded",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "number", name=op.f("pk_superseded")),
        sa.ForeignKeyConstraint(["stream"], ["stream.name"], name=op.f("fk_superseded_stream")),
    )


def _create_blob_ref() -> None:
    op.create_table(
        "blob_ref",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record_id", "digest", name=op.f("pk_blob_ref")),
    )


def _create_blob() -> None:
    op.create_table(
        "blob",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_blob")),
    )


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )


def _create_person_link() -> None:
    op.create_table(
        "person_link",
        sa.Column("viewer", sa.String(), nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint(
            "viewer", "patient", "relation", "source", name=op.f("pk_person_link")
        ),
    )
    op.create_index(
        op.f("ix_person_link_relation_source"), "person_link", ["relation", "source"], unique=False
    )


def _create_switch() -> None:
    op.create_table(
        "switch",
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_switch")),
    )


def _create_setting() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )


def _create_counter() -> None:
    op.create_table(
        "counter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )


def _create_action() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False, server_default=""),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )


def _create_outgoing() -> None:
    op.create_table(
        "outgoing",
        sa.Column("number", _LARGE_KEY, autoincrement=False, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("patient", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("records", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_outgoing")),
    )


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", _LARGE_KEY, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False, server_default=""),
        sa.Column("device", sa.String(), nullable=False, server_default=""),
        sa.Column("patient", sa.String(), nullable=False, server_default=""),
        sa.Column("subject", sa.String(), nullable=False, server_default=""),
        sa.Column("subject_id", sa.String(), nullable=False, server_default=""),
        sa.Column("detail", sa.String(), nullable=False, server_default=""),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_patient_number"), "audit", ["patient", "number"], unique=False)


def _create_login() -> None:
    op.create_table(
        "login",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("user_name", sa.String(), nullable=False),
        sa.Column("user_key", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("password_changed_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login")),
        sa.UniqueConstraint("user_key", name=op.f("uq_login_user_key")),
    )
    op.create_index(op.f("ix_login_patient"), "login", ["patient"], unique=False)


def _create_device() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False, server_default=""),
        sa.Column("system", sa.String(), nullable=False, server_default=""),
        sa.Column("program", sa.String(), nullable=False, server_default=""),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("synced_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.ForeignKeyConstraint(["login"], ["login.id"], name=op.f("fk_device_login")),
    )
    op.create_index(op.f("ix_device_login"), "device", ["login"], unique=False)


def _create_session() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("refreshed_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.ForeignKeyConstraint(["login"], ["login.id"], name=op.f("fk_session_login")),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_session_device")),
    )
    op.create_index(op.f("ix_session_device"), "session", ["device"], unique=False)
    op.create_index(op.f("ix_session_login"), "session", ["login"], unique=False)


def _create_token() -> None:
    op.create_table(
        "token",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_token")),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name=op.f("fk_token_session")),
    )
    op.create_index(op.f("ix_token_session"), "token", ["session"], unique=False)


def _create_throttle() -> None:
    op.create_table(
        "throttle",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("failed_at", sa.BigInteger(), nullable=False),
        sa.Column("blocked_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_index(op.f("ix_throttle_failed_at"), "throttle", ["failed_at"], unique=False)


_TABLES = {
    "stream": _create_stream,
    "record": _create_record,
    "superseded": _create_superseded,
    "blob_ref": _create_blob_ref,
    "blob": _create_blob,
    "person": _create_person,
    "person_link": _create_person_link,
    "switch": _create_switch,
    "setting": _create_setting,
    "counter": _create_counter,
    "action": _create_action,
    "outgoing": _create_outgoing,
    "audit": _create_audit,
    "login": _create_login,
    "device": _create_device,
    "session": _create_session,
    "token": _create_token,
    "throttle": _create_throttle,
}


def upgrade() -> None:
    """Create every table."""
    for create in _TABLES.values():
        create()


def downgrade() -> None:
    """Drop every table."""
    for name in reversed(_TABLES):
        op.drop_table(name)
