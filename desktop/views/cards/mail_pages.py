"""The lists of all folders, one behind the other, each with its own rows, place and selection."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.models.items.absence import Situation, no_messages
from desktop.models.items.family import Family
from desktop.models.items.messages import MessageRow, MessagesModel, Wording
from desktop.models.items.outgoing import OutgoingRow
from desktop.models.mail import Folder, Folders
from desktop.services.portal import Draft, Outgoing, Page, Portal, PortalError
from desktop.views.cards.list_panel import ListPanel, ViewPanel
from desktop.views.cards.mail_panel import MailPanel, Place
from desktop.views.cards.outbox_panel import DraftsPanel, OutboxPanel
from desktop.views.lists.looking import Looking
from desktop.views.lists.seeker import Seeker
from desktop.views.section import Part
from desktop.views.theme import look

LISTED = (Folder.INBOX, Folder.SENT, Folder.SECURE)


class MailPages(QStackedWidget):
    """`looked(row)`, `picked(row)`, `opened(row)`, `acted(key, row)` of the folder that shows."""

    looked = Signal(object)
    picked = Signal(object)
    opened = Signal(object)
    acted = Signal(str, object)
    place_wanted = Signal(str)
    remedy_wanted = Signal(object)
    outgoing_acted = Signal(str, object)  # key, OutgoingRow; "open" to look at it
    draft_acted = Signal(str, object)  # key, DraftRow; "edit" to write on
    send_all_wanted = Signal()
    outbox_taken = Signal(object)  # what its list shows now: a sequence of Outgoing
    troubled = Signal(object)  # a PortalError: rows could not be read
    renewed = Signal()  # rows are others, or word themselves otherwise

    def __init__(self, portal: Portal) -> None:
        super().__init__()
        self.portal = portal
        self.panels: dict[Folder, MailPanel] = {}
        self._seekers: dict[Folder, Seeker] = {}
        self._folders = Folders()
        self._context: tuple[Family, date] | None = None
        self._situation: Situation | None = None
        for folder in LISTED:
            self._add(folder)
        self.outbox, self.drafts = OutboxPanel(), DraftsPanel()
        self._add_own()
        for part in (*self.panels.values(), self.outbox, self.drafts):
            look.carry(part)

    def panel(self) -> MailPanel | None:
        """The panel that shows, None while that of another kind of folder does."""
        shown = self.currentWidget()
        return shown if isinstance(shown, MailPanel) else None

    def show_folder(self, folder: Folder) -> None:
        """Bring a folder's list to the front, as it is; `refresh` asks for news."""
        for seeker in self._seekers.values():
            seeker.stop()
        own = {Folder.OUTBOX: self.outbox, Folder.DRAFTS: self.drafts}
        self.setCurrentWidget(own.get(folder) or self.panels[folder])

    def set_narrow(self, *, narrow: bool) -> None:
        """In a narrow window there is no choice of where messages show."""
        for panel in self.panels.values():
            panel.layout_button.setVisible(not narrow)

    def set_place(self, place: Place) -> None:
        """Where messages show, for the menus."""
        for panel in self.panels.values():
            panel.place = place

    def part(self) -> Part:
        """Where F6 goes."""
        return self._shown().part()

    def stops(self) -> list[QWidget]:
        """Where Tab stops in the folder that shows."""
        return self._shown().stops()

    def lists(self, row: MessageRow | None) -> bool:
        """Whether the list that shows would have this message, were it still shared; the newest
        come first, and further ones when they are wanted."""
        panel = self.panel()
        if panel is None or row is None:
            return True
        model = panel.model
        return model.loaded and (not model.more or _newer(row, model.rows[-1:]))

    def current_row(self) -> MessageRow | None:
        """The row that is chosen in the folder that shows."""
        panel = self.panel()
        row = panel.list.current_row() if panel is not None else None
        return row if isinstance(row, MessageRow) else None

    def set_context(self, family: Family) -> None:
        """Names, and the day; nothing to do while both are the same."""
        now = (family, date.today())  # noqa: DTZ011 - the computer's own day
        if now == self._context:
            return
        self._context = now
        for panel in self.panels.values():
            panel.model.distrust()  # whose messages they are may have changed with the names
            panel.model.set_context(family)

    def refresh(self, situation: Situation) -> None:
        """Ask for the rows of the folder that shows."""
        self._situation = situation
        if (panel := self.panel()) is not None:
            panel.model.refresh()
        elif self._shown() is self.outbox:
            failed = self._failing(self.outbox)
            self.portal.mail.outbox(owner=self, done=self._take_outbox, failed=failed)
        else:
            failed = self._failing(self.drafts)
            self.portal.mail.drafts(owner=self, done=self._take_drafts, failed=failed)

    def forget(self) -> None:
        """The lists will be those of another person."""
        for folder, panel in self.panels.items():
            panel.model.forget()
            self._seekers[folder].stop()

    def seek(self, key: str) -> None:
        """Open this message of the folder that shows, as soon as it is in the list."""
        if (panel := self.panel()) is not None:
            self._seekers[panel.folder].seek(key)

    def show_counts(self, folders: Folders) -> None:
        """What waits, for the words beside the title."""
        self._folders = folders
        for panel in self.panels.values():
            self._say(panel)

    def outgoing(self, key: str) -> OutgoingRow | None:
        """The row of a message in the outbox, as it is now."""
        model = self.outbox.model
        return model.row_at(model.find(key)) if self._shown() is self.outbox else None

    def row(self, key: str) -> MessageRow | None:
        """The row of a message in the folder that shows, as it is now."""
        panel = self.panel()
        if panel is None:
            return None
        row = panel.model.row_at(panel.model.find(key))
        return row if isinstance(row, MessageRow) else None

    def _add(self, folder: Folder) -> None:
        model = MessagesModel(self)
        panel = self.panels[folder] = MailPanel(folder, model)
        model.wanted.connect(partial(self._ask, panel))
        Looking(panel.list, model)
        seeker = self._seekers[folder] = Seeker(panel.list, model)
        seeker.found.connect(self.opened)
        for signal, own in (
            (panel.list.looked, self.looked),
            (panel.list.picked, self.picked),
            (panel.list.opened, self.opened),
            (panel.list.acted, self.acted),
            (panel.place_wanted, self.place_wanted),
            (panel.remedy_wanted, self.remedy_wanted),
        ):
            signal.connect(own)
        self.addWidget(panel)

    def _add_own(self) -> None:
        outbox, drafts = self.outbox, self.drafts
        outbox.list.opened.connect(lambda row: self.outgoing_acted.emit("open", row))
        outbox.list.acted.connect(self.outgoing_acted)
        outbox.send_all_wanted.connect(self.send_all_wanted)
        drafts.list.opened.connect(lambda row: self.draft_acted.emit("edit", row))
        drafts.list.acted.connect(self.draft_acted)
        for panel in (outbox, drafts):
            panel.remedy_wanted.connect(self.remedy_wanted)
            self.addWidget(panel)

    def _shown(self) -> ViewPanel:
        shown = self.currentWidget()
        return shown if isinstance(shown, ViewPanel) else self.outbox

    def _take_outbox(self, messages: Sequence[Outgoing]) -> None:
        if self._situation is not None:
            self.outbox.show_messages(messages, self._wording(), self._situation)
            self.outbox_taken.emit(messages)
            self.renewed.emit()

    def _take_drafts(self, drafts: Sequence[Draft]) -> None:
        if self._situation is not None:
            self.drafts.show_drafts(drafts, self._wording(), self._situation)
            self.renewed.emit()

    def _failing(self, panel: MailPanel | ListPanel) -> Callable[[PortalError], None]:
        def failed(error: PortalError) -> None:
            self.troubled.emit(error)
            panel.show_unreadable()

        return failed

    def _wording(self) -> Wording:
        family = Family(self.portal.people, self.portal.practice)
        return Wording(family, date.today())  # noqa: DTZ011 - the computer's own day

    def _ask(self, panel: MailPanel, cursor: str | None, turn: int) -> None:
        done, failed = partial(self._take, panel, turn), self._failing(panel)
        mail = self.portal.mail
        if panel.folder is Folder.SECURE:
            mail.secure(cursor=cursor, owner=self, done=done, failed=failed)
        else:
            mail.messages(panel.folder, cursor=cursor, owner=self, done=done, failed=failed)

    def _take(self, panel: MailPanel, turn: int, page: Page) -> None:  # type: ignore[type-arg]  # of messages or secure email
        panel.model.take(page, turn)
        self._say(panel)
        self.renewed.emit()

    def _say(self, panel: MailPanel) -> None:
        if self._situation is not None:
            panel.show_rows_or(no_messages(self._situation, panel.folder), self._folders)


def _newer(row: MessageRow, last: Sequence[object]) -> bool:
    """Whether a message is newer than all of these."""
    at = row.message.at
    return at is not None and all(
        isinstance(one, MessageRow) and one.message.at is not None and one.message.at < at
        for one in last
    )
