"""The locale and the computer's zone that the words in these tests are written for."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale


@pytest.fixture(autouse=True)
def american(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    QLocale.setDefault(before)
    monkeypatch.undo()
    time.tzset()
