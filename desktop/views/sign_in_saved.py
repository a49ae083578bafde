"""Opening a saved copy, with or without a connection (OFF-1)."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.items.freshness import saved_words
from desktop.services.portal import SavedCopy
from desktop.views.notices import Notice
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import LinkButton, primary, quiet
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.field import Field, PasswordEdit
from desktop.views.widgets.paint import mirrored, outline, paint_avatar, round_rect
from desktop.views.widgets.text import label
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate


class CopyCard(QRadioButton):
    """One saved copy: the user name if it is remembered, and when it was saved."""

    def __init__(self, copy: SavedCopy, at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.copy, self._at = copy, at
        self._name = copy.user_name or translate("SignIn", "Saved copy")
        self._when = saved_words(copy.saved_at, datetime.now(UTC))
        self.setText(f"{self._name}, {self._when}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        keep_dressed(self._dress)

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(240), look.px(64))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _dress(self) -> None:
        self.updateGeometry()

    def _paint_disk(self, painter: QPainter, at: QRect) -> None:
        """Whose it is is not to be told: a disk in the place of an initial."""
        round_rect(painter, QRectF(at), at.height() / 2, look.color("chip"))
        disk = look.pixmap("hard-drive", 15, "text2")
        side = look.px(15)
        painter.drawPixmap(at.center().x() - side // 2, at.center().y() - side // 2, disk)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(0, 0, self.width(), self.height())
        on = self.isChecked()
        fill = "accentSoft" if on else "hover" if self.underMouse() else "surface"
        round_rect(painter, area, 8, look.color(fill))
        outline(painter, area, 8, look.color("accent" if on else "control"), 2 if on else 1)
        size, middle = look.px(26), self.height() // 2
        at = mirrored(QRect(look.px(14), middle - size // 2, size, size), self.rect())
        if self.copy.user_name:
            paint_avatar(painter, at, self._name, self._at)
        else:
            self._paint_disk(painter, at)
        high, wide = look.px(20), self.width() - look.px(96)
        words = mirrored(QRect(look.px(52), middle - high, wide, high), self.rect())
        painter.setFont(look.font(15, 600))
        painter.setPen(look.color("text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._name)
        painter.setFont(look.font(13))
        painter.setPen(look.color("text2"))
        below = words.translated(0, look.px(20))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._when)
        if on:
            mark, side = look.pixmap("circle-check", 22, "accentText"), look.px(22)
            box = QRect(self.width() - look.px(37), middle - side // 2, side, side)
            painter.drawPixmap(mirrored(box, self.rect()).topLeft(), mark)


class SavedForm(QWidget):
    """Which copy, and its password; tells what was asked and does nothing by itself."""

    submitted = Signal(object, str)  # SavedCopy, password
    connect_asked = Signal()
    help_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self.secret_edit = PasswordEdit()
        self.secret_edit.setPlaceholderText(translate("SignIn", "Your portal password"))
        self.password = Field(translate("SignIn", "Password"), self.secret_edit)
        self.button = primary(translate("SignIn", "Open saved records"), tall=True)
        self.connecting = quiet(translate("SignIn", "Try to connect now"), "refresh-cw")
        self.help = LinkButton(translate("SignIn", "What can I do offline?"))
        self.banner = Banner(Tone.WARN, "")
        self.banner.hide()
        self._build()
        self._offline = False
        self.button.clicked.connect(self._on_submit)
        self.secret_edit.returnPressed.connect(self._on_submit)
        self.secret_edit.textEdited.connect(lambda _text: self.password.show_error(""))
        self.secret_edit.caps_lock_changed.connect(self._on_caps_lock)
        self.connecting.clicked.connect(self.connect_asked)
        self.help.clicked.connect(self.help_asked)

    def show_copies(self, copies: Sequence[SavedCopy]) -> None:
        """Offer these copies, the first one chosen."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._cards.removeWidget(button)
            button.hide()
            button.deleteLater()
        for at, copy in enumerate(copies):
            card = CopyCard(copy, at)
            card.setChecked(at == 0)
            self._group.addButton(card)
            self._cards.addWidget(card)

    def set_offline(self, *, offline: bool) -> None:
        """Offline the way on is to connect, else back to the sign-in form."""
        self._offline = offline
        self.set_connecting(busy=False)
        self.connecting.set_icon("refresh-cw" if offline else "arrow-left")

    def set_connecting(self, *, busy: bool) -> None:
        """While the practice is asked whether it is there."""
        again = translate("SignIn", "Try to connect now")
        back = translate("SignIn", "Back to sign in")
        going = translate("SignIn", "Connecting…")
        self.connecting.setEnabled(not busy)
        self.connecting.setText(going if busy else again if self._offline else back)

    def show_notice(self, notice: Notice | None) -> None:
        """What is wrong with the whole, above the form."""
        self.banner.setVisible(notice is not None)
        if notice is not None:
            self.banner.show_notice(notice.tone, notice.text, title=notice.title, icon=notice.icon)

    def refuse(self, sentence: str) -> None:
        """The password was wrong."""
        self.password.show_error(sentence)
        self.secret_edit.setFocus()
        self.secret_edit.selectAll()

    def set_busy(self, *, busy: bool) -> None:
        """While the copy is being opened."""
        for part in (self.password, self.button, *self._group.buttons()):
            part.setEnabled(not busy)
        going = translate("SignIn", "Opening…")
        self.button.setText(going if busy else translate("SignIn", "Open saved records"))

    def forget_password(self) -> None:
        """Leave no password in the form."""
        self.secret_edit.clear_secret()
        self.password.show_error("")

    def take_focus(self) -> None:
        """To the password."""
        self.secret_edit.setFocus()

    def _build(self) -> None:
        ways = QHBoxLayout()
        ways.addWidget(self.connecting)
        ways.addStretch(1)
        ways.addWidget(self.help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addSpacing(16)
        title = translate("SignIn", "Open my saved records")
        column.addWidget(label(title, "display", wrap=True))
        column.addSpacing(16)
        column.addLayout(self._cards)
        column.addSpacing(16)
        column.addWidget(self.password)
        column.addSpacing(20)
        column.addWidget(self.button)
        column.addSpacing(16)
        column.addLayout(ways)

    def _on_caps_lock(self, on: bool) -> None:
        self.password.set_hint(translate("SignIn", "Caps Lock is on") if on else "")

    def _on_submit(self) -> None:
        card, secret = self._group.checkedButton(), self.secret_edit.text()
        if not secret:
            self.refuse(translate("SignIn", "Enter your password"))
        elif isinstance(card, CopyCard):
            self.submitted.emit(card.copy, secret)
