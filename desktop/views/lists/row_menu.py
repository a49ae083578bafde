"""What can be done with a row, and the menu of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu

from desktop.views.theme import look


@dataclass(frozen=True, slots=True)
class RowAction:
    """Something to do with a row: `key` says what, `inline` puts it on the row ("text", "icon")."""

    key: str
    icon: str
    text: str
    inline: str = ""


Actions = Callable[[Any], Sequence[RowAction]]


def no_actions(_row: object) -> Sequence[RowAction]:
    """For lists whose rows can only be opened."""
    return ()


def menu_of(
    view: QAbstractItemView, actions: Sequence[RowAction], chosen: Callable[[str], None]
) -> QMenu:
    """The whole menu of a row; `chosen(key)` for what is taken of it."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for action in actions:
        made = menu.addAction(look.icon(action.icon, "text2"), action.text)
        made.triggered.connect(lambda _on=False, key=action.key: chosen(key))
    return menu


def asked_at(view: QAbstractItemView, event: QContextMenuEvent) -> tuple[QModelIndex, QPoint]:
    """Which row a menu is wanted for, and where on the screen."""
    if event.reason() == QContextMenuEvent.Reason.Keyboard:
        index = view.currentIndex()
        return index, view.viewport().mapToGlobal(view.visualRect(index).center())
    return view.indexAt(event.pos()), event.globalPos()
