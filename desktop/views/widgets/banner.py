"""A banner: a tinted line with an icon, a sentence and at most two actions; stays until solved."""

from collections.abc import Sequence
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.text import IconLabel, label
from desktop.views.widgets.tone import Tone

ICONS = {
    Tone.INFO: "info",
    Tone.OK: "circle-check",
    Tone.WARN: "cloud-off",
    Tone.BAD: "circle-alert",
}


class Banner(QFrame):
    """Full width of its area; announced once to screen readers when it appears or changes."""

    def __init__(
        self,
        tone: Tone,
        text: str,
        actions: Sequence[QWidget] = (),
        *,
        title: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = label("", "strong", wrap=True)
        self.text = label("", "body", wrap=True)
        self._icon = IconLabel(icon or ICONS[tone], 22, tone.ink)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(12)
        self._shown: tuple[QWidget, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(words, 1)
        self._row.addLayout(self._actions)
        self.show_notice(tone, text, actions, title=title, icon=icon)
        keep_dressed(self._dress)

    def flow(self) -> Self:
        """Be as high as its width makes it, in a body that is sized by that (see `flowing`)."""
        for part in (self.title, self.text):
            policy = part.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            part.setSizePolicy(policy)
        return self

    def show_notice(
        self,
        tone: Tone,
        text: str,
        actions: Sequence[QWidget] = (),
        *,
        title: str = "",
        icon: str = "",
    ) -> None:
        """Say something else, with other actions."""
        mark(self, banner=tone.value)
        self._icon.show_icon(icon or ICONS[tone], tone.ink)
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.text.setText(text)
        for old in self._shown:
            self._actions.removeWidget(old)
            if old not in actions:
                old.hide()  # at once: until it is deleted it would answer for what is gone
                old.deleteLater()
        self._shown = tuple(actions)
        for action in actions:
            self._actions.addWidget(action)
        self.setAccessibleName(" ".join(part for part in (title, text) if part))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _dress(self) -> None:
        self._row.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        self._row.setSpacing(look.px(12))
