"""Reads of the Account tab."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.models.shown import Balance, Page
from desktop.services.jobs import Lane
from desktop.services.portal.core import Core, Failed
from desktop.services.portal.state import FilesState
from portal_protocol.records import Payment, Statement


class AccountFace:
    """Statements and payments (ACC-1…3, 7). Lists follow `Portal.chosen`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def balance(self, *, owner: QObject, done: Callable[[Balance | None], None]) -> None:
        """The honest line (ACC-2); None without a statement (ACC-3)."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.bills.balance, chosen=self._core.chosen)
            self._core.run(Lane.READ, read, owner=owner, done=done)

    def statements(
        self,
        *,
        owner: QObject,
        done: Callable[[Page[Statement]], None],
        failed: Failed | None = None,
        cursor: str | None = None,
    ) -> None:
        """Statements, invoices, receipts, newest first (ACC-1); `saved` and `new` are set."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.bills.statements, chosen=self._core.chosen, cursor=cursor)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def payments(self, *, owner: QObject, done: Callable[[tuple[Payment, ...]], None]) -> None:
        """Payments, newest first, at most 500; `Payment.statement` ties one to its statement."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.bills.payments, chosen=self._core.chosen)
            self._core.run(Lane.READ, read, owner=owner, done=done)

    def kept(self, *, owner: QObject, done: Callable[[FilesState], None]) -> None:
        """How many statements of all are on this computer (ACC-7)."""
        opened = self._core.opened
        if opened is not None:
            self._core.run(Lane.READ, opened.bills.kept, owner=owner, done=done)

    def mark_seen(self) -> None:
        """The patient has looked at the list: the badge goes, rows lose `new` when next read."""
        opened = self._core.opened
        if opened is not None:
            self._core.note(opened.bills.mark_seen, done=self._marked)

    def _marked(self, any_new: bool) -> None:
        if any_new:
            self._core.touched.emit(frozenset())
