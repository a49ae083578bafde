"""A program without a window, made to be killed: syncs, answers visits, fetches documents.

`python -m tests.desktop.services.killed_program FOLDER ADDRESS`, the copy's key in hexadecimal on
the first line of standard input. Each line after it begins the program once more, in a process of
its own, and says after how many seconds it is killed. Writes the id of each answer once it is on
the disk, `end` when the program came to its end, then `over` and how the process ended.
"""

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from desktop.models.vault import queries
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.addresses import Address
from desktop.services.client import Client
from desktop.services.context import Context
from desktop.services.documents import Documents
from desktop.services.keeping import keep_files
from desktop.services.keyring import Keyring
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.settings import KEEP_ALL
from desktop.services.sync import Sync
from portal_protocol.records import Answer, Appointment, Statement


def main(folder: Path, address: str) -> None:
    """Begin the program again and again, as often as standard input asks."""
    key = VaultKey.from_bytes(bytes.fromhex(sys.stdin.readline()))
    for line in sys.stdin:
        began = time.monotonic()
        status = lived(float(line), lambda: run(folder, address, key))
        say(f"over {status} {time.monotonic() - began}")


def lived(seconds: float, work: Callable[[], None]) -> int:
    """Do it in another process, which is killed if it still lives then; how that ended."""
    end, held = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end)
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(held)
    select.select([end], [], [], seconds)  # it is readable when the process has ended
    os.kill(child, signal.SIGKILL)
    os.close(end)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run(folder: Path, address: str, key: VaultKey) -> None:
    """The program to its end, if nobody kills it first."""
    vault = Vault.open(VaultFolder(folder), key)
    live = Live(vault, Client(Address(address)), Client(Address(address)), Keyring())
    sync = Sync(live, page=3)
    sync.run(Context())
    answer_everything(live)
    sync.run(Context())
    keep_files(Documents(live), Statement, KEEP_ALL, Context())
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
