"""A field: label above, control, and the error beside it."""

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.paint import mirrored
from desktop.views.widgets.text import IconLabel, label

translate = QCoreApplication.translate


class Field(QWidget):
    """`name` labels `edit` and is its name for screen readers; `show_error` says what is wrong."""

    def __init__(
        self, name: str, edit: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.edit = edit
        self.label = label(name, "medium")
        self.label.setBuddy(edit)
        edit.setAccessibleName(name)
        self._hint = label(hint, "meta", wrap=True)
        self._hint.setVisible(bool(hint))
        self._error: _Error | None = None  # made when there is one
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        for part in (self.label, edit, self._hint):
            self._column.addWidget(part)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong, in colour, with an icon and in words; "" takes it back."""
        if sentence and self._error is None:
            self._error = _Error()
            self._column.insertWidget(2, self._error)
        if self._error is not None:
            self._error.sentence.setText(sentence)
            self._error.setVisible(bool(sentence))
        mark(self.edit, error=bool(sentence))
        self.edit.setAccessibleDescription(sentence or self._hint.text())

    def error(self) -> str:
        """The sentence that is shown, "" for none."""
        return self._error.sentence.text() if self._error is not None else ""

    def set_hint(self, hint: str) -> None:
        """Small print below the control."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))


class _Error(QWidget):
    """What is wrong with a field."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = label("", "meta", "bad", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel("circle-alert", 15, "badText"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)


class PasswordEdit(QLineEdit):
    """Hides what is typed until "Show password" is on; says when Caps Lock seems to be on."""

    caps_lock_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(1000)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._caps = False
        self.show_button = icon_button("eye", "", self, dense=True, checkable=True)
        self.show_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.show_button.toggled.connect(self._on_show)
        self._on_show(shown=False)
        keep_dressed(self._dress)

    def clear_secret(self) -> None:
        """Forget what was typed, and hide again."""
        self.clear()
        self.show_button.setChecked(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._notice_caps_lock(event)
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.show_button.setEnabled(self.isEnabled())

    def _notice_caps_lock(self, event: QKeyEvent) -> None:
        letter = event.text()
        if not letter.isalpha() or letter.upper() == letter.lower():
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        caps = letter.isupper() != shift
        if caps != self._caps:
            self._caps = caps
            self.caps_lock_changed.emit(caps)

    def _on_show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        name = (
            translate("Fields", "Show password, on")
            if shown
            else translate("Fields", "Show password, off")
        )
        self.show_button.setAccessibleName(name)
        hide, show = translate("Fields", "Hide password"), translate("Fields", "Show password")
        self.show_button.setToolTip(hide if shown else show)
        self.show_button.set_icon("eye-off" if shown else "eye")

    def _dress(self) -> None:
        room = look.px(32)
        self.setTextMargins(*((room, 0, 0, 0) if self.isRightToLeft() else (0, 0, room, 0)))
        self._place()

    def _place(self) -> None:
        side = look.px(32)
        top = (self.height() - side) // 2
        box = QRect(self.width() - side - look.px(4), top, side, side)
        self.show_button.setGeometry(mirrored(box, self.rect()))


class Select(QComboBox):
    """A drop-down list with the chevron of the theme."""

    def __init__(self, parent: QWidget | None = None, *, dense: bool = False) -> None:
        super().__init__(parent)
        mark(self, dense=dense)
        self._chevron = IconLabel("chevron-down", 18, "text2", self)
        self._chevron.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = look.px(18)
        top = (self.height() - size) // 2
        box = QRect(self.width() - size - look.px(10), top, size, size)
        self._chevron.setGeometry(mirrored(box, self.rect()))

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + look.px(12), hint.height())
