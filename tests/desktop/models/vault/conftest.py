"""A fresh vault for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.vault.documents import DocumentStore
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault


@pytest.fixture
def key() -> VaultKey:
    return VaultKey.new()


@pytest.fixture
def folder(tmp_path: Path) -> VaultFolder:
    return VaultFolder(tmp_path / "vaults" / "one")


@pytest.fixture
def vault(folder: VaultFolder, key: VaultKey) -> Iterator[Vault]:
    opened = Vault.create(folder, key)
    yield opened
    opened.close()


@pytest.fixture
def store(tmp_path: Path, key: VaultKey) -> DocumentStore:
    return DocumentStore(tmp_path / "documents", key)
