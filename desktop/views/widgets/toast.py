"""A short word that something was done, with Undo; goes by itself after 8 seconds."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPropertyAnimation, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.text import IconLabel, label

translate = QCoreApplication.translate
SHOWN_FOR = 8000
ABOVE_FOOTER = 48


class Toast(QFrame):
    """Bottom centre of its parent; its clock stands still while it is pointed at or focused."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        mark(self, toast="true")
        self._undo: Callable[[], None] | None = None
        self.text = label("", "body", wrap=True)
        self.button = Button(translate("Toast", "Undo"), "toast", parent=self)
        self.button.clicked.connect(self.undo)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconLabel("check", 20, "surface"))
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SHOWN_FOR)
        self._clock.timeout.connect(self._on_timeout)
        self._shortcut = QShortcut(QKeySequence.StandardKey.Undo, self)
        self._shortcut.setEnabled(False)
        self._shortcut.activated.connect(self.undo)
        parent.installEventFilter(self)
        keep_dressed(self._dress)
        look.carry(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show `text`; with `undo` it can be taken back while it is there (also by Ctrl+Z)."""
        self._undo = undo
        self.text.setText(text)
        self.button.setVisible(undo is not None)
        self._shortcut.setEnabled(undo is not None)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._fade_in()
        self._clock.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def unsay(self, text: str) -> None:
        """Go if this is what is being said: it is no longer true."""
        if self.text.text() == text:
            self.leave()

    def leave(self) -> None:
        """Go, and take nothing back."""
        self._undo = None
        self._clock.stop()
        self._shortcut.setEnabled(False)
        self.hide()

    def undo(self) -> None:
        """Take back what was done, and go."""
        take_back = self._undo
        self.leave()
        if take_back is not None:
            take_back()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self._place()
        return False

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._clock.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.isVisible():
            self._clock.start()

    def _on_timeout(self) -> None:
        if self.button.hasFocus():
            self._clock.start()
            return
        self.leave()

    def _fade_in(self) -> None:
        if not look.fade():
            return
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        fade = QPropertyAnimation(effect, b"opacity", effect)
        fade.setDuration(look.fade())
        fade.setStartValue(0.0)
        fade.setEndValue(1.0)
        fade.finished.connect(self._on_faded, Qt.ConnectionType.QueuedConnection)
        fade.start()

    def _on_faded(self) -> None:
        self.setGraphicsEffect(None)  # type: ignore[arg-type]  # None removes it

    def _place(self) -> None:
        above = self.parentWidget()
        if above is None:
            return
        self.text.ensurePolished()
        words = self.text.fontMetrics().horizontalAdvance(self.text.text()) + 2
        beside = self._row.totalSizeHint().width() - self.text.sizeHint().width()
        wide = min(words + beside, above.width() - 24)
        high = max(self._row.totalHeightForWidth(wide), self.minimumHeight())
        top = above.height() - high - look.px(ABOVE_FOOTER)
        self.setGeometry((above.width() - wide) // 2, top, wide, high)

    def _dress(self) -> None:
        self._row.setContentsMargins(look.px(16), 8, 8, 8)
        self._row.setSpacing(look.px(14))
        self.setMinimumHeight(look.px(48))
        self._place()
