"""One message: who wrote what and when, its text, its files, and what was written before."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.items.family import Family
from desktop.models.items.mail_reading import pieces
from desktop.services.portal import Portal
from desktop.views.cards.attachment_card import AttachmentCards
from desktop.views.cards.older_messages import OlderMessages
from desktop.views.section import Part
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import icon_button, quiet, secondary
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.menu_button import menu_of
from desktop.views.widgets.message_text import MessageText
from desktop.views.widgets.text import label, rule
from desktop.views.widgets.tone import Tone
from portal_protocol.mail import Message
from portal_protocol.records import Blob, Record

translate = QCoreApplication.translate
WIDEST_TEXT = 760


class MailPreview(QFrame):
    """Shows what it is told; `acted(key)` for its buttons, `menu_wanted(menu)` fills More."""

    acted = Signal(str)
    menu_wanted = Signal(object)
    back_wanted = Signal()
    link_wanted = Signal(str)

    def __init__(self, portal: Portal) -> None:
        super().__init__()
        mark(self, card="true")
        self.setAccessibleName(translate("Mail", "Message"))
        self.key = ""
        self._written: tuple[str, str, tuple[Blob, ...]] | None = None
        self.back = quiet(translate("Mail", "Back to the list"), "arrow-left")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.title = label("", "card", wrap=True, selectable=True)
        self.facts = label("", "meta", wrap=True, selectable=True)
        self.reply = secondary(translate("Mail", "Reply"), "reply")
        self.print = icon_button("printer", translate("Mail", "Print"))
        self.more = icon_button("ellipsis-vertical", translate("Mail", "More"))
        self.reply.clicked.connect(lambda: self.acted.emit("reply"))
        self.print.clicked.connect(lambda: self.acted.emit("print"))
        menu_of(self.more, self.menu_wanted)
        self.notice = Banner(Tone.INFO, "")
        self.notice.hide()
        self.text = MessageText(translate("Mail", "Text of the message"))
        self.text.link_wanted.connect(self.link_wanted)
        self.files = AttachmentCards(portal)
        self.older = OlderMessages()
        self.older.link_wanted.connect(self.link_wanted)
        self._pages = QStackedWidget()
        self._lay_out()
        self.clear()
        keep_dressed(self._dress)

    def show_message(
        self,
        record: Record,
        title: str,
        facts: Sequence[str],
        body: str,
        *,
        repliable: bool = False,
    ) -> None:
        """Another message, or the same as it is now; what stays the same keeps its selection."""
        same = record.id == self.key
        self.key = record.id
        written = (record.id, body, record.blobs)
        if written != self._written:
            self._written = written
            self.text.show_pieces(pieces(body))
            self.files.show_files(record, record.blobs)
        self.setAccessibleName(translate("Mail", "Message, %1").replace("%1", title))
        self.title.setText(title)
        self.facts.setText("  |  ".join(facts))
        self.facts.setAccessibleName(", ".join(facts))
        self.reply.setVisible(repliable)
        self._pages.setCurrentIndex(1)
        if not same:
            self.notice.hide()
            self.older.show_messages((), Family())
            self._area.verticalScrollBar().setValue(0)

    def show_notice(
        self,
        tone: Tone,
        text: str,
        actions: Sequence[QWidget] = (),
        *,
        title: str = "",
        icon: str = "",
    ) -> None:
        """Something about the message that stands above it."""
        self.notice.show_notice(tone, text, actions, title=title, icon=icon)
        self.notice.show()

    def show_older(self, messages: Sequence[Message], family: Family, title: str) -> None:
        """The rest of the conversation, the newest first."""
        self.older.show_messages(messages, family, title)

    def clear(self) -> None:
        """No message is open."""
        self.key = ""
        self.setAccessibleName(translate("Mail", "Message"))
        self._written = None
        self.text.show_pieces(())
        self._pages.setCurrentIndex(0)

    def part(self) -> Part:
        """Where F6 goes: the text, or the way back where that is shown."""
        return Part(self, self.text)

    def _lay_out(self) -> None:
        empty = EmptyState(
            "mail",
            Tone.NEUTRAL,
            translate("Mail", "No message is open"),
            translate("Mail", "Choose one in the list to read it here."),
        )
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(self._head())
        column.addWidget(rule())
        column.addWidget(self._scrolled(), 1)
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self._pages)

    def _head(self) -> QBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        self._row = QHBoxLayout()
        self._row.addLayout(words, 1)
        for button in (self.reply, self.print, self.more):
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return self._row

    def _scrolled(self) -> QScrollArea:
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        for part in (self.notice, self.text, self.files, self.older):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._area.setWidget(inside)
        return self._area

    def _dress(self) -> None:
        side = look.px(20)
        self._row.setContentsMargins(side, look.px(12), look.px(14), look.px(10))
        self._row.setSpacing(look.px(8))
        self._column.setContentsMargins(side, look.px(14), side, look.px(16))
        self._column.setSpacing(look.px(14))
        self.text.setMaximumWidth(look.px(WIDEST_TEXT))
