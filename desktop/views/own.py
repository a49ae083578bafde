"""Tells windows of a person's own files from those that may show something of the practice's."""

from PySide6.QtWidgets import QApplication, QWidget

OWN = "own"
"""Set on a window whose document did not come from the practice."""


def others(window: QWidget) -> list[QWidget]:
    """The windows, dialogs and menus that show besides this one and may hold a patient's records.

    What belongs to a window of a person's own file is not among them: that file was theirs before
    they signed in, lies unlocked in a folder of theirs, and says nothing of the copy.
    """
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget is not window and widget.isVisible() and not _is_own(widget)
    ]


def _is_own(widget: QWidget | None) -> bool:
    """Whether it is such a window, or opened from one."""
    while widget is not None:
        if widget.property(OWN):
            return True
        widget = widget.parentWidget()
    return False
