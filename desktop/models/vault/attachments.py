"""Files that the patient adds to messages: documents that drafts and the outbox refer to (MAIL-5).

What drops such a reference notes the digest (see `tables.EXTRAS`), as records do.
"""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from desktop.models.vault.tables import blob, dropped
from desktop.models.vault.vault import Vault

_REFERRED = """SELECT DISTINCT json_extract(file.value, '$.digest')
    FROM (SELECT body FROM draft UNION ALL SELECT body FROM outbox) AS written,
    json_each(CASE WHEN json_valid(CAST(written.body AS TEXT))
        THEN CAST(written.body AS TEXT) ELSE '{}' END, '$.attachments') AS file"""


def digests(conn: Connection) -> frozenset[str]:
    """Every document that a draft or a message in the outbox refers to."""
    return frozenset(conn.exec_driver_sql(_REFERRED).scalars())


def unreferred(conn: Connection, asked: Collection[str]) -> frozenset[str]:
    """Those of these documents that neither a record nor a message of the patient's refers to."""
    if not asked:
        return frozenset()
    kept = select(blob.c.digest).where(blob.c.digest.in_(asked))
    return frozenset(asked).difference(conn.execute(kept).scalars(), digests(conn))


def take_dropped(conn: Connection) -> frozenset[str]:
    """Digests that lost a reference since this was last called, and have none left.

    Their documents are for `forget`, after the transaction.
    """
    lost = set(conn.execute(select(dropped.c.digest)).scalars())
    if lost:
        conn.execute(delete(dropped))
    return unreferred(conn, lost)


def forget(vault: Vault, asked: Collection[str]) -> None:
    """Remove these documents, but those that something refers to again by now.

    As a writer, so that none is removed while it is being attached.
    """
    if not asked:
        return
    with vault.writing() as conn:
        for digest in unreferred(conn, asked):
            vault.documents.remove(digest)
