"""The folders of WebMail, one below the other, or in a menu where the window is narrow."""

from PySide6.QtCore import QCoreApplication, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.models.items.mail_words import ICONS, count_of, spoken, title_of
from desktop.models.mail import Folder, Folders
from desktop.views.lists import lettering
from desktop.views.lists.lettering import MEDIUM, STRONG
from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.menu_button import MenuButton
from desktop.views.widgets.paint import badge_width, mirrored, paint_badge, round_rect

translate = QCoreApplication.translate
HEIGHT, ICON, EDGE = 40, 20, 10


class FolderButton(QAbstractButton):
    """One folder: icon, name and a count."""

    def __init__(self, folder: Folder) -> None:
        super().__init__()
        self.folder = folder
        self.count = 0
        self.tone = "plain"
        self.setCheckable(True)
        self.setText(title_of(folder))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_counts(Folders())
        keep_dressed(self._dress)

    def show_counts(self, folders: Folders) -> None:
        """Other numbers."""
        self.count = count_of(self.folder, folders)
        failed = self.folder is Folder.OUTBOX and folders.outbox_failed
        self.tone = "bad" if failed else "new" if self.folder is Folder.INBOX else "plain"
        self.setAccessibleName(spoken(self.folder, folders))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = lettering.width(self.text(), STRONG)
        return QSize(words + look.px(2 * EDGE + ICON + 22 + 34), look.px(HEIGHT))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area, on = QPainter(self), self.rect(), self.isChecked()
        if on or self.underMouse():
            fill = look.color("selected" if on else "hover")
            round_rect(painter, area.toRectF(), 8, fill)
        token, side = "accentText" if on else "text", look.px(ICON)
        top = (area.height() - side) // 2
        icon = mirrored(QRect(look.px(EDGE), top, side, side), area)
        ink = token if on else "text2"
        lettering.icon(painter, icon.topLeft(), ICONS[self.folder], ICON, ink)
        left = look.px(EDGE + ICON + 11)
        words = mirrored(QRect(left, 0, area.width() - left, area.height()), area)
        lettering.write_line(painter, words, self.text(), STRONG if on else MEDIUM, token)
        if self.count:
            self._paint_count(painter, area)

    def _paint_count(self, painter: QPainter, area: QRect) -> None:
        high, icon = look.px(22), look.px(15)
        bad = self.tone == "bad"
        wide = badge_width(self.count) + (icon + look.px(4) if bad else 0)
        left = area.width() - look.px(EDGE) - wide
        box = mirrored(QRect(left, (area.height() - high) // 2, wide, high), area)
        if not bad:
            paint_badge(painter, box, self.count, tone=self.tone)
            return
        round_rect(painter, box.toRectF(), high / 2, look.color("badBg"))
        number = box.adjusted(icon + look.px(2), 0, 0, 0)
        if self.isRightToLeft():
            number = box.adjusted(0, 0, -icon - look.px(2), 0)
        paint_badge(painter, number, self.count, tone="bad")
        sign = mirrored(
            QRect(box.left() + look.px(7), box.top() + (high - icon) // 2, icon, icon), box
        )
        lettering.icon(painter, sign.topLeft(), "circle-alert", 15, "badText")

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class FolderList(QFrame):
    """`chosen(folder)` when a person picks another; arrows walk through them."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        mark(self, card="true")
        self.setAccessibleName(translate("Mail", "Folders"))
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 9, 9, 9)
        column.setSpacing(2)
        self._buttons = {folder: FolderButton(folder) for folder in Folder}
        for button in self._buttons.values():
            self._group.addButton(button)
            column.addWidget(button)
        self._group.buttonToggled.connect(self._on_toggled)
        self.show_folder(Folder.INBOX)

    def button(self, folder: Folder) -> FolderButton:
        """The button of a folder."""
        return self._buttons[folder]

    def current(self) -> FolderButton:
        """The button of the folder that is shown."""
        return next(button for button in self._buttons.values() if button.isChecked())

    def show_folder(self, folder: Folder) -> None:
        """Choose without saying `chosen`."""
        with QSignalBlocker(self._group):
            self._buttons[folder].setChecked(True)

    def show_counts(self, folders: Folders) -> None:
        """Other numbers beside the names."""
        for button in self._buttons.values():
            button.show_counts(folders)

    def _on_toggled(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, FolderButton):
            self.chosen.emit(button.folder)


class FolderMenu(MenuButton):
    """The same choice in a narrow window; says which folder is shown."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            title_of(Folder.INBOX), translate("Mail", "Folders"), "secondary", "inbox", parent
        )
        self._folders = Folders()
        self._folder = Folder.INBOX
        self.menu_wanted.connect(self._fill)

    def show_folder(self, folder: Folder) -> None:
        """Another folder is shown."""
        self._folder = folder
        self.setText(title_of(folder))
        self.set_icon(ICONS[folder])
        name = translate("Mail", "Folder: %1, menu")
        self.setAccessibleName(name.replace("%1", spoken(folder, self._folders)))

    def show_counts(self, folders: Folders) -> None:
        """Other numbers."""
        self._folders = folders
        self.show_folder(self._folder)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for folder in Folder:
            said = spoken(folder, self._folders)
            action = menu.addAction(look.icon(ICONS[folder], "text2"), said)
            action.setCheckable(True)
            action.setChecked(folder is self._folder)
            action.triggered.connect(lambda _on=False, folder=folder: self.chosen.emit(folder))
