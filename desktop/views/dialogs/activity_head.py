"""The heads of the columns of activity: buttons, so that the keyboard puts rows in order too."""

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.items.activity import Column
from desktop.views.lists.activity_delegate import columns, stacked
from desktop.views.theme import look
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.dressed import ground, keep_dressed
from desktop.views.widgets.text import label

translate = QCoreApplication.translate
HEIGHT = 34


class ActivityHead(QWidget):
    """`order_wanted` for the column whose head was pressed."""

    order_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "sunken")
        self.several = True
        self.buttons = {column: Button("", "foot", parent=self) for column in Column}
        for column, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, one=column: self.order_wanted.emit(one))
        self._details = label(translate("Activity", "Details"), "meta", parent=self)
        self.show_order(Column.WHEN, descending=True)
        keep_dressed(self._place)

    def show_order(self, current: Column, *, descending: bool) -> None:
        """Say by which column the rows are in order."""
        for column, button in self.buttons.items():
            name = column_name(column)
            button.setText(name)
            chosen = column is current
            button.set_icon(("chevron-down" if descending else "chevron-up") if chosen else "")
            button.setAccessibleName(_spoken(name, descending=descending) if chosen else name)
        self._place()

    def set_several(self, *, several: bool) -> None:
        """Whether there is a column for whose records."""
        self.several = several
        self._place()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(320), look.px(HEIGHT) * self._rows())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _rows(self) -> int:
        """How many lines of heads there are where they stand side by side without columns."""
        return len(self._lines()) if stacked(self.width()) else 1

    def _lines(self) -> list[list[Button]]:
        """The buttons, broken into lines where there is no room for all in one."""
        lines: list[list[Button]] = [[]]
        room = self.width()
        for column, button in self.buttons.items():
            if column is Column.WHOSE and not self.several:
                continue
            wide = button.sizeHint().width()
            if lines[-1] and wide > room:
                lines.append([])
                room = self.width()
            lines[-1].append(button)
            room -= wide
        return lines

    def _place(self) -> None:
        flat = stacked(self.width())
        self.buttons[Column.WHOSE].setVisible(self.several)
        self._details.setVisible(not flat)
        if flat:
            self._place_in_lines()
        else:
            self._place_in_columns()
        self.setFixedHeight(self.sizeHint().height())

    def _place_in_lines(self) -> None:
        for at, line in enumerate(self._lines()):
            left = 0
            for button in line:
                size = button.sizeHint()
                button.setGeometry(left, look.px(HEIGHT) * at + 3, size.width(), size.height())
                left += size.width()

    def _place_in_columns(self) -> None:
        high = look.px(HEIGHT)
        for column, box in columns(self.width(), several=self.several).items():
            part = self._details if column is None else self.buttons[column]
            size = part.sizeHint()
            inset = 0 if column is None else look.px(8)  # the button's own padding
            left = box.left() - inset
            if self.isRightToLeft():
                left = self.width() - left - size.width()
            part.setGeometry(left, (high - size.height()) // 2, size.width(), size.height())


def column_name(column: Column) -> str:
    """The word over a column."""
    return {
        Column.WHEN: translate("Activity", "Date and time"),
        Column.WHAT: translate("Activity", "Action"),
        Column.WHO: translate("Activity", "Who"),
        Column.WHOSE: translate("Activity", "Whose"),
    }[column]


def list_name(column: Column, *, descending: bool) -> str:
    """What the list is called in this order."""
    if column is not Column.WHEN:
        text = translate("Activity", "Activity, in order of: %1")
        return text.replace("%1", column_name(column))
    if descending:
        return translate("Activity", "Activity, the newest first")
    return translate("Activity", "Activity, the oldest first")


def _spoken(name: str, *, descending: bool) -> str:
    template = (
        translate("Activity", "%1, in this order, last first")
        if descending
        else translate("Activity", "%1, in this order, first first")
    )
    return template.replace("%1", name)
