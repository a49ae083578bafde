"""Who pays what of a whole plan: the bar with its legend and numbers (PLAN-3)."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.items.plan_head import PlanHead, Share
from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.split_bar import Side, SplitBar, Swatch
from desktop.views.widgets.text import label

translate = QCoreApplication.translate


class PlanShares(QWidget):
    """Wide: legend above the bar, numbers below; narrow: below it a line for each side."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = SplitBar()
        self._head: PlanHead | None = None
        self._narrow = False
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.bar)
        keep_dressed(self._dress)

    def show_head(self, head: PlanHead) -> None:
        """Show the shares of another plan."""
        if head == self._head:
            return
        self._head = head
        sums = head.sums
        name = translate("Plan", "Who pays what")
        shares = (sums.insurance, sums.discount, sums.patient)
        self.bar.show_parts(shares, head.spoken_shares, name)
        self._fill()

    def set_narrow(self, *, narrow: bool) -> None:
        """Choose the shape."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fill()

    def _fill(self) -> None:
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = []
        head = self._head
        if head is None:
            return
        shares = [(side, share) for side, share in zip(Side, head.shares, strict=True) if share]
        if self._narrow:
            self._add(_between([label(head.fees, "meta")], []), 0)
            for side, share in shares:
                line = _between(_legend(side, share), [label(share.amount, "metaStrong")])
                self._add(line, self._column.count())
        else:
            legend = [part for side, share in shares for part in _legend(side, share)]
            self._add(_between(legend, [label(head.fees, "meta")]), 0)
            numbers = [label(f"{one.name} {one.amount}", "meta") for _, one in shares]
            self._add(_between(numbers[:-1], numbers[-1:]), self._column.count())

    def _add(self, row: QWidget, at: int) -> None:
        self._column.insertWidget(at, row)
        self._rows.append(row)

    def _dress(self) -> None:
        self._column.setSpacing(look.px(5))


def _legend(side: Side, share: Share) -> list[QWidget]:
    return [Swatch(side), label(share.legend, "meta")]


def _between(leading: Sequence[QWidget], trailing: Sequence[QWidget]) -> QWidget:
    """A line with something at both ends."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in leading:
        row.addWidget(part)
        if not isinstance(part, Swatch):
            row.addSpacing(8)
    row.addStretch(1)
    for part in trailing:
        row.addWidget(part)
    return made
