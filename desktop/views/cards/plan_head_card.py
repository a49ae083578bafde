"""The head of a plan: what it is, what it costs you, what can be done with it."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.items.plan_head import PlanHead
from desktop.views.cards.plan_shares import PlanShares
from desktop.views.theme import look
from desktop.views.widgets.buttons import icon_button, quiet, secondary
from desktop.views.widgets.chip import StatusChip, Tone
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.text import Figure, IconLabel, label

translate = QCoreApplication.translate
Way = QBoxLayout.Direction


class PlanHeadCard(QFrame):
    """Asking is there only where a message can be written (PLAN-4)."""

    ask_wanted = Signal()
    print_wanted = Signal()
    save_wanted = Signal()
    signed_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark(self, card="true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.title = label("", "section", wrap=True)
        self.done = StatusChip(translate("Plans", "Completed"), Tone.OK, "check")
        self.about = label("", "meta", wrap=True)
        self.note = label("", "body", "text2", wrap=True)
        self.caption = label(translate("Plan", "Your part, estimate"), "meta")
        self.figure = Figure(size=28)
        self.shares = PlanShares()
        self.signed = label("", "meta", wrap=True)
        self.ask = secondary(translate("Plan", "Ask about this plan"), "message-circle-question")
        self.print_button = icon_button("printer", translate("Plan", "Print this plan"))
        self.save = icon_button("download", translate("Plan", "Save this plan as PDF"))
        self.open_signed = quiet(translate("Plan", "Open signed plan"), "file-text")
        for button, wanted in (
            (self.ask, self.ask_wanted),
            (self.print_button, self.print_wanted),
            (self.save, self.save_wanted),
            (self.open_signed, self.signed_wanted),
        ):
            button.clicked.connect(wanted)
        self._signing = QWidget()
        self._narrow = False
        self._lay_out()
        self.offer_ask(offered=False)
        keep_dressed(self._dress)

    def show_head(self, head: PlanHead, *, signed_document: bool) -> None:
        """Say another head; `signed_document` says that there is a PDF to be opened (PLAN-5)."""
        self.setAccessibleName(head.title)
        self.title.setText(head.title)
        self.done.setVisible(head.completed)
        self.about.setText(head.about)
        self.note.setText(head.note)
        self.note.setVisible(bool(head.note))
        self.figure.setText(head.figure)
        self.figure.setAccessibleName(f"{self.caption.text()}, {head.figure}")
        self.shares.show_head(head)
        signed = head.signed or translate("Plan", "There is a signed copy of this plan.")
        self.signed.setText(signed)
        self.open_signed.setVisible(signed_document)
        self._signing.setVisible(signed_document or bool(head.signed))

    def offer_ask(self, *, offered: bool) -> None:
        """Whether a message can be written."""
        self.ask.setVisible(offered)

    def set_narrow(self, *, narrow: bool) -> None:
        """In a narrow window everything stands below one another."""
        way = Way.TopToBottom if narrow else Way.LeftToRight
        for row in (self._top, self._cost):
            row.setDirection(way)
        self._narrow = narrow
        self._dress()
        self.shares.set_narrow(narrow=narrow)

    def _lay_out(self) -> None:
        named = QHBoxLayout()
        named.setSpacing(12)
        named.addWidget(self.title, 1)
        named.addWidget(self.done, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(named)
        words.addWidget(self.about)
        words.addWidget(self.note)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for button in (self.ask, self.print_button, self.save):
            tools.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        tools.addStretch(1)
        self._top = QBoxLayout(Way.LeftToRight)
        self._top.addLayout(words, 1)
        self._top.addLayout(tools)
        yours = QVBoxLayout()
        yours.setSpacing(0)
        for one in (self.caption, self.figure):
            yours.addWidget(one)
        self._cost = QBoxLayout(Way.LeftToRight)
        self._cost.addLayout(yours)
        self._cost.addWidget(self.shares, 1)
        signing = QHBoxLayout(self._signing)
        signing.setContentsMargins(0, 0, 0, 0)
        signing.addWidget(IconLabel("circle-check", 18, "okText"))
        signing.addWidget(self.signed, 1)
        signing.addWidget(self.open_signed)
        self._column = QVBoxLayout(self)
        for row in (self._top, self._cost):
            self._column.addLayout(row)
        self._column.addWidget(self._signing)

    def _dress(self) -> None:
        side = look.px(18)
        self._column.setContentsMargins(side, look.px(14), side, look.px(14))
        self._column.setSpacing(look.px(14))
        self._top.setSpacing(look.px(12))
        self._cost.setSpacing(look.px(10 if self._narrow else 24))
