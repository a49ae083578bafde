"""Every command of the image viewer by keyboard (IMG-3)."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.models.image import Look
from desktop.views.clipboard import OURS, forget
from tests.desktop.pdf_process.pictures.made import dicom, ramp
from tests.desktop.views.viewers.images.conftest import Onlooker, quarters

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
UPRIGHT = (0, 80, 160, 240)


@pytest.mark.rule("IMG-3")
def test_zoom_by_plus_minus_nought_and_one(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    fit = onlooker.canvas.place
    assert fit.fits
    onlooker.key(Key.Key_Plus)
    assert onlooker.canvas.place.scale == pytest.approx(fit.scale * 1.25)
    onlooker.key(Key.Key_Plus, SHIFT)  # as it is typed on many keyboards
    onlooker.key(Key.Key_Minus)
    assert onlooker.canvas.place.scale == pytest.approx(fit.scale * 1.25)
    onlooker.key(Key.Key_1)
    assert onlooker.viewer.tools.zoom.text() == "100 %"
    onlooker.key(Key.Key_0)
    assert onlooker.canvas.place == fit
    for plus in (Key.Key_Plus, Key.Key_Equal):
        onlooker.key(plus, CONTROL)
    assert onlooker.canvas.place.scale == pytest.approx(fit.scale * 1.25**2)
    onlooker.key(Key.Key_Minus, CONTROL)
    onlooker.key(Key.Key_0, CONTROL)
    assert onlooker.canvas.place == fit


@pytest.mark.rule("IMG-3")
def test_arrows_move_to_the_edges_and_no_further(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    onlooker.key(Key.Key_1)
    middle = onlooker.canvas.place
    onlooker.key(Key.Key_Right)
    assert onlooker.canvas.place.x == middle.x + 48
    onlooker.key(Key.Key_Left)
    onlooker.key(Key.Key_Down)
    assert (onlooker.canvas.place.x, onlooker.canvas.place.y) == (middle.x, middle.y + 48)
    for _ in range(3):
        onlooker.key(Key.Key_Up, SHIFT)
        onlooker.key(Key.Key_Left, SHIFT)
    assert onlooker.canvas.place.seen[:2] == pytest.approx((0, 0))
    assert onlooker.grey_at(0.5, 0.8) == UPRIGHT[0]


@pytest.mark.rule("IMG-3")
def test_turn_flip_and_invert(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    assert onlooker.corners() == UPRIGHT
    onlooker.key(Key.Key_R)
    assert onlooker.corners() == (240, 0, 80, 160)
    assert onlooker.canvas.place.fits
    onlooker.key(Key.Key_F)
    assert onlooker.corners() == (0, 240, 160, 80)
    onlooker.key(Key.Key_I)
    assert onlooker.corners() == (255, 15, 95, 175)
    assert onlooker.viewer.tools.invert.isChecked()
    onlooker.key(Key.Key_1)
    onlooker.key(Key.Key_Backspace)
    assert onlooker.corners() == UPRIGHT
    assert onlooker.canvas.place.fits
    assert onlooker.canvas.look == Look()


@pytest.mark.rule("IMG-3")
def test_brightness_and_contrast(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    onlooker.key(Key.Key_B)
    onlooker.key(Key.Key_B)
    onlooker.key(Key.Key_C)
    assert (onlooker.canvas.look.brightness, onlooker.canvas.look.contrast) == (10, 5)
    onlooker.key(Key.Key_T)
    assert onlooker.viewer.bottom.tones.brightness.isVisible()
    assert onlooker.viewer.bottom.tones.brightness.figure.text() == "+10"
    lighter = onlooker.corners()
    assert lighter[1] > UPRIGHT[1]
    onlooker.key(Key.Key_B, SHIFT)
    onlooker.key(Key.Key_C, SHIFT)
    assert (onlooker.canvas.look.brightness, onlooker.canvas.look.contrast) == (5, 0)
    for _ in range(30):
        onlooker.qtbot.keyClick(onlooker.canvas, Key.Key_B, SHIFT)
    onlooker.settle()
    assert onlooker.canvas.look.brightness == -100
    assert onlooker.viewer.bottom.tones.brightness.figure.text() == "−100"
    assert onlooker.corners() == (0, 0, 0, 0)


@pytest.mark.rule("IMG-2", "IMG-3")
def test_greys_that_only_sixteen_bits_tell_apart_come_out(onlooker: Onlooker) -> None:
    assert (
        onlooker.open(dicom(ramp(1024, 512, 1), bits=12, WindowCenter=2048, WindowWidth=4096))
        is None
    )
    dark = [onlooker.grey_at(share, 0.5) for share in (0.1, 0.5, 0.9)]
    assert dark[2] < 70
    onlooker.viewer.tone(38, 50)
    onlooker.settle()
    seen = [onlooker.grey_at(share, 0.5) for share in (0.1, 0.5, 0.9)]
    assert seen[2] - seen[0] > 3 * (dark[2] - dark[0])


@pytest.mark.rule("IMG-3")
def test_older_and_newer_are_asked_for(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    onlooker.viewer.show_count(2, 3)
    onlooker.key(Key.Key_PageUp)
    onlooker.key(Key.Key_PageDown)
    assert onlooker.asked == ["older_wanted", "newer_wanted"]
    assert onlooker.viewer.bottom.neighbours.words.text() == "2 of 3"
    onlooker.viewer.show_count(3, 3)
    assert not onlooker.viewer.bottom.neighbours.newer.isEnabled()


@pytest.mark.rule("IMG-2", "IMG-3")
def test_pages_are_turned(onlooker: Onlooker) -> None:
    assert onlooker.open(dicom(np.stack([ramp(400, 300, 1) + n for n in range(3)]))) is None
    box = onlooker.viewer.bottom.pages.box
    assert onlooker.viewer.bottom.pages.isVisible()
    onlooker.qtbot.keyClick(onlooker.canvas, Key.Key_PageDown, CONTROL)
    onlooker.wait(lambda: box.value() == 2)
    onlooker.wait(lambda: "page 2 of 3" in onlooker.canvas.accessibleName())
    onlooker.qtbot.keyClick(onlooker.canvas, Key.Key_PageUp, CONTROL)
    onlooker.wait(lambda: box.value() == 1)
    onlooker.qtbot.keyClick(box, Key.Key_Up)
    onlooker.wait(lambda: onlooker.pane.image is not None and onlooker.pane.image.page == 1)


@pytest.mark.rule("IMG-3")
def test_copy_and_save(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    QGuiApplication.clipboard().clear()
    onlooker.key(Key.Key_R)
    onlooker.key(Key.Key_C, CONTROL)
    clipboard = QGuiApplication.clipboard()
    onlooker.wait(lambda: clipboard.image().width() == 1600)
    assert clipboard.image().pixelColor(10, 10).lightness() == 240
    assert clipboard.mimeData().hasFormat(OURS)
    forget()
    assert clipboard.image().isNull()
    onlooker.key(Key.Key_S, CONTROL)
    assert onlooker.asked == ["save_wanted"]


@pytest.mark.rule("IMG-3")
def test_two_side_by_side(onlooker: Onlooker) -> None:
    viewer = onlooker.viewer
    assert onlooker.open(quarters()) is None
    onlooker.key(Key.Key_S)
    assert viewer.tools.compare.isChecked()
    first, second = viewer.pair.panes
    assert second.isVisible()
    assert viewer.pane is second
    assert onlooker.open(quarters(1000, 800)) is None
    assert [pane.caption.words[0] for pane in (first, second)] == ["A", "B"]
    onlooker.key(Key.Key_Plus)
    onlooker.key(Key.Key_Right)
    assert first.canvas.place.relative == pytest.approx(second.canvas.place.relative, abs=0.01)
    onlooker.qtbot.keyClick(viewer.bottom.together, Key.Key_Space)
    onlooker.key(Key.Key_0)
    assert second.canvas.place.fits
    assert not first.canvas.place.fits
    viewer.bottom.same_tones.click()
    onlooker.key(Key.Key_B)
    assert first.canvas.look.brightness == second.canvas.look.brightness == 5
    first.canvas.setFocus()
    assert viewer.pane is first
    onlooker.key(Key.Key_R)
    assert (first.canvas.look.turns, second.canvas.look.turns) == (1, 0)
    viewer.bottom.close_button.click()
    assert not second.isVisible()
    assert second.image is None
    assert viewer.pane is first


@pytest.mark.rule("IMG-3")
def test_letters_count_only_on_the_picture_and_tabs_keep_their_keys(onlooker: Onlooker) -> None:
    assert onlooker.open(quarters()) is None
    for elsewhere in (onlooker.viewer.tools.fit, onlooker.viewer.bottom.neighbours.newer):
        onlooker.viewer.show_count(1, 2)
        elsewhere.setFocus()
        onlooker.qtbot.keyClick(elsewhere, Key.Key_I)
    assert onlooker.canvas.look == Look()
    onlooker.canvas.setFocus()
    onlooker.key(Key.Key_1, CONTROL)
    assert onlooker.canvas.place.fits
