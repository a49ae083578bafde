"""A message that came back from the list beside a damaged copy is not written twice (MAIL-6)."""

import shutil
from pathlib import Path

import pytest

from desktop.models.shown import Waiting
from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import drafts, outbox
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from desktop.services.letters import Letters
from tests.desktop.models.vault.letters import draft, furnish

pytestmark = pytest.mark.rule("OFF-6", "MAIL-6")


def held(vault: Vault) -> tuple[list[str], list[str]]:
    """The ids of drafts, and those of what waits."""
    with vault.reading() as connection:
        written = [each.id for each in drafts.all_of(connection, None)]
        assert all(row.state is not Waiting.FAILED for row in outbox.pending(connection))
        return written, [row.action.id for row in outbox.pending(connection)]


def test_a_lost_log_leaves_a_sent_message_in_the_outbox_alone(tmp_path: Path):
    key, written = VaultKey.new(), draft()
    vault = Vault.create(VaultFolder(tmp_path / "one"), key)
    furnish(vault)
    Letters(vault).keep(Context(), draft=written)
    with vault.reading() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    Letters(vault).send(Context(), draft=written, offline=True)
    shutil.copytree(
        tmp_path / "one", tmp_path / "two", ignore=shutil.ignore_patterns("*-shm", "*-wal")
    )
    vault.close()

    again = Vault.open(VaultFolder(tmp_path / "two"), key)
    assert held(again) == ([], [written.id])
    again.close()


def test_a_window_that_outlived_the_renewal_sends_nothing_twice(tmp_path: Path):
    key, written = VaultKey.new(), draft()
    vault = Vault.create(VaultFolder(tmp_path / "one"), key)
    furnish(vault)
    Letters(vault).send(Context(), draft=written, offline=True)
    fresh = Letters(vault)  # which does not know what was sent before it

    fresh.keep(Context(), draft=written)
    fresh.send(Context(), draft=written, offline=True)
    with vault.writing() as connection, pytest.raises(PortalError) as caught:
        fresh.put(connection, written)
    assert caught.value.trouble is Trouble.ALREADY_SENT
    assert held(vault) == ([], [written.id])
    vault.close()
