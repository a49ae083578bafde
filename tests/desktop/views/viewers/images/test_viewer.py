"""The image viewer by mouse and by ear, and what it says of images that do not show (IMG-2, 6)."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from desktop.models.image import ImageSource
from desktop.models.trouble import PortalError, Trouble
from desktop.views.widgets.empty_state import EmptyState
from portal_protocol.image_settings import Crop, ImageSettings, Window
from tests.desktop.pdf_process.pictures.made import plain, png_bomb, report
from tests.desktop.views.viewers.images.conftest import SPOKEN, Onlooker, quarters

NONE = Qt.KeyboardModifier.NoModifier


def turn_wheel(onlooker: Onlooker, at: QPoint, notches: int, pixels: QPoint | None = None) -> None:
    view = onlooker.canvas.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        pixels or QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's own argument
    )
    QApplication.sendEvent(view, event)
    onlooker.settle()


def said(onlooker: Onlooker) -> str:
    """What stands instead of a picture."""
    state = onlooker.pane.findChild(EmptyState)
    assert isinstance(state, EmptyState)
    return " ".join(label.text() for label in state.findChildren(QLabel))


@pytest.mark.rule("IMG-3")
def test_the_wheel_zooms_about_the_pointer(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    at = QPoint(600, 200)
    turn_wheel(onlooker, at, 6)
    kept = onlooker.canvas.place.at(at.x(), at.y())
    scale = onlooker.canvas.place.scale
    turn_wheel(onlooker, at, 2)
    assert onlooker.canvas.place.scale > scale
    assert onlooker.canvas.place.at(at.x(), at.y()) == pytest.approx(kept)
    before = onlooker.canvas.place
    turn_wheel(onlooker, at, 0, QPoint(30, -20))  # two fingers on a touch pad
    assert onlooker.canvas.place == before.moved(30, -20)


@pytest.mark.rule("IMG-3")
def test_two_fingers_that_move_apart_make_it_larger(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    view, at = onlooker.canvas.viewport(), QPointF(500, 300)
    before = onlooker.canvas.place
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        at,
        QPointF(view.mapToGlobal(at.toPoint())),
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(view, pinch)
    assert onlooker.canvas.place.scale == pytest.approx(before.scale * 1.5)


@pytest.mark.rule("IMG-3")
def test_dragging_moves_or_changes_the_tones(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    onlooker.canvas.full_size()
    before, view, qtbot = onlooker.canvas.place, onlooker.canvas.viewport(), onlooker.qtbot

    def drag() -> None:
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
        qtbot.mouseMove(view, QPoint(340, 170))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(340, 170))

    drag()
    assert onlooker.canvas.place == before.moved(40, -30)
    onlooker.viewer.tools.move_tool.click()
    drag()
    assert onlooker.canvas.place == before.moved(40, -30)
    assert (onlooker.canvas.look.brightness, onlooker.canvas.look.contrast) == (30, 40)


def test_a_double_click_goes_to_full_size_and_back(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    view = onlooker.canvas.viewport()
    onlooker.qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    assert onlooker.canvas.place.percent == 100
    onlooker.qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    assert onlooker.canvas.place.fits


@pytest.mark.rule("IMG-3")
def test_the_tools_do_what_they_say(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    tools = onlooker.viewer.tools
    tools.larger.click()
    assert not onlooker.canvas.place.fits
    tools.smaller.click()
    tools.turn.click()
    tools.flip.click()
    tools.invert.click()
    look = onlooker.canvas.look
    assert (look.turns, look.flipped, look.inverted) == (3, True, True)
    tools.tones.click()
    assert onlooker.viewer.bottom.tones.brightness.isVisible()
    onlooker.viewer.bottom.tones.contrast.slider.setValue(20)
    assert onlooker.canvas.look.contrast == 20
    tools.reset.click()
    assert onlooker.canvas.look.contrast == 0
    assert not tools.invert.isChecked()
    tools.save_button.click()
    assert onlooker.asked == ["save_wanted"]


@pytest.mark.rule("IMG-2")
def test_the_practice_s_settings_are_applied(onlooker: Onlooker) -> None:
    crop = Crop(1000, 0, 1000, 1600)  # the right half: 80 above 160
    settings = ImageSettings(crop, 90, window=Window(0, 160))
    assert onlooker.open(b"", ImageSource(quarters(), "Cropped", settings=settings)) is None
    image = onlooker.pane.image
    assert image is not None
    assert image.size == (1600, 1000)
    # a quarter clockwise: what was above is at the right
    assert onlooker.grey_at(0.3, 0.5) == 255
    assert onlooker.grey_at(0.7, 0.5) == 128


@pytest.mark.rule("IMG-3")
def test_everything_has_a_name_for_screen_readers(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    onlooker.canvas.put(onlooker.canvas.place.zoomed(1.42))
    assert onlooker.canvas.accessibleName() == f"{SPOKEN}, zoom 142 percent"
    for button in onlooker.viewer.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text(), button
    tones = onlooker.viewer.bottom.tones
    assert tones.brightness.slider.accessibleName() == "Brightness"
    onlooker.viewer.clear()
    assert onlooker.canvas.accessibleName() == "Image"


@pytest.mark.rule("IMG-6")
@pytest.mark.parametrize(
    ("data", "trouble", "words"),
    [
        (png_bomb(), Trouble.DOCUMENT_TOO_LARGE, "too large"),
        (plain("JPEG")[:300], Trouble.DOCUMENT_DAMAGED, "could not show"),
        (b"", Trouble.DOCUMENT_DAMAGED, "could not show"),
        (b"%PDF-1.7 of the wrong kind", Trouble.DOCUMENT_DAMAGED, "could not show"),
        (report(), Trouble.NO_PICTURE, "no picture"),
    ],
)
def test_an_image_that_does_not_show_says_why(onlooker, data, trouble, words) -> None:
    assert onlooker.open(quarters()) is None
    assert onlooker.open(data) is trouble
    assert words in said(onlooker)
    assert onlooker.pane.image is None
    assert not onlooker.viewer.tools.turn.isEnabled()
    assert onlooker.viewer.tools.save_button.isEnabled()
    assert onlooker.open(quarters()) is None
    assert onlooker.viewer.tools.turn.isEnabled()


@pytest.mark.rule("IMG-6")
def test_a_process_that_dies_while_one_looks_is_told_and_tried_again(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    onlooker.shown.clear()
    for process in onlooker.portal.images.pool._all():
        process.kill()
    onlooker.canvas.full_size()
    onlooker.wait(lambda: bool(onlooker.troubles))
    assert "could not show" in said(onlooker)
    buttons = {button.text(): button for button in onlooker.pane.findChildren(QAbstractButton)}
    buttons["Try again"].click()
    onlooker.wait(lambda: bool(onlooker.shown))
    assert onlooker.asked == ["retry_wanted"]


def test_what_is_not_here_says_so(onlooker: Onlooker) -> None:
    onlooker.viewer.show_trouble(PortalError(Trouble.NOT_SAVED_HERE))
    assert "not on this computer" in said(onlooker)
    assert "Save as it is" not in said(onlooker)


def test_only_the_last_of_several_shows(onlooker: Onlooker) -> None:
    for wide in (300, 400, 500):
        onlooker.viewer.show_image(ImageSource(plain("PNG", (wide, 100)), str(wide)))
    onlooker.wait(lambda: bool(onlooker.shown))
    assert onlooker.pane.image is not None
    assert onlooker.pane.image.size == (500, 100)
    assert onlooker.pane.caption.words[1] == "500"


def test_closing_forgets_every_image(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    onlooker.viewer.show_beside(ImageSource(quarters(), "Other"))
    onlooker.wait(lambda: onlooker.viewer.pair.panes[1].image is not None)
    onlooker.viewer.clear()
    onlooker.wait(lambda: not onlooker.portal.images._images._held)
    assert [pane.image for pane in onlooker.viewer.pair.panes] == [None, None]
