"""Fixtures for everything that is looked at."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.views.theme import look


def wear(app: QApplication, theme: str, scale: float) -> None:
    """Take a theme and a text size, also for widgets that stand in no part of the window."""
    look.apply(app, theme, scale)
    look.finish()
    app.setStyleSheet(look.sheet)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application as the program dresses it, light and at 100 %, and so again afterwards."""
    qapp.setStyleSheet("")
    look.apply(qapp, "light", 1.0)
    look.finish()
    yield qapp
    look.apply(qapp, "light", 1.0)
    look.finish()


@pytest.fixture
def dressed_parts(dressed: QApplication) -> Iterator[QApplication]:
    """The same for single widgets, which stand in no part of the window that carries the sheet."""
    wear(dressed, "light", 1.0)
    yield dressed
    dressed.setStyleSheet("")
