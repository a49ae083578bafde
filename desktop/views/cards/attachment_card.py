"""The files of a message: name, size, whether they are here, Open and Save (MAIL-4)."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.items.mail_reading import size_words
from desktop.services.portal import Portal, Viewing
from desktop.views.theme import look
from desktop.views.widgets.buttons import Button, icon_button, quiet
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.text import IconLabel, label
from portal_protocol.records import Blob, Record

translate = QCoreApplication.translate
WIDTH = 566
SHOWABLE = frozenset({Viewing.PDF, Viewing.TEXT, Viewing.IMAGE})
ICONS: dict[Viewing | None, str] = {Viewing.IMAGE: "image", Viewing.DANGEROUS: "triangle-alert"}


class AttachmentCard(QFrame):
    """One file. Open is there for what can be shown inside; nothing is ever run."""

    open_wanted = Signal(object)  # Blob
    save_wanted = Signal(object)

    def __init__(self, blob: Blob, name: str) -> None:
        super().__init__()
        self.blob, self.name = blob, name
        mark(self, card="true")
        self.icon = IconLabel("file-text", 20, "accentText")
        self.title = label(name, "strong", wrap=True)
        self.state = label("", "meta", wrap=True)
        self.open: Button = quiet(translate("Mail", "Open"))
        self.open.clicked.connect(lambda: self.open_wanted.emit(blob))
        self.save = icon_button("download", translate("Mail", "Save %1").replace("%1", name))
        self.save.clicked.connect(lambda: self.save_wanted.emit(blob))
        self.open.setAccessibleName(translate("Mail", "Open %1").replace("%1", name))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.state)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.icon)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.open)
        self._row.addWidget(self.save)
        self.show_kind(None)
        keep_dressed(self._dress)

    def show_kind(self, kind: Viewing | None, *, risky: bool = False) -> None:
        """What it is by its content; None while it is not on this computer. `risky` is a name
        that a system would run."""
        dangerous = kind is Viewing.DANGEROUS or risky
        self.open.setVisible(not dangerous and (kind is None or kind in SHOWABLE))
        shown = Viewing.DANGEROUS if dangerous else kind
        icon = ICONS.get(shown, "file-text")
        self.icon.show_icon(icon, "badText" if dangerous else "accentText")
        said = [size_words(self.blob.size), _here_words(kind)]
        if dangerous:
            said.append(translate("Mail", "can only be saved: it could harm a computer"))
        elif kind is Viewing.SAVE_ONLY:
            said.append(translate("Mail", "can be saved, not shown here"))
        self.state.setText(", ".join(said))
        self.setAccessibleName(f"{self.name}, {self.state.text()}")

    def _dress(self) -> None:
        side = look.px(14)
        self._row.setContentsMargins(side, look.px(6), look.px(8), look.px(6))
        self._row.setSpacing(look.px(10))
        self.setMaximumWidth(look.px(WIDTH))


class AttachmentCards(QWidget):
    """All files of a message; asks the portal what each of them is."""

    open_wanted = Signal(object, object)  # Record, Blob
    save_wanted = Signal(object, object)

    def __init__(self, portal: Portal) -> None:
        super().__init__()
        self.portal = portal
        self.cards: list[AttachmentCard] = []
        self._asked: QObject | None = None  # answers about another message find no owner
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_files(self, record: Record, blobs: Sequence[Blob]) -> None:
        """The files of this message instead of those that are shown."""
        if self._asked is not None:
            self._asked.deleteLater()
        self._asked = QObject(self)
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._card(record, blob, self._asked) for blob in blobs]
        self.setVisible(bool(blobs))

    def look_again(self) -> None:
        """Something was fetched: it may be here now."""
        if self._asked is not None:
            for card in self.cards:
                self._ask(card, self._asked)

    def _card(self, record: Record, blob: Blob, owner: QObject) -> AttachmentCard:
        card = AttachmentCard(blob, self.portal.attachments.name(blob))
        card.open_wanted.connect(lambda blob: self.open_wanted.emit(record, blob))
        card.save_wanted.connect(lambda blob: self.save_wanted.emit(record, blob))
        self._column.addWidget(card)
        self._ask(card, owner)
        return card

    def _ask(self, card: AttachmentCard, owner: QObject) -> None:
        faces = self.portal.attachments
        risky = faces.risky(card.blob)
        card.show_kind(None, risky=risky)
        faces.kind(card.blob, owner=owner, done=lambda kind: card.show_kind(kind, risky=risky))


def _here_words(kind: Viewing | None) -> str:
    if kind is None:
        return translate("Mail", "not saved here yet")
    return translate("Mail", "saved on this computer")
