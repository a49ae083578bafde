"""Labels by role: the sizes and weights of the type scale."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark

Role = Literal[
    "figure",
    "display",
    "page",
    "section",
    "card",
    "strong",
    "medium",
    "body",
    "meta",
    "metaStrong",
]
Ink = Literal["", "text", "text2", "accent", "ok", "warn", "bad", "info"]


def label(
    text: str,
    role: Role = "body",
    ink: Ink = "",
    *,
    wrap: bool = False,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A label of a role of the type scale; its text is never read as markup."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    mark(made, role=role, tone=ink)
    return made


def flowing(text: str, role: Role = "body", *, selectable: bool = False) -> QLabel:
    """A label that is as high as its width makes it, in a body that is sized by that."""
    made = label(text, role, wrap=True, selectable=selectable)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


class Figure(QLabel):
    """An amount, large, with digits of one width."""

    def __init__(self, text: str = "", size: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._size = size
        self.setTextFormat(Qt.TextFormat.PlainText)
        keep_dressed(self._dress)

    def _dress(self) -> None:
        self.setFont(look.font(self._size, 600, tabular=True))


class IconLabel(QLabel):
    """An icon beside a text; decoration, so it is silent for screen readers."""

    def __init__(
        self, icon: str, size: float = 18, ink: str = "text2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._size, self._ink = icon, size, ink
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        keep_dressed(self._dress)

    def show_icon(self, icon: str, ink: str) -> None:
        """Become another icon or colour."""
        self._icon, self._ink = icon, ink
        self._dress()

    def _dress(self) -> None:
        self.setPixmap(look.pixmap(self._icon, self._size, self._ink))


def rule(*, upright: bool = False, parent: QWidget | None = None) -> QFrame:
    """A dividing line, one pixel."""
    line = QFrame(parent)
    mark(line, rule="upright" if upright else "true")
    return line
