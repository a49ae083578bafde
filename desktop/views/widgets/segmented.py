"""Two to four choices in one bordered box."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.dressed import mark


class Segment(Button):
    """One choice; wide enough for its bold look, so that nothing moves when it is chosen."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "segment", parent=parent)
        self.setCheckable(True)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        plain = self.fontMetrics().horizontalAdvance(self.text())
        bold = QFontMetrics(look.font(13, 600)).horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, bold - plain), hint.height())


class Segmented(QFrame):
    """`chosen` says the place of the choice that was picked by the user."""

    chosen = Signal(int)

    def __init__(
        self, name: str, choices: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        mark(self, segmented=True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)
        self._group.idClicked.connect(self.chosen)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[str], current: int = 0) -> None:
        """Offer other words."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        last = len(choices) - 1
        for at, text in enumerate(choices):
            button = Segment(text, self)
            place = "only" if last == 0 else {0: "first", last: "last"}.get(at, "middle")
            mark(button, place=place)
            button.setChecked(at == current)
            self._group.addButton(button, at)
            self._row.addWidget(button)

    def current(self) -> int:
        """The place of the choice that is on."""
        return self._group.checkedId()

    def set_current(self, at: int) -> None:
        """Choose without saying `chosen`."""
        button = self._group.button(at)
        if button is not None:
            button.setChecked(True)
