"""A process that writes into a vault until it is killed: `python -m … FOLDER`, the key on stdin.

After each transaction it prints the number that is on the disk from then on.
"""

import sys
from itertools import count
from pathlib import Path

from desktop.models.vault import indexing, meta, outbox, streams
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from portal_protocol.actions import NoteViewed
from portal_protocol.sync import SyncAnswer
from tests.desktop.models.vault.making import NOON, VISITS, blob_of, page, visit

RECORDS = 40
DOCUMENT = bytes(range(256)) * 4096 * 3


def write_page(vault: Vault, number: int) -> None:
    """One page of forty records that all tell its number, and one action."""
    with vault.writing() as connection:
        records = [visit(index, description=f"page{number}") for index in range(RECORDS)]
        answer = SyncAnswer(pages=(page(VISITS, number, records),), server_time=NOON)
        streams.apply(connection, answer)
        indexing.index_some(connection, 30)
        action = outbox.new_id(connection)
        note = NoteViewed(id=action, made_at=NOON, kind="page", record=str(number))
        outbox.put(connection, note)
        meta.put(connection, "page", number)


def write_document(vault: Vault) -> None:
    """A little more of the document, or all of it again."""
    blob = blob_of(DOCUMENT)
    with vault.documents.open_for_append(blob) as writer:
        step = DOCUMENT[writer.held : writer.held + 700_000]
        writer.write(step)
        if writer.held == len(DOCUMENT):
            writer.finish()
            vault.documents.remove(blob.digest)


def main() -> None:
    """Write on from where the last process was killed."""
    key = VaultKey.from_bytes(sys.stdin.buffer.read(32))
    vault = Vault.open(VaultFolder(Path(sys.argv[1])), key)
    with vault.reading() as connection:
        first = (meta.get(connection, "page", int) or 0) + 1
    for number in count(first):
        write_page(vault, number)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        write_document(vault)


if __name__ == "__main__":
    main()
