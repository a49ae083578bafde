"""Where files must not be opened, there is no way to: one switch takes all of them away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.portal import Portal
from desktop.services.settings import Places, SettingsFile
from desktop.views.main_window import MainPage
from desktop.views.opening import Opening
from desktop.views.sign_in import SignInPage
from tests.desktop.views.look import dressed
from tests.journeys.driver import open_dialogs
from tests.journeys.opening import dragged, enter, windows

__all__ = ["dressed"]


@pytest.fixture
def portal(dressed: QApplication, tmp_path: Path) -> Iterator[Portal]:
    """A portal on a computer of many people."""
    places = Places.under(tmp_path / "kiosk")
    places.make()
    portal = Portal(SettingsFile(places.config), places, opens_files=False)
    yield portal
    portal.close()


@pytest.mark.rule("OPEN-2")
def test_one_switch_takes_every_way_away(portal: Portal, tmp_path: Path) -> None:
    page = QWidget()
    opening = Opening(portal, page)

    data = dragged([QUrl.fromLocalFile(str(tmp_path / "note.txt"))])
    assert not opening.offered
    assert not page.acceptDrops()
    assert not enter(page, data)
    assert page.actions() == []
    opening.ask()
    assert windows() == []
    assert open_dialogs(page) == []


@pytest.mark.rule("OPEN-2")
def test_the_page_of_a_kiosk_shows_no_way(portal: Portal) -> None:
    sign_in, main = SignInPage(portal), MainPage(portal)

    assert sign_in.foot.open_button.isHidden()
    assert "Open a document…" not in {entry.text() for entry in main.keys.menu() if entry}
