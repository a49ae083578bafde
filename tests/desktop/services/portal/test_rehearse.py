"""What is read when a copy is opened was compiled before, and nothing of it is kept after."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from desktop.models.vault import meta
from desktop.models.vault.engine import engine_in_memory
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.portal.reads.first import first
from desktop.services.portal.reads.rehearse import rehearse
from portal_protocol.records import Login, Person, Practice
from tests.desktop.models.vault.making import ELENA, NOON, page, statement, take, visit

NOW = NOON + timedelta(hours=4)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    folder, key = VaultFolder(tmp_path / "copy"), VaultKey.new()
    made = Vault.create(folder, key)
    people = [
        Practice(id="practice", name="Harbor"),
        Login(id="login", patient=ELENA, user_name="elena"),
        Person(id=ELENA, patient=ELENA, first_name="Elena", last_name="Marlowe"),
    ]
    take(made, page("everything", 1, [*people, statement(0), *map(visit, range(1, 9))]))
    made.close()
    rehearse(NOW)  # before it is opened, as in life
    again = Vault.open(folder, key)
    yield again
    again.close()


def compiled(connection: Connection) -> dict[Any, Any]:
    found: dict[Any, Any] = connection.engine.get_execution_options()["compiled_cache"]
    return found


def test_opening_a_copy_compiles_no_statement(vault: Vault) -> None:
    with vault.reading() as connection:
        seen = first(connection, NOW)
        assert not compiled(connection)
    assert seen.overview.badges.account == 1
    assert len(seen.ready["upcoming"].rows) == 8


def test_what_a_copy_was_asked_goes_with_it(vault: Vault) -> None:
    rehearsed = engine_in_memory().get_execution_options()["compiled_cache"]
    before = len(rehearsed)
    with vault.writing() as connection:
        meta.put(connection, "name", "Elena")
        assert compiled(connection)
    assert len(rehearsed) == before
