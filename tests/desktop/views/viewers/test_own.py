"""A document of the person's own leaves nothing behind when it is closed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services.portal.opening import OpeningFace
from desktop.showing import SIZE
from desktop.views.theme import look
from desktop.views.viewers.own import OwnView
from tests.desktop.own_documents import write_all

LONG = 60_000  # milliseconds; nothing waits that long unless it is broken


@pytest.fixture
def opening(qapp: QApplication) -> Iterator[OpeningFace]:
    """What reads documents of one's own."""
    owner = QObject()
    face = OpeningFace(owner)
    yield face
    face.close()


@pytest.fixture
def opened(opening: OpeningFace, tmp_path: Path, qtbot: QtBot) -> Callable[[str], OwnView]:
    """Opens one of the documents in a view, and waits until it shows."""
    write_all(tmp_path)

    def show(name: str) -> OwnView:
        view = OwnView(opening, tmp_path / name)
        view.resize(*SIZE)
        look.carry(view)
        qtbot.addWidget(view)
        with qtbot.waitSignal(view.settled, timeout=LONG):
            view.show()
        return view

    return show


@pytest.mark.rule("OPEN-2")
@pytest.mark.parametrize("name", ["scan.tif", "IM0001"])
def test_a_closed_image_leaves_its_process(
    opening: OpeningFace, opened: Callable[[str], OwnView], qtbot: QtBot, name: str
) -> None:
    view = opened(name)
    assert opening.images.pool._taken
    view.stop()
    qtbot.waitUntil(lambda: not opening.images.pool._taken, timeout=LONG)
    assert not opening.images._images._held


@pytest.mark.rule("OPEN-2")
def test_a_closed_pdf_leaves_its_process(
    opening: OpeningFace, opened: Callable[[str], OwnView], qtbot: QtBot
) -> None:
    view = opened("statement.pdf")
    assert opening.pdf._process._there
    view.stop()
    view.deleteLater()
    qtbot.waitUntil(lambda: not opening.pdf._process._there, timeout=LONG)
    assert not opening.pdf._process._open


@pytest.mark.rule("OPEN-2")
def test_a_closed_care_summary_is_not_there_any_more(opened: Callable[[str], OwnView]) -> None:
    view = opened("summary.xml")
    page = view.page
    assert page is not None
    assert page.words()
    view.stop()
    assert page.words() == ""
