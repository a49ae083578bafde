"""The cards of "Action needed", side by side where there is room."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.items.needs import Card, CardButton, count_asking
from desktop.views.theme import look
from desktop.views.widgets.badge import CountBadge
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import ActionCard
from desktop.views.widgets.chip import StatusChip, Tone
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.text import label

translate = QCoreApplication.translate


class NeedDeck(QWidget):
    """`acted(act, need)` when a button is pressed; a card that stays keeps its focus."""

    acted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Appointments", "Action needed"))
        self._cards: dict[str, tuple[Card, ActionCard]] = {}
        self._columns, self._stacked = 3, False
        self.count = CountBadge()
        self.about = label(
            translate("Appointments", "For everyone whose records you manage"), "meta"
        )
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(translate("Appointments", "Action needed"), "card"))
        head.addWidget(self.count)
        head.addWidget(self.about)
        head.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(self._grid)
        self._column = column
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        keep_dressed(self._dress)
        self.hide()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards; those that say the same stay as they are."""
        before, self._cards = self._cards, {}
        for card in cards:
            kept = before.pop(card.key, None)
            if kept is not None and kept[0] == card:
                self._cards[card.key] = kept
            else:
                self._cards[card.key] = (card, self._made(card))
                _drop(kept)
        for gone in before.values():
            _drop(gone)
        asking = count_asking(list(cards))
        self.count.show_count(asking)
        self._place()
        self.setVisible(bool(cards))

    def set_columns(self, columns: int, *, stacked: bool = False) -> None:
        """How many cards stand side by side at most; `stacked` puts buttons below each other."""
        if stacked != self._stacked:
            self._stacked = stacked
            for _, widget in self._cards.values():
                widget.stack_buttons(stacked=stacked)
        if columns != self._columns:
            self._columns = columns
            self.about.setVisible(columns > 1)
            self._place()

    def first(self) -> QWidget | None:
        """Where F6 goes: the first button of the first card."""
        for _, widget in self._cards.values():
            button = widget.findChild(Button)
            if button is not None:
                return button
        return None

    def buttons(self) -> list[QWidget]:
        """All buttons, card after card."""
        return [button for _, card in self._cards.values() for button in card.findChildren(Button)]

    def cards(self) -> list[Card]:
        """What is shown now, in order."""
        return [card for card, _ in self._cards.values()]

    def _made(self, card: Card) -> ActionCard:
        buttons = [self._button(card, button) for button in card.buttons]
        chip = None
        if card.chip is not None:
            chip = StatusChip(card.chip.text, Tone(card.chip.tone), card.chip.icon)
        made = ActionCard(card.icon, Tone(card.tone), card.title, card.lines, buttons, chip)
        made.stack_buttons(stacked=self._stacked)
        return made

    def _button(self, card: Card, said: CardButton) -> Button:
        button = Button(said.text, said.look, said.icon)
        button.setAccessibleName(said.spoken)
        button.clicked.connect(lambda: self.acted.emit(said.act, card.need))
        return button

    def _place(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        for at in range(max(3, self._grid.columnCount())):
            self._grid.setColumnStretch(at, 1 if at < self._columns else 0)
        for at, (_, widget) in enumerate(self._cards.values()):
            self._grid.addWidget(widget, at // self._columns, at % self._columns)

    def _dress(self) -> None:
        self._column.setSpacing(look.px(12))


def _drop(kept: tuple[Card, ActionCard] | None) -> None:
    if kept is not None:
        kept[1].hide()
        kept[1].setParent(None)
        kept[1].deleteLater()
