"""A program without a window, made to be killed: syncs, answers visits, fetches documents.

`python -m tests.desktop.services.killed_program FOLDER ADDRESS`, the copy's key in hexadecimal on
standard input. Writes `ready`, then the id of each answer once it is on the disk, then `end`.
"""

import sys
from pathlib import Path

from desktop.models.vault import queries
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.addresses import Address
from desktop.services.client import Client
from desktop.services.context import Context
from desktop.services.documents import KEEP_ALL, Documents
from desktop.services.keyring import Keyring
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.sync import Sync
from portal_protocol.records import Answer, Appointment


def main(folder: Path, address: str) -> None:
    """Run to the end, if nobody kills it first."""
    key = VaultKey.from_bytes(bytes.fromhex(sys.stdin.readline()))
    vault = Vault.open(VaultFolder(folder), key)
    live = Live(vault, Client(Address(address)), Client(Address(address)), Keyring())
    say("ready")
    sync = Sync(live, page=3)
    sync.run(Context())
    answer_everything(live)
    sync.run(Context())
    Documents(live).keep_statements(KEEP_ALL, Context())
    sync.run(Context())
    say("end")
    live.close()


def answer_everything(live: Live) -> None:
    """Confirm each visit that is asked about and has no answer, here or there."""
    outbox = Outbox(live.vault)
    answered = {getattr(each.action, "appointment", "") for each in outbox.pending()}
    with live.vault.reading() as connection:
        visits = queries.all_of(connection, Appointment)
    for visit in visits:
        if isinstance(visit, Appointment) and visit.answer is None and visit.id not in answered:
            say(outbox.answer(visit, Answer.CONFIRM, offline=False))


def say(word: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
