"""A fresh copy for each test, with English words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from tests.desktop.services.record.making import Copy, copy_in


@pytest.fixture(autouse=True, scope="module")
def american() -> Iterator[None]:
    """Dates and amounts as in English."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    """A copy without records."""
    with copy_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder that the patient chose."""
    folder = tmp_path / "chosen"
    folder.mkdir()
    return folder
