"""The Images tab in journeys: what shows, and what a person opens."""

from desktop.models.items.images import ImageRow, spoken_of
from desktop.views.sections.images import ImagesView
from tests.journeys.driver import Program, wait

NEWEST = "Bitewing, left"
"""The newest image of the demo practice."""


def images(program: Program, *, opened: bool = True) -> ImagesView:
    """The Images tab; with `opened`, once the newest image shows."""
    bar = program.main.tabs.bar
    at = next(at for at in range(bar.count()) if bar.tabText(at) == "Images")
    section = program.go_to(at)
    assert isinstance(section, ImagesView)
    wait(lambda: section.model.loaded, "images")
    if opened:
        wait(lambda: pictured(section), "the newest image")
    return section


def row(section: ImagesView, words: str) -> ImageRow:
    """The last image that says this."""
    wait(lambda: any(words in one.spoken for one in section.model.images), words)
    return next(one for one in reversed(section.model.images) if words in one.spoken)


def open_image(section: ImagesView, words: str) -> ImageRow:
    """Open the last image that says this, and wait until its file was read."""
    one = row(section, words)
    section.panel.list.opened.emit(one)
    wait(lambda: not section.page.reading, "the file")
    return one


def pictured(section: ImagesView, at: int = 0) -> bool:
    """Whether a picture shows in that place, and is the one that was opened there."""
    pane, shown = section.page.viewer.pair.panes[at], section.page.shown[at]
    if pane.image is None or shown is None or section.page.reading:
        return False
    spoken = spoken_of(shown.shown.record, section.family)
    return pane.canvas.accessibleName().startswith(spoken)
