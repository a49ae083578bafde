"""What is sent of a person's care summaries, how, to whom, and a note (SUM-4, SUM-5, SUM-6)."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.items.format import number
from desktop.models.items.transmit import Sendable, what_title, what_words
from desktop.models.summary import Days
from desktop.models.transmit import TransmitWish
from desktop.views.announce import announce
from desktop.views.dialogs.transmit_way import TransmitWay
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.choices import CheckBox, plain
from desktop.views.widgets.field import Field
from desktop.views.widgets.text import IconLabel, flowing, label
from desktop.views.widgets.text_edit import TextEdit
from desktop.views.widgets.tone import Tone
from portal_protocol.transmissions import MOST_NOTE, MOST_SUMMARIES, Transmission, Way

translate = QCoreApplication.translate
NOTE_HEIGHT = 88


class TransmitForm(QWidget):
    """`changed` when other parts show. `wish` is what it holds, `check` what is wrong."""

    changed = Signal()

    def __init__(
        self, person: str, offers: Sequence[Sendable], days: Days, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._person, self._offers, self._days = person, offers, days
        self.banner = Banner(Tone.BAD, "").flow()
        self.banner.hide()
        self.way = TransmitWay()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(12))
        self._column.addWidget(self.banner)
        self._add_head()
        self._add_choices()
        self._column.addWidget(self.way)
        self._add_note()
        self.way.changed.connect(self.changed)
        self._show_what()

    @property
    def chosen(self) -> list[Sendable]:
        """What is to be sent."""
        if not self.boxes:
            return list(self._offers)
        pairs = zip(self._offers, self.boxes, strict=True)
        return [one for one, box in pairs if box.isChecked()]

    @property
    def title(self) -> str:
        """Care summary, Jan 1 to Nov 10, 2026; the dates choose among several."""
        return what_title(self._days if len(self._offers) > 1 else Days())

    @property
    def what(self) -> str:
        """Whose, how many, how large."""
        return what_words(self._person, self.chosen)

    def show_notice(self, tone: Tone, text: str, title: str = "") -> None:
        """Say how a try ended."""
        self.banner.show_notice(tone, text, title=title)
        self.banner.show()
        self.changed.emit()

    def fill_in(self, sent: Transmission) -> None:
        """As an earlier one was, but for the password, which nobody keeps."""
        for one, box in zip(self._offers, self.boxes, strict=bool(self.boxes)):
            box.setChecked(one.key in sent.summaries)
        if not set(sent.summaries) <= {one.key for one in self._offers}:
            self.show_notice(
                Tone.WARN,
                translate("Transmit", "Look at what is sent now before you send it."),
                translate("Transmit", "What was sent then is not here any more"),
            )
        self.has_note.setChecked(bool(sent.note))
        self.note.setPlainText(sent.note)
        self.way.fill_in(sent.way, sent.address)

    def check(self) -> QWidget | None:
        """Show what is wrong; the part that the focus is to go to, None when all is well."""
        nothing = not self.chosen
        self._nothing.setVisible(nothing)
        long = len(self.note.toPlainText()) > MOST_NOTE and self.has_note.isChecked()
        said = translate("Transmit", "A note has at most %1 signs. Shorten it.")
        self.note_field.show_error(said.replace("%1", number(MOST_NOTE)) if long else "")
        wrong = self.way.check()
        self.changed.emit()
        if nothing:
            announce(self, self._nothing.text())
            return self.boxes[0] if self.boxes else self.has_note
        return wrong or (self.note if long else None)

    def wish(self) -> TransmitWish:
        """All that was chosen and typed."""
        way = self.way.way
        return TransmitWish(
            tuple(one.key for one in self.chosen),
            way,
            address="" if way is Way.DIRECT else self.way.address,
            referral=self.way.referral,
            note=self.note.toPlainText().strip() if self.has_note.isChecked() else "",
            password=self.way.password.text() if way is Way.ENCRYPTED_EMAIL else "",
            days=self._days,
        )

    def forget(self) -> None:
        """Drop the password."""
        self.way.password.clear()

    def _add_head(self) -> None:
        self._title = label(self.title, "strong", wrap=True)
        self._what = label("", "meta", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._what)
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(IconLabel("file-heart", 28, "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self._column.addLayout(row)

    def _add_choices(self) -> None:
        several = len(self._offers) > 1
        self.boxes = [CheckBox(plain(one.text)).flow() for one in self._offers] if several else []
        self._nothing = label(translate("Transmit", "Choose at least one."), "meta", "bad")
        self._nothing.hide()
        if not several:
            self._column.addWidget(self._nothing)
            self._add_whole()
            return
        group = QWidget()
        name = translate("Transmit", "What to send")
        group.setAccessibleName(name)
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(2))
        column.addWidget(label(name, "medium"))
        for one, box in zip(self._offers, self.boxes, strict=True):
            box.setChecked(one.wanted)
            box.toggled.connect(self._show_what)
            column.addWidget(box)
        if len(self._offers) == MOST_SUMMARIES:
            most = translate("Transmit", "At most %1 are sent at once, the newest.")
            most = most.replace("%1", number(MOST_SUMMARIES))
            column.addWidget(flowing(most, "meta"))
        column.addWidget(self._nothing)
        self._column.addWidget(group)
        self._add_whole()

    def _add_whole(self) -> None:
        if self._days != Days():
            whole = translate(
                "Transmit", "Documents are sent whole: the dates only say which ones are meant."
            )
            self._column.addWidget(flowing(whole, "meta"))

    def _add_note(self) -> None:
        self.has_note = CheckBox(translate("Transmit", "Add a short note"))
        self.note = TextEdit()
        self.note.setFixedHeight(look.px(NOTE_HEIGHT))
        self.note_field = Field(translate("Transmit", "Note to whoever gets it"), self.note)
        self.note_field.hide()
        self.has_note.toggled.connect(self._on_note)
        self._column.addWidget(self.has_note)
        self._column.addWidget(self.note_field)

    def _on_note(self, on: bool) -> None:
        self.note_field.setVisible(on)
        self.changed.emit()
        if on:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_what(self) -> None:
        self._what.setText(self.what)
        self._nothing.setVisible(self._nothing.isVisible() and not self.chosen)
