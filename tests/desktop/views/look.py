"""A fixture for everything that is looked at."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.views.theme import look


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme at 100 %, and so again afterwards."""
    look.apply(qapp, "light", 1.0)
    yield qapp
    look.apply(qapp, "light", 1.0)
