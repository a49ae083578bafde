"""An empty place that says why it is empty and what can be done (HEAD-7)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.text import label
from desktop.views.widgets.tint import TintCircle
from desktop.views.widgets.tone import Tone


class EmptyState(QWidget):
    """Icon, title, reason, one or two actions, and small print with a time or a reference."""

    def __init__(
        self,
        icon: str,
        tone: Tone,
        title: str,
        text: str,
        actions: Sequence[QWidget] = (),
        small: str = "",
    ) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignHCenter
        self.title = label(title, "card", wrap=True)
        self.text = label(text, "body", "text2", wrap=True)
        self.small = label(small, "meta", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 20, 20, 20)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._column.addWidget(TintCircle(icon, tone, 52), 0, middle)
        for words in (self.title, self.text):
            words.setAlignment(middle)
            self._column.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for action in actions:
            row.addWidget(action)
        row.addStretch(1)
        if actions:
            self._column.addSpacing(6)
            self._column.addLayout(row)
        self.small.setAlignment(middle)
        self.small.setVisible(bool(small))
        self._column.addWidget(self.small)
        self._column.addStretch(1)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        keep_dressed(self._dress)

    def _dress(self) -> None:
        self.text.setMinimumHeight(look.px(20))
