"""The list of one folder of received, sent or secure messages."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from desktop.models.items.absence import Absence, unreadable
from desktop.models.items.mail_words import list_words, title_of
from desktop.models.items.messages import MessageRow, MessagesModel
from desktop.models.mail import Folder, Folders
from desktop.views.cards.list_panel import ViewPanel
from desktop.views.lists.mail_delegate import MailDelegate
from desktop.views.lists.mail_heads import MailHeads
from desktop.views.lists.mail_list import MailList, MailTable
from desktop.views.lists.row_menu import RowAction
from desktop.views.theme import look
from desktop.views.widgets.menu_button import MenuButton

translate = QCoreApplication.translate
LEAST = 150
Place = Literal["below", "beside"]


def message_actions(row: object) -> Sequence[RowAction]:
    """What can be done with a message from its list."""
    if not isinstance(row, MessageRow):
        return ()
    actions = [RowAction("open", "mail", translate("Mail", "Open"))]
    if row.repliable:
        actions.append(RowAction("reply", "reply", translate("Mail", "Reply")))
    if row.unread:
        actions.append(RowAction("mark_read", "check", translate("Mail", "Mark as read")))
    return [*actions, RowAction("print", "printer", translate("Mail", "Print"))]


class MailPanel(ViewPanel):
    """`place_wanted` says where messages should show: "below" the list or "beside" it."""

    place_wanted = Signal(str)

    def __init__(self, folder: Folder, model: MessagesModel) -> None:
        title, states = title_of(folder), folder is not Folder.INBOX
        view = MailList(title, model, MailDelegate(states=states), message_actions)
        super().__init__(title, MailTable(view, MailHeads(folder)))
        self.folder, self.model, self.list = folder, model, view
        self.place: Place = "below"
        self.layout_button = MenuButton(
            translate("Mail", "Layout"), translate("Mail", "Where messages show"), icon="columns-2"
        )
        self.layout_button.menu_wanted.connect(self._fill)
        self.header_layout.addWidget(self.layout_button)

    def show_rows_or(self, absence: Absence, folders: Folders) -> None:
        """The list, or why it is empty."""
        all_here = self.model.loaded and not self.model.more
        self.set_count(list_words(self.folder, self.model.rowCount(), folders, all_here=all_here))
        if self.model.rowCount():
            self.show_list()
        elif self.model.loaded:
            self.show_absence(absence)

    def show_unreadable(self) -> None:
        """The rows cannot be read; those that are here stay."""
        if not self.model.rowCount():
            self.show_absence(unreadable())

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for place, text in (
            ("below", translate("Mail", "Message below the list")),
            ("beside", translate("Mail", "Message beside the list")),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(place == self.place)
            action.triggered.connect(lambda _on=False, place=place: self.place_wanted.emit(place))

    @override
    def _fit_height(self) -> None:
        """The message shares the height with the list."""
        self.setMinimumHeight(look.px(LEAST))
