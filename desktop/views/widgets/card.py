"""A card that asks for something: icon, title, lines, and buttons at the bottom."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.text import label
from desktop.views.widgets.tint import TintCircle
from desktop.views.widgets.tone import Tone


class ActionCard(QFrame):
    """The first line is in the text's colour, the others are secondary."""

    def __init__(
        self,
        icon: str,
        tone: Tone,
        title: str,
        lines: Sequence[str],
        buttons: Sequence[QWidget] = (),
        chip: QWidget | None = None,
    ) -> None:
        super().__init__()
        mark(self, card="true")
        self.setAccessibleName(", ".join((title, *lines)))
        self.title = label(title, "card", wrap=True)
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        if chip is not None:
            head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        self._words.addLayout(head)
        self._words.addSpacing(4)
        for at, line in enumerate(lines):
            self._words.addWidget(label(line, "body", "" if at == 0 else "text2", wrap=True))
        self._words.addStretch(1)
        self._add_bottom(buttons)
        self._row = QHBoxLayout(self)
        self._icon = TintCircle(icon, tone)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words, 1)
        keep_dressed(self._dress)

    def _add_bottom(self, buttons: Sequence[QWidget]) -> None:
        bottom = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bottom = bottom
        bottom.setContentsMargins(0, 8, 0, 0)
        bottom.setSpacing(8)
        for button in buttons:
            bottom.addWidget(button)
        bottom.addStretch(1)
        self._words.addLayout(bottom)

    def stack_buttons(self, *, stacked: bool) -> None:
        """One below the other and no icon, where they have no room side by side."""
        self._icon.setVisible(not stacked)
        way = QBoxLayout.Direction
        self._bottom.setDirection(way.TopToBottom if stacked else way.LeftToRight)

    def _dress(self) -> None:
        side = look.px(16)
        self._row.setContentsMargins(side, side, side, side)
        self._row.setSpacing(look.px(12))
