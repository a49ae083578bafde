"""The order in which Tab walks through the window (EASE-1): as it is read, whatever came later."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops(area: QWidget, last: QWidget | None = None) -> list[QWidget]:
    """Where Tab stops inside an area, in the order of now; `last` is put at their end."""
    found = []
    one = area.nextInFocusChain()
    while one is not None and one is not area:
        if area.isAncestorOf(one) and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(one)
        one = one.nextInFocusChain()
    if last is None:
        return found
    return [one for one in found if one is not last and not last.isAncestorOf(one)] + [last]


def link(order: Iterable[QWidget]) -> None:
    """Let Tab go from each one to the next."""
    for one, following in pairwise(order):
        QWidget.setTabOrder(one, following)
