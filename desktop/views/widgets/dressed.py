"""What makes a widget follow the theme and the text scale."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.views.theme import look


def keep_dressed(dress: Callable[[], None]) -> None:
    """Call `dress`, a widget's own method, now and whenever the look changed."""
    dress()
    look.follow(dress)


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Set the properties that the style sheet reads, and let it read them again."""
    fresh = [name for name, value in properties.items() if widget.property(name) != value]
    for name in fresh:
        widget.setProperty(name, properties[name])
    if fresh and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def ground(widget: QWidget, token: str) -> None:
    """Fill a plain widget with "canvas", "surface", "sunken" or "soft"."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    mark(widget, ground=token)
