"""The order in which Tab walks through the window (EASE-1): as it is read, whatever came later."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.views.main_window import MainPage
    from desktop.views.section import SectionView


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


class TabOrder(QObject):
    """Keeps the order of a page: header, tabs, the section, footer."""

    def __init__(self, page: "MainPage") -> None:
        super().__init__(page)
        self._page = page
        page.tabs.built.connect(self._on_built)
        page.tabs.turned.connect(self._arrange)

    def _on_built(self, section: "SectionView") -> None:
        section.rearranged.connect(self._arrange)

    def _arrange(self) -> None:
        page = self._page
        section = page.tabs.section()
        inner = section.stops() if section is not None else []
        ahead = [*stops(page.header), page.tabs.bar, *stops(page.sync)]
        link([*ahead, *inner, *stops(page.footer)])
