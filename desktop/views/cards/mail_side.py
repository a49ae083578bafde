"""Beside the messages: Compose, the folders, and how the practice answers (MAIL-1, MAIL-9)."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop.models.items.family import Family
from desktop.models.items.mail_words import answers_words, emergency_words, phone_of
from desktop.models.mail import Folder, Folders
from desktop.views.cards.folder_list import FolderList, FolderMenu
from desktop.views.links import open_link, phone_link
from desktop.views.page import GAP
from desktop.views.theme import look
from desktop.views.widgets.buttons import LinkButton, primary
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.text import IconLabel, label
from portal_protocol.records import PatientId

translate = QCoreApplication.translate
WIDTH = 212


class MailHint(QWidget):
    """When the practice answers, and whom to call instead of writing."""

    def __init__(self) -> None:
        super().__init__()
        self._phone = ""
        self.text = label("", "meta", wrap=True)
        self.call = LinkButton("")
        mark(self.call, small=True)
        self.call.clicked.connect(lambda: open_link(phone_link(self._phone)))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        self._icon = IconLabel("info", 16, "text2")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        words.setSpacing(2)
        words.addWidget(self.text)
        words.addWidget(self.call, 0, Qt.AlignmentFlag.AlignLeading)
        row.addLayout(words, 1)

    def set_short(self, *, short: bool) -> None:
        """The phone alone, where there is no room for words."""
        self.text.setVisible(not short)
        side = Qt.AlignmentFlag.AlignVCenter if short else Qt.AlignmentFlag.AlignTop
        self._row.setAlignment(self._icon, side)

    def show_practice(self, family: Family, patient: PatientId | None) -> None:
        """The words of the practice, and the phone of the person's clinic."""
        self._phone = phone_of(family, patient)
        said = [answers_words(family), emergency_words(family, patient)]
        self.text.setText(" ".join(filter(None, said)))
        self.call.setText(self._phone)
        self.call.setAccessibleName(translate("Mail", "Call %1").replace("%1", self._phone))
        self.call.setVisible(bool(self._phone))
        self.call.updateGeometry()


class MailSide(QWidget):
    """A column, or a row above the messages where the window is narrow."""

    compose_wanted = Signal()
    folder_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(translate("Mail", "Folders and writing"))
        self.compose = primary(translate("Mail", "Compose"), "mail-plus", tall=True)
        self.compose.setToolTip(translate("Mail", "Write a message (Ctrl+N)"))
        self.compose.clicked.connect(self.compose_wanted)
        self.folders, self.menu, self.hint = FolderList(), FolderMenu(), MailHint()
        self.menu.hide()
        for chooser in (self.folders, self.menu):
            chooser.chosen.connect(self.folder_chosen)
        self._narrow = False
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP - 4)
        for part in (self.compose, self.menu, self.folders):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._column.addWidget(self.hint)
        keep_dressed(self._dress)

    def show_counts(self, folders: Folders) -> None:
        """What waits in each folder."""
        self.folders.show_counts(folders)
        self.menu.show_counts(folders)

    def show_folder(self, folder: Folder) -> None:
        """Another folder is shown."""
        self.folders.show_folder(folder)
        self.menu.show_folder(folder)

    def set_narrow(self, *, narrow: bool) -> None:
        """A row with a menu instead of the list."""
        self._narrow = narrow
        self.folders.setVisible(not narrow)
        self.menu.setVisible(narrow)
        self.hint.set_short(short=narrow)
        way = QBoxLayout.Direction
        self._column.setDirection(way.LeftToRight if narrow else way.TopToBottom)
        self._dress()

    def focus_part(self) -> QWidget:
        """Where F6 goes."""
        return self.compose

    def _dress(self) -> None:
        wide = look.px(WIDTH)
        if self._narrow:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(wide)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Fixed if self._narrow else policy.Preferred)
