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
from desktop.models.shown import Page, Shown

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

    `arrange` turns the records so far into rows (grouping, wording). Pages are asked for by
    cursor: `wanted(cursor, turn)` with None for the first. `turn` counts refreshes, so that a
    page that was asked for before the last refresh is dropped.
    """

    wanted = Signal(object, int)

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
        self._enough = 0
        self._turn = 0

    def refresh(self) -> None:
        """Ask anew for as many records as are shown now; they stay until the new ones are here."""
        self._turn += 1
        self._fresh, self._enough, self._asked = [], len(self._records), True
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
        self._cursor, self.total = page.cursor, page.total
        nothing = not (page.rows or page.unreadable)
        if self._cursor is not None and (nothing or len(self._fresh) < self._enough):
            self.wanted.emit(self._cursor, turn)
            return
        self._asked, self.loaded = False, True
        self._records = list(self._fresh)
        self.rearrange()

    def rearrange(self) -> None:
        """Word the same records again: another day, another locale, other names."""
        self.show_rows(self.arrange(self._records))

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._cursor is not None and not self._asked

    @override
    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked, self._enough = True, 0
            self._fresh = list(self._records)
            self.wanted.emit(self._cursor, self._turn)
