"""Thumbnails of tiles: few are held, and other settings of the practice's give other pictures."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize

from desktop.models.items.images import ImageRow
from desktop.views.sections.images import ImagesView
from portal_protocol.image_settings import ImageSettings
from portal_protocol.records import Section
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, practice
from tests.desktop.views.main.conftest import Window
from tests.picturing import FOLDERS, days_before, image, picture

ROOM = QSize(45, 30)


@pytest.fixture
def tiles(patient: Patient, window: Callable[[], Window]) -> tuple[Window, ImagesView]:
    """The Images tab with three images of one file, none of which is open."""
    file = patient.server.feed_blob(picture(), "image/png")
    images = [image(ELENA, file, f"i{n}", at=days_before(n)) for n in range(3)]
    patient.server.feed([practice(sections=tuple(Section)), *FOLDERS, *images])
    made = window()
    made.page.tabs.go_to_part(Section.IMAGES)
    section = made.page.tabs.section()
    assert isinstance(section, ImagesView)
    made.wait(lambda: len(section.model.images) == 3)
    return made, section


def shows(section: ImagesView, row: ImageRow) -> bool:
    """Whether its picture is there; asks for it if it is not."""
    pixmap = section.panel.images.thumbs.pixmap(row, ROOM)
    return pixmap is not None and not pixmap.isNull()


@pytest.mark.rule("IMG-1")
def test_pictures_come_small_and_few_are_held(
    tiles: tuple[Window, ImagesView],
) -> None:
    made, section = tiles
    section.panel.images.hide()  # nothing is painted: nobody else asks
    made.wait(lambda: not section.panel.images.thumbs.busy)  # nor is anything on its way
    section.panel.images.thumbs.most = 2
    for row in section.model.images:
        made.wait(lambda row=row: shows(section, row))  # type: ignore[misc]
        pixmap = section.panel.images.thumbs.pixmap(row, ROOM)
        assert pixmap is not None
        assert pixmap.size() == ROOM
    first = section.model.images[0]
    assert not shows(section, first)
    made.wait(lambda: shows(section, first))


@pytest.mark.rule("IMG-2")
def test_other_settings_give_another_picture(
    tiles: tuple[Window, ImagesView], patient: Patient
) -> None:
    made, section = tiles
    section.panel.images.hide()  # what is painted asks for another size
    made.wait(lambda: not section.panel.images.thumbs.busy)
    row = section.model.images[0]
    made.wait(lambda: shows(section, row))
    turned = replace(row.shown.record, settings=ImageSettings(degrees=90))
    patient.server.feed([turned])
    patient.portal.refresh()
    made.wait(lambda: section.model.images[0].shown.record.settings.degrees == 90)
    made.wait(lambda: shows(section, section.model.images[0]))
    pixmap = section.panel.images.thumbs.pixmap(section.model.images[0], ROOM)
    assert pixmap is not None
    assert pixmap.height() > pixmap.width()
