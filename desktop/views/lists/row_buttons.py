"""Real buttons on the rows that are in sight; a few strips that move along with the scrolling.

However long the list is, only as many strips exist as rows fit on the screen.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.theme import look
from desktop.views.widgets.buttons import Button, icon_button, quiet
from desktop.views.widgets.paint import mirrored

if TYPE_CHECKING:
    from desktop.views.lists.row_view import RowView

translate = QCoreApplication.translate
Do = Callable[[str, Any, QPoint], None]
Shape = tuple[tuple[str, str, str, str], ...]  # key, icon, text, inline
MORE = "more"
SIDE = 16

FIRST = 10  # rows that are looked at before any is in sight


class Strip(QWidget):
    """The buttons of one row. Out of the tab order: the keyboard has the row's menu."""

    def __init__(self, parent: QWidget, shape: Shape, do: Do) -> None:
        super().__init__(parent)
        self.shape, self._do = shape, do
        self.row: Any = None
        self.buttons: dict[str, Button] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for key, icon, text, inline in shape:
            button = quiet(text) if inline == "text" else icon_button(icon, text)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, key=key: self._clicked(key))
            layout.addWidget(button)
            self.buttons[key] = button

    def show_row(self, row: Any) -> None:
        """Become the buttons of a row."""
        if self.row == row:
            return
        self.row = row
        for key, _icon, text, _inline in self.shape:
            self.buttons[key].setAccessibleName(f"{text}, {row.spoken}")

    def _clicked(self, key: str) -> None:
        button = self.buttons[key]
        self._do(key, self.row, button.mapToGlobal(QPoint(0, button.height())))


class RowButtons:
    """Gives each row in sight its strip."""

    def __init__(self, view: "RowView", delegate: RowDelegate, do: Do, *, more: bool) -> None:
        self._view, self._delegate, self._do, self._more = view, delegate, do, more
        self._strips: dict[object, Strip] = {}
        self._spare: list[Strip] = []

    def place(self) -> None:
        """Rows have moved, come or gone."""
        seen = dict(self._in_sight())
        for key in [key for key in self._strips if key not in seen]:
            strip = self._strips.pop(key)
            strip.hide()
            self._spare.append(strip)
        room = 0
        for key, (row, area) in seen.items():
            shape = self._shape(row)
            if not shape:
                continue
            strip = self._strip(key, shape)
            strip.show_row(row)
            hint = strip.sizeHint()
            top = self._delegate.buttons_top(row, area, hint.height())
            left = area.right() + 1 - look.px(SIDE) - hint.width()
            strip.setGeometry(mirrored(QRect(left, top, hint.width(), hint.height()), area))
            strip.show()
            room = max(room, hint.width())
        if room and room != self._delegate.room:
            self._delegate.room = room
            self._view.scheduleDelayedItemsLayout()
            self._view.viewport().update()

    def reserve(self) -> None:
        """Keep room for them before the first rows are laid out, so that this is done once."""
        if self._delegate.room:
            return
        for row in self._view.rows.rows[:FIRST]:
            shape = self._shape(row) if row.enabled else ()
            if shape and all(spare.shape != shape for spare in self._spare):
                self._spare.append(Strip(self._view.viewport(), shape, self._do))
        widths = [spare.sizeHint().width() for spare in self._spare]
        self._delegate.room = max(widths, default=0)

    def strip(self, key: object) -> Strip | None:
        """The strip of the row with this key, if the row is in sight."""
        return self._strips.get(key)

    def _in_sight(self) -> list[tuple[object, tuple[Any, QRect]]]:
        view, rows = self._view, self._view.rows
        bottom = view.viewport().height()
        index = view.indexAt(QPoint(4, 1))
        at = max(0, index.row())
        found = []
        while at < rows.rowCount():
            area = view.visualRect(rows.index(at, 0))
            if area.top() > bottom:
                break
            row = rows.row_at(rows.index(at, 0))
            if row is not None and row.enabled:
                found.append((row.key, (row, area)))
            at += 1
        return found

    def _shape(self, row: Any) -> Shape:
        actions = self._view.row_actions(row)
        shape = [(one.key, one.icon, one.text, one.inline) for one in actions if one.inline]
        if self._more and any(not one.inline for one in actions):
            more = translate("Rows", "More")
            shape.append((MORE, "ellipsis-vertical", more, "icon"))
        return tuple(shape)

    def _strip(self, key: object, shape: Shape) -> Strip:
        strip = self._strips.get(key)
        if strip is not None and strip.shape == shape:
            return strip
        if strip is not None:
            strip.hide()
            self._spare.append(strip)
        strip = next((spare for spare in self._spare if spare.shape == shape), None)
        if strip is None:
            strip = Strip(self._view.viewport(), shape, self._do)
        else:
            self._spare.remove(strip)
        self._strips[key] = strip
        return strip
