"""A panel: a bordered box with a head and a body."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.text import label, rule


class Panel(QFrame):
    """Title, count and tools in a head 54 high; `header_layout` takes the tools."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card="true")
        self.setAccessibleName(title)
        self.title = label(title, "card")
        self._count = label("", "meta", wrap=True)
        self._head = QWidget(self)
        self.header_layout = QHBoxLayout(self._head)
        self.header_layout.setSpacing(12)
        self.header_layout.addWidget(self.title)
        self.header_layout.addWidget(self._count)
        self.header_layout.addStretch(1)
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self._column.addWidget(rule())
        keep_dressed(self._dress)

    def set_title(self, title: str) -> None:
        """Another title."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def set_count(self, text: str) -> None:
        """What stands beside the title, as "4 visits"; "" for nothing."""
        self._count.setText(text)
        self._count.setVisible(bool(text))

    def set_body(self, body: QWidget) -> None:
        """Put `body` under the head, in the place of what was there."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        self._column.addWidget(body, 1)

    def _dress(self) -> None:
        side = look.px(16)
        self.header_layout.setContentsMargins(side, look.px(4), side, look.px(4))
        self._head.setMinimumHeight(look.px(54))
