"""The "WebMail" tab: folders, the list of one, and the message that is read (MAIL-1)."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.draft import Compose
from desktop.models.found import Findable
from desktop.models.items.mail_words import not_sent_words
from desktop.models.items.messages import MessageRow
from desktop.models.items.outgoing import DraftRow, OutgoingRow
from desktop.models.mail import Folder, Folders, folder_of
from desktop.services.portal import Outgoing, Portal, SyncState
from desktop.views.cards.mail_pages import MailPages
from desktop.views.cards.mail_preview import MailPreview
from desktop.views.cards.mail_side import MailSide
from desktop.views.mail_reading import Reading
from desktop.views.mail_writing import Writing
from desktop.views.page import GAP, PLAIN_SPLIT, SIDE
from desktop.views.section import Part, SectionView, Spec
from desktop.views.tab_order import stops
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import secondary
from desktop.views.widgets.tone import Tone
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import Kind, Section

translate = QCoreApplication.translate

SIZES = {"below": (300, 260), "beside": (560, 440)}
NARROW = 760


class WebmailView(SectionView):
    """What is chosen stays chosen whatever sync brings."""

    composes = True
    watches = frozenset({Kind.MESSAGE, Kind.SECURE_EMAIL, Folder.OUTBOX, Folder.DRAFTS})

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(portal, parent)
        self.folder = Folder.INBOX
        self._narrow = False
        self._folders = Folders()
        self.side = MailSide()
        self.banner = Banner(Tone.BAD, "")
        self.banner.hide()
        self.pages = MailPages(portal)
        self.preview = MailPreview(portal)
        self.reading = Reading(self, self.preview)
        self.writing = Writing(self)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(GAP)
        self.split.setStyleSheet(PLAIN_SPLIT)
        self.split.addWidget(self.pages)
        self.split.addWidget(self.preview)
        for part in (self.side, self.banner, self.preview):
            look.carry(part)
        self._lay_out()
        self._connect()
        self._place()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(GAP - 4)
        right.addWidget(self.banner)
        right.addWidget(self.split, 1)
        self._around = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._around.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        self._around.setSpacing(GAP)
        self._around.addWidget(self.side)
        self._around.addLayout(right, 1)

    def _connect(self) -> None:
        self.side.folder_chosen.connect(self.show_folder)
        self.side.compose_wanted.connect(self.writing.begin)
        standard = QKeySequence.StandardKey
        for key, do in ((standard.New, self.writing.begin), (standard.Print, self.reading.print)):
            QShortcut(QKeySequence(key), self).activated.connect(do)
        self.reading.reply_wanted.connect(self.writing.reply)
        self.reading.again_wanted.connect(self.writing.ask_again)
        self.portal.sync_changed.connect(self._on_sync)
        self.pages.looked.connect(self._on_looked)
        self.pages.picked.connect(self._on_picked)
        self.pages.opened.connect(self._on_opened)
        self.pages.acted.connect(self._do)
        self.pages.outgoing_acted.connect(self._do_outgoing)
        self.pages.draft_acted.connect(self._do_draft)
        self.pages.send_all_wanted.connect(self._send_all)
        self.pages.outbox_taken.connect(self._on_outbox)
        self.pages.place_wanted.connect(self._keep_place)
        self.pages.remedy_wanted.connect(self._on_remedy)
        self.pages.renewed.connect(self._on_renewed)
        self.pages.troubled.connect(self.troubled)
        self.preview.back_wanted.connect(self._back)
        self.split.splitterMoved.connect(self._keep_sizes)

    @override
    def reload(self) -> None:
        self.side.hint.show_practice(self.family, self.portal.chosen)
        self.say_note(translate("Mail", "Messages are saved on this computer"))
        self.pages.set_context(self.family)
        self.portal.mail.folders(owner=self, done=self._show_counts)
        self.pages.refresh(self.situation)

    @override
    def set_width(self, width: float) -> None:
        """In a narrow window folders are a menu, and a message is a page of its own."""
        self._narrow = width < NARROW
        way = QBoxLayout.Direction
        self._around.setDirection(way.TopToBottom if self._narrow else way.LeftToRight)
        self.side.set_narrow(narrow=self._narrow)
        self.pages.set_narrow(narrow=self._narrow)
        self._arrange()

    @override
    def reveal(self, record: Findable) -> None:
        if isinstance(record, Message | SecureEmail):
            self.show_folder(folder_of(record))
            self.pages.seek(record.id)

    @override
    def parts(self) -> list[Part]:
        shown = [Part(self.side, self.side.focus_part()), self.pages.part(), self.preview.part()]
        return [part for part in shown if part.area.isVisible() and part.target.isVisible()]

    @override
    def stops(self) -> list[QWidget]:
        return [*stops(self.side), *stops(self.banner), *self.pages.stops(), *stops(self.preview)]

    @override
    def show_waiting(self) -> None:
        self.show_folder(Folder.OUTBOX)
        self.pages.part().target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def compose(self, message: Compose) -> None:
        self.writing.begin(message)

    def show_folder(self, folder: Folder) -> None:
        """Another folder; its list stands where it stood."""
        self.folder = folder
        self.side.show_folder(folder)
        self.reading.close()
        self.pages.show_folder(folder)
        self._arrange()
        self.pages.refresh(self.situation)
        self.rearranged.emit()
        row = self.pages.current_row()
        if row is not None and not self._narrow:
            self.reading.show(row)

    @override
    def _on_chosen(self, patient: object) -> None:
        self.pages.forget()
        self.reading.close()
        super()._on_chosen(patient)

    def _show_counts(self, folders: Folders) -> None:
        self._folders = folders
        self.side.show_counts(folders)
        self.pages.show_counts(folders)
        if folders.outbox_failed:
            open_outbox = secondary(translate("Mail", "Open Outbox"))
            open_outbox.clicked.connect(lambda: self.show_folder(Folder.OUTBOX))
            self.banner.show_notice(Tone.BAD, not_sent_words(folders.outbox_failed), (open_outbox,))
        self._arrange()

    def _on_outbox(self, messages: Sequence[Outgoing]) -> None:
        self._show_counts(self._folders.with_outbox(messages))

    def _on_looked(self, row: MessageRow) -> None:
        if not self._narrow:
            self.reading.show(row)

    def _on_picked(self, row: MessageRow) -> None:
        self.reading.show(row)
        self._arrange()
        if self._narrow:
            self.preview.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, row: MessageRow) -> None:
        """By keyboard: it is read at once, and the keyboard goes to its text."""
        self.reading.show(row)
        self.reading.mark()
        self._arrange()
        self.preview.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _do(self, key: str, row: MessageRow) -> None:
        if key == "open":
            self._on_opened(row)
        else:
            self.reading.act_on(row, key)

    def _do_outgoing(self, key: str, row: OutgoingRow) -> None:
        match key:
            case "open":
                self.reading.show_outgoing(row)
                self._arrange()
            case "edit":
                self.writing.edit(row.outgoing)
            case "retry":
                self.writing.retry(row.outgoing)
            case "delete":
                self.writing.discard(row.outgoing)

    def _do_draft(self, key: str, row: DraftRow) -> None:
        if key == "delete":
            self.writing.discard_draft(row.draft)
        else:
            self.writing.write(row.draft, stored=True)

    def _send_all(self) -> None:
        self.writing.send_all([row.outgoing for row in self.pages.outbox.model.rows])

    def _on_sync(self, _state: SyncState) -> None:
        """What is on its way is told by the state of sync alone."""
        if self.folder is Folder.OUTBOX and self.isVisible():
            self.pages.refresh(self.situation)

    def _on_renewed(self) -> None:
        """What is read may have got a reply, may be sent, or may no longer be shared."""
        key = self.reading.key
        if not key:
            return
        if (row := self.pages.row(key)) is not None:
            self.reading.show(row)
        elif (outgoing := self.pages.outgoing(key)) is not None:
            self.reading.show_outgoing(outgoing)
        elif self.pages.lists(self.reading.row):
            self.reading.close()
            self._arrange()

    def _back(self) -> None:
        self.reading.close()
        self._arrange()
        self.pages.part().target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrange(self) -> None:
        """Which of list and message show: both, or one in a narrow window."""
        page = self._narrow and bool(self.reading.key)
        elsewhere = self.folder is not Folder.OUTBOX and not page
        self.banner.setVisible(bool(self._folders.outbox_failed) and elsewhere)
        self.preview.back.setVisible(page)
        self.pages.setVisible(not page)
        self.side.setVisible(not page)
        self.preview.setVisible(page or not (self._narrow or self.folder is Folder.DRAFTS))

    def _place(self) -> None:
        place = self.portal.settings.mail_preview
        below = place == "below"
        self.split.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        sizes = self.portal.settings.splitters.get(f"webmail_{place}", SIZES[place])
        self.split.setSizes(list(sizes))
        self.pages.set_place(place)

    def _keep_place(self, place: str) -> None:
        self.portal.change_settings(mail_preview=place)
        self._place()

    def _keep_sizes(self) -> None:
        name = f"webmail_{self.portal.settings.mail_preview}"
        sizes = {**self.portal.settings.splitters, name: tuple(self.split.sizes())}
        self.portal.change_settings(splitters=sizes)


def _badge(count: int) -> str:
    return translate("Mail", "WebMail, %n unread", "", count)


SECTION = Spec(
    order=40,
    part=Section.WEBMAIL,
    title=lambda: translate("Mail", "WebMail"),
    icon="mail",
    view=WebmailView,
    badge=_badge,
)
