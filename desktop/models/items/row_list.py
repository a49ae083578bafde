"""One-column list models over frozen rows: a keyed diff, and further pages on demand."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from desktop.models.items.diff import Changes, Keyed, become
from desktop.models.mail import UNCOUNTED
from desktop.models.shown import Page, Shown
from desktop.models.unreadable import Unreadable

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()


class Row(Keyed, Protocol):
    """What a list shows: what it says, what it reads aloud, and whether it can be chosen."""

    @property
    def title(self) -> str:
        """The first line: what typing finds."""

    @property
    def spoken(self) -> str:
        """The whole row as one sentence."""

    @property
    def enabled(self) -> bool:
        """False for the heading of a group."""


R = TypeVar("R", bound=Row)


def announcing(model: QAbstractItemModel, columns: int = 1) -> Changes:
    """Tell a model's views of each step, as Qt wants it told."""
    return Changes(
        remove=lambda first, last: model.beginRemoveRows(TOP, first, last),
        removed=model.endRemoveRows,
        move=lambda at, to: model.beginMoveRows(TOP, at, at, TOP, to),
        moved=model.endMoveRows,
        insert=lambda first, last: model.beginInsertRows(TOP, first, last),
        inserted=model.endInsertRows,
        changed=lambda at: model.dataChanged.emit(model.index(at, 0), model.index(at, columns - 1)),
    )


class RowListModel(QAbstractListModel, Generic[R]):
    """Rows that keep selection, current row and scroll when they are shown anew."""

    RowRole = Qt.ItemDataRole.UserRole
    KeyRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[R] = []

    @property
    def rows(self) -> tuple[R, ...]:
        """Everything shown now."""
        return tuple(self._rows)

    def row_at(self, index: Index) -> R | None:
        """The row behind an index, None for no row."""
        return self._rows[index.row()] if index.isValid() else None

    def find(self, key: object) -> QModelIndex:
        """The index of the row with this key; an invalid one when there is none."""
        at = next((at for at, row in enumerate(self._rows) if row.key == key), -1)
        return self.index(at, 0) if at >= 0 else QModelIndex()

    def show_rows(self, rows: Sequence[R]) -> None:
        """Become `rows`, telling views only what differs."""
        become(self._rows, rows, announcing(self))

    @override
    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None or not row.enabled:
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case self.RowRole:
                return row
            case self.KeyRole:
                return row.key
        return None


class PagedListModel(RowListModel[R]):
    """Rows that come in pages: the view asks by `fetchMore`, the owner answers by `take`.

    `arrange` turns records into rows (grouping, wording). A further page is arranged with the
    record before it alone, so that long lists stay quick: whether a heading comes between two
    records may depend on these two and on nothing else. Pages are asked for by
    cursor: `wanted(cursor, turn)` with None for the first. `turn` counts refreshes, so that a
    page that was asked for before the last refresh is dropped.
    """

    wanted = Signal(object, int)
    settled = Signal()  # what was asked for is shown

    def __init__(
        self, arrange: Callable[[Sequence[Any]], Sequence[R]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.arrange = arrange
        self.total = 0
        self.loaded = False
        self._records: list[Any] = []
        self._fresh: list[Any] = []
        self._cursor: str | None = None
        self._asked = False
        self._further = False
        self._enough = 0
        self._turn = 0

    @property
    def more(self) -> bool:
        """Whether further pages can be asked for."""
        return self._cursor is not None

    @property
    def asking(self) -> bool:
        """Whether a page is still to come."""
        return self._asked

    def refresh(self) -> None:
        """Ask anew for as many records as are shown now; they stay until the new ones are here."""
        self._turn += 1
        self._fresh, self._enough, self._asked = [], len(self._records), True
        self._further = False
        self.wanted.emit(None, self._turn)

    def start_over(self) -> None:
        """Ask for the first page of another list; the rows of this one stay until it is here."""
        self.forget()
        self.refresh()

    def forget(self) -> None:
        """Do not read as far again at the next refresh: it will be another list."""
        self._records = []

    def take(self, page: Page[Any], turn: int) -> None:
        """A page has come."""
        if turn != self._turn:
            return
        self._fresh += (*page.rows, *(Shown(record) for record in page.unreadable))
        self._cursor = page.cursor
        if page.total != UNCOUNTED:  # a later page may not say it again
            self.total = page.total
        if self._cursor is not None and (not self._fresh or len(self._fresh) < self._enough):
            self.wanted.emit(self._cursor, turn)
            return
        fresh, self._fresh, self._asked, self.loaded = self._fresh, [], False, True
        if self._further:
            self._append(fresh)
        else:
            self._records = fresh
            self.rearrange()
        self.settled.emit()

    def rearrange(self) -> None:
        """Word the same records again: another day, another locale, other names."""
        self.show_rows(self.arrange(self._records))

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._cursor is not None and not self._asked

    @override
    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked, self._enough, self._further = True, 0, True
            self.wanted.emit(self._cursor, self._turn)

    def _append(self, fresh: list[Any]) -> None:
        """Show a further page under the rows that are there."""
        before = self._tail()
        rows = self.arrange([*before, *fresh])[len(self.arrange(before)) :]
        self._records += fresh
        if rows:
            self.beginInsertRows(TOP, len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def _tail(self) -> list[Any]:
        """The last record that this version can read, and what stands after it."""
        for at in range(len(self._records) - 1, -1, -1):
            if not isinstance(self._records[at].record, Unreadable):
                return self._records[at:]
        return self._records[-1:]
