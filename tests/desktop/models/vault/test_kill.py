"""A process killed at any moment leaves a vault that opens, with nothing half and nothing lost."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.models.vault import meta, outbox, queries, streams
from desktop.models.vault.chunks import CHUNK
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from portal_protocol.actions import NoteViewed
from portal_protocol.records import Appointment
from tests.desktop.models.vault import writing
from tests.desktop.models.vault.making import VISITS, blob_of

REPOSITORY = Path(__file__).parents[4]


def write_and_kill(folder: VaultFolder, key: VaultKey, lines: int, seconds: float) -> int:
    """Let a process write, kill it a moment after so many lines; returns the last number told."""
    with subprocess.Popen(
        [sys.executable, "-m", writing.__name__, str(folder.path)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(key.to_bytes())
        process.stdin.close()
        told = [process.stdout.readline() for _ in range(lines)]
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=seconds)
        process.kill()
        told += process.stdout.readlines()
    return int([line for line in told if line.endswith(b"\n")][-1])


def check(folder: VaultFolder, key: VaultKey, told: int) -> None:
    vault = Vault.open(folder, key)
    with vault.reading() as connection:
        number = meta.get(connection, "page", int) or 0
        assert told <= number <= told + 1
        assert streams.have(connection)[VISITS].number == number
        records = queries.all_of(connection, Appointment)
        assert len(records) == writing.RECORDS
        found = {record.description for record in records if isinstance(record, Appointment)}
        assert found == {f"page{number}"}
        noted = [waits.action for waits in outbox.pending(connection)]
        about = [note.record for note in noted if isinstance(note, NoteViewed)]
        assert about == [str(one) for one in range(1, number + 1)]
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
        assert sound == "ok"
    check_document(vault)
    vault.close()


def check_document(vault: Vault) -> None:
    """It is there whole, or goes on after the chunks that are."""
    blob = blob_of(writing.DOCUMENT)
    if vault.documents.has(blob.digest):
        assert vault.documents.read(blob.digest, blob.size) == writing.DOCUMENT
        vault.documents.remove(blob.digest)
    held = vault.documents.held(blob.digest)
    with vault.documents.open_for_append(blob) as writer:
        last = CHUNK if held == blob.size else 0  # sealed as the last one, but not yet renamed
        assert writer.held == held - last


def killed_often(folder: VaultFolder, key: VaultKey, times: int) -> None:
    dice = random.Random()
    Vault.create(folder, key).close()
    for _ in range(times):
        told = write_and_kill(folder, key, dice.randint(1, 4), dice.uniform(0, 0.03))
        check(folder, key, told)
    vault = Vault.open(folder, key)
    blob = blob_of(writing.DOCUMENT)
    with vault.documents.open_for_append(blob) as writer:
        writer.write(writing.DOCUMENT[writer.held :])
        writer.finish()
    assert vault.documents.read(blob.digest, blob.size) == writing.DOCUMENT
    vault.close()


@pytest.mark.rule("OFF-3")
def test_killed_process_leaves_nothing_half_and_loses_nothing(folder: VaultFolder, key: VaultKey):
    killed_often(folder, key, 20)


@pytest.mark.deep
@pytest.mark.rule("OFF-3")
def test_killed_a_thousand_times(folder: VaultFolder, key: VaultKey):
    killed_often(folder, key, 1000)
