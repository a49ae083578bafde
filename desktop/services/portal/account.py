"""Reads of the Account tab."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.models.shown import Balance, Page
from desktop.services.portal.core import Core
from desktop.services.portal.state import FilesState
from portal_protocol.records import Payment, Statement


class AccountFace:
    """Statements and payments (ACC-1…3, 7). Lists follow `Portal.chosen`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def balance(self, *, owner: QObject, done: Callable[[Balance | None], None]) -> None:
        """The honest line (ACC-2); None without a statement (ACC-3)."""

    def statements(
        self, *, owner: QObject, done: Callable[[Page[Statement]], None], cursor: str | None = None
    ) -> None:
        """Statements, invoices, receipts, newest first (ACC-1); `saved` and `new` are set."""

    def payments(self, *, owner: QObject, done: Callable[[tuple[Payment, ...]], None]) -> None:
        """Payments, newest first, at most 500; `Payment.statement` ties one to its statement."""

    def kept(self, *, owner: QObject, done: Callable[[FilesState], None]) -> None:
        """How many statements of all are on this computer (ACC-7)."""

    def mark_seen(self) -> None:
        """The patient has looked at the list: the badge goes, rows lose `new` when next read."""
