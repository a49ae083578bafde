"""The "Account" tab: the honest balance, statements, and the viewer beside them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.found import Findable
from desktop.models.items.absence import no_statements
from desktop.models.items.balances import balance_text
from desktop.models.items.statements import StatementRow, StatementsModel, kept_words, title_of
from desktop.services.portal import Balance, FilesState, Page, Portal, SaveAs
from desktop.views.cards.balance_card import BalanceCard
from desktop.views.cards.document_viewer import DocumentViewer
from desktop.views.cards.statement_panel import StatementPanel
from desktop.views.links import open_link
from desktop.views.lists.seeker import Seeker
from desktop.views.page import PLAIN_SPLIT, SIDE, SideColumn
from desktop.views.saving import Saving
from desktop.views.section import Part, SectionView, Spec
from desktop.views.tab_order import stops
from desktop.views.theme import look
from portal_protocol.records import Kind, Payment, Section, Statement

translate = QCoreApplication.translate

SPLITTER = "account"


class AccountView(SectionView):
    """Nothing here is called the balance of now (ACC-2)."""

    watches = frozenset({Kind.STATEMENT, Kind.PAYMENT})

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(portal, parent)
        self.model = StatementsModel(self)
        self.model.wanted.connect(self._ask)
        self.balance = BalanceCard()
        self.balance.hide()
        self.balance.pay_wanted.connect(self._pay)
        self.panel = StatementPanel(self.model)
        self.panel.remedy_wanted.connect(self._on_remedy)
        self._seeker = Seeker(self.panel.list, self.model)
        self.viewer = DocumentViewer(portal, translate("Statements", "Back to the list"))
        self.saving = Saving(self)
        self._narrow = False
        self._connect()
        for part in (self.balance, self.panel, self.viewer):
            look.carry(part)
        self.side = SideColumn()
        self.side.column.addWidget(self.balance)
        self.side.column.addWidget(self.panel, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(16)
        self.split.setStyleSheet(PLAIN_SPLIT)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.side)
        self.split.addWidget(self.viewer)
        self.split.setSizes(list(portal.settings.splitters.get(SPLITTER, (500, 724))))
        self.split.splitterMoved.connect(self._keep_sizes)
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        self._around.addWidget(self.split)

    def _connect(self) -> None:
        rows = self.panel.list
        rows.opened.connect(self._open)
        self._seeker.found.connect(self._open)
        rows.acted.connect(self._do)
        rows.turned.connect(self._turn)
        self.panel.save_all_wanted.connect(self._save_all)
        self.panel.kept_months = self.portal.settings.statements_kept_months
        self.panel.keep_wanted.connect(self._keep)
        self.viewer.save_wanted.connect(self.saving.save_one)
        self.viewer.back_wanted.connect(self._show_side)

    @override
    def reload(self) -> None:
        account = self.portal.account
        account.balance(owner=self, done=self._show_balance)
        account.payments(owner=self, done=self._show_payments)
        account.kept(owner=self, done=self._show_kept)
        self.model.refresh()

    @override
    def set_width(self, width: float) -> None:
        """In a narrow window the document is a page of its own, with Back."""
        self._narrow = width < 760
        self.viewer.show_back(shown=self._narrow)
        self.panel.set_grown(grown=self._narrow)
        self.side.setVisible(not self._narrow or not self.viewer.shown)
        self.viewer.setVisible(not self._narrow or self.viewer.shown is not None)
        alone = self._narrow and not self.viewer.shown
        outside, inside = (0, SIDE) if alone else (SIDE, 0)  # its scroll bar at the window's edge
        self._around.setContentsMargins(outside, outside, outside, outside)
        self.side.column.setContentsMargins(inside, inside, inside, inside)

    @override
    def reveal(self, record: Findable) -> None:
        if isinstance(record, Statement):
            self._seeker.seek(record.id)

    @override
    def parts(self) -> list[Part]:
        shown = [self.panel.part(), Part(self.viewer, self.viewer.focus_part())]
        return [part for part in shown if part.area.isVisible()]

    @override
    def stops(self) -> list[QWidget]:
        return [self.balance.pay, *self.panel.stops(), *stops(self.viewer)]

    @override
    def _on_chosen(self, patient: object) -> None:
        self.model.forget()
        super()._on_chosen(patient)

    def _ask(self, cursor: str | None, turn: int) -> None:
        done = partial(self._take, turn=turn)
        self.portal.account.statements(
            cursor=cursor, owner=self, done=done, failed=self.failing(self.panel.show_unreadable)
        )

    def _take(self, page: Page[Statement], turn: int) -> None:
        self.model.take(page, turn)
        self.panel.show_rows_or(no_statements(self.situation))
        if self.model.loaded:
            self._settle_viewer()

    def _settle_viewer(self) -> None:
        """The newest statement is open from the start; what is no longer shared is closed."""
        rows = [row for row in self.model.rows if isinstance(row, StatementRow)]
        shown = self.viewer.shown
        if shown is not None and not any(row.key == shown.id for row in rows):
            self.viewer.clear()
            shown = None
        if shown is None and rows and not self._narrow:
            self._open(next((row for row in rows if row.shown.saved), rows[0]))

    def _show_balance(self, balance: Balance | None) -> None:
        self.balance.setVisible(balance is not None)
        if balance is not None:
            said = balance_text(balance, self.family)
            self.balance.show_balance(said, payable=bool(self._payment_address()))

    def _show_payments(self, payments: Sequence[Payment]) -> None:
        self.model.set_context(self.family, payments)

    def _show_kept(self, kept: FilesState) -> None:
        self.say_note(kept_words(kept.done, kept.total))

    def _payment_address(self) -> str:
        practice = self.portal.practice
        return practice.payment_address if practice and practice.payments_online else ""

    def _pay(self) -> None:
        if open_link(self._payment_address()):
            text = translate("Account", "The practice’s payment page opens in your browser")
            self.said.emit(text, None)

    def _open(self, row: StatementRow) -> None:
        self.panel.list.choose(row.key)
        record = row.shown.record
        self.viewer.show_record(record, title_of(record, self.family))
        self.set_width(0 if self._narrow else 1080)
        if row.shown.new:
            self.portal.account.mark_seen()

    def _show_side(self) -> None:
        self.viewer.clear()
        self.set_width(0)
        self.panel.list.setFocus()

    def _do(self, key: str, row: StatementRow) -> None:
        match key:
            case "open":
                self._open(row)
            case "download":
                self.saving.save_one(row.shown.record)
            case "summary":
                self.model.unfold(self.model.find(row.key))

    def _turn(self, index: QModelIndex, unfold: bool) -> None:
        self.model.unfold(index, shown=unfold)

    def _save_all(self, how: SaveAs) -> None:
        """All of them, also those that the list has not read yet."""
        self._gather([], how)

    def _gather(self, found: list[Statement], how: SaveAs, cursor: str | None = None) -> None:
        done = partial(self._gathered, found, how)
        self.portal.account.statements(cursor=cursor, owner=self, done=done)

    def _gathered(self, found: list[Statement], how: SaveAs, page: Page[Statement]) -> None:
        found += [shown.record for shown in page.rows if shown.record.blobs]
        if page.cursor is not None:
            self._gather(found, how, page.cursor)
        else:
            self.saving.save_all(found, how)

    def _keep(self, months: int) -> None:
        self.panel.kept_months = months
        self.portal.change_settings(statements_kept_months=months)

    def _keep_sizes(self) -> None:
        sizes = {**self.portal.settings.splitters, SPLITTER: tuple(self.split.sizes())}
        self.portal.change_settings(splitters=sizes)


def _badge(count: int) -> str:
    if count == 1:
        return translate("Account", "Account, 1 new statement")
    return translate("Account", "Account, %n new statements", "", count)


SECTION = Spec(
    order=20,
    part=Section.ACCOUNT,
    title=lambda: translate("Account", "Account"),
    icon="receipt-text",
    view=AccountView,
    badge=_badge,
)
