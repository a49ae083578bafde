"""The warning before the lock can be read at every text size."""

import pytest

from desktop.views.lock_warning import LockWarning
from desktop.views.theme import look
from tests.desktop.views.main.conftest import Window


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_warning_is_as_high_as_its_words(window, dressed, scale):
    made: Window = window()
    look.apply(dressed, "light", scale)
    look.finish()
    made.portal.lock_warned.emit(120)
    dialog = made.page.findChild(LockWarning)
    assert dialog is not None
    made.wait(dialog.left.isVisible)
    assert "2:00" in dialog.left.text()
    assert dialog.left.height() >= dialog.left.heightForWidth(dialog.left.width())
    dialog.done(0)
