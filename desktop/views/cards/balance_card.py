"""The card with the honest line (ACC-2)."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.items.balances import BalanceLine, BalanceText
from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.text import Figure, IconLabel, Role, label, rule
from desktop.views.widgets.trailing import TrailingButton

translate = QCoreApplication.translate


class BalanceCard(QFrame):
    """`pay_wanted` asks for the practice's payment page; Pay is there only if there is one."""

    pay_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card="true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        caption = translate("Balance", "Balance on your last statement")
        self.caption = label(caption, "body", "text2", wrap=True)
        self.figure = Figure()
        self.dated = label("", "meta", wrap=True)
        self.note = label("", "meta", wrap=True)
        self.pay = TrailingButton(
            translate("Balance", "Pay"), "primary", "credit-card", "external-link"
        )
        self.pay.setToolTip(
            translate("Balance", "Opens the practice’s payment page in your browser")
        )
        self.pay.setAccessibleName(
            translate("Balance", "Pay, opens the practice’s payment page in your browser")
        )
        self.pay.clicked.connect(self.pay_wanted)
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self.caption, self.figure, self.dated):
            words.addWidget(part)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self.pay, 0, Qt.AlignmentFlag.AlignTop)
        self._lines = QGridLayout()
        self._lines.setColumnStretch(1, 1)
        self._shown: list[QWidget] = []
        self._rule = rule()
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addWidget(self._rule)
        self._column.addLayout(self._lines)
        self._column.addWidget(self.note)
        keep_dressed(self._dress)

    def show_balance(self, said: BalanceText, *, payable: bool) -> None:
        """Say this balance; `payable` offers the payment page (ACC-4)."""
        self.figure.setText(said.figure)
        self.figure.setAccessibleName(f"{self.caption.text()}, {said.figure}, {said.dated}")
        self.dated.setText(said.dated)
        self.note.setText(said.note)
        self.pay.setVisible(payable)
        self._rule.setVisible(bool(said.lines))
        for old in self._shown:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        for at, line in enumerate(said.lines):
            self._add_line(at, line)

    def _add_line(self, at: int, line: BalanceLine) -> None:
        role: Role = "strong" if line.strong else "body"
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(line.label, role, wrap=not line.detail), 0 if line.detail else 1)
        if line.detail:
            row.addWidget(label(line.detail, "body", "text2", wrap=True), 1)
        amount = label(line.amount, role)
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        amount.setAccessibleName(line.spoken)
        self._shown += [words, amount]
        if line.icon:
            icon = IconLabel(line.icon, 18, line.token)
            self._lines.addWidget(icon, at, 0)
            self._shown.append(icon)
        self._lines.addWidget(words, at, 1)
        self._lines.addWidget(amount, at, 2)

    def _dress(self) -> None:
        side = look.px(18)
        self._column.setContentsMargins(side, look.px(14), side, look.px(14))
        self._column.setSpacing(look.px(8))
        self._lines.setHorizontalSpacing(look.px(8))
        self._lines.setVerticalSpacing(look.px(5))
