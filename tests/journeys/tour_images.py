"""The Images tab for the tour: an image, two side by side, a PDF, and what cannot be shown."""

from collections.abc import Callable

from desktop.views.theme import look
from tests.journeys.driver import Program, settle, wait
from tests.journeys.images import NEWEST, images, open_image, pictured

NARROW = 700  # pixels at 100 % text


def show_images(program: Program, take: Callable[..., None]) -> None:
    """Take the tab as it opens, the viewer's states, and both shapes of the window."""
    section = images(program, opened=False)
    wait(section.model.rowCount, "images")
    thumbs = section.panel.images.thumbs

    def take_with_thumbnails(name: str) -> None:
        settle()
        wait(lambda: not thumbs.busy, "thumbnails")
        settle()
        take(name)

    take_with_thumbnails("images")
    open_image(section, NEWEST)
    wait(lambda: pictured(section), "the newest image")
    viewer = section.page.viewer
    viewer.tools.tones.setChecked(True)
    take("images-open")
    viewer.tools.tones.setChecked(False)
    viewer.tools.compare.setChecked(True)
    wait(lambda: pictured(section) and pictured(section, 1), "two images")
    take("images-compare")
    viewer.tools.compare.setChecked(False)
    open_image(section, "Letter about your gums")
    wait(lambda: pictured(section), "its first page")
    take_with_thumbnails("images-pages")
    for words, name in (
        ("Tooth 30, ", "images-damaged"),
        ("Model for the night guard", "images-save-only"),
        ("Consent to a crown", "images-pdf"),
    ):
        open_image(section, words)
        take_with_thumbnails(name)
    before = program.window.size()
    program.window.resize(round(NARROW * look.scale), before.height())
    open_image(section, NEWEST)
    wait(lambda: pictured(section), "the newest image")
    take("images-narrow")
    program.window.resize(before)
    settle()
