"""One-column list models over frozen rows: a keyed diff, and further pages on demand."""

from collections.abc import Callable, Collection, Hashable, Sequence
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
from desktop.models.items.pages import Pages, Part
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

    def rows_between(self, first: int, last: int) -> tuple[R, ...]:
        """The rows from one place to another, as far as there are any."""
        return tuple(self._rows[max(first, 0) : max(last + 1, 0)])

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

    Of a list of more than `SHORT` pages whose view says by `in_view` which keys it shows, a refresh
    reads the first page and those; the others when they come into view (`look`).
    """

    SHORT = 3

    wanted = Signal(object, int)
    settled = Signal()  # what was asked for is shown

    def __init__(
        self, arrange: Callable[[Sequence[Any]], Sequence[R]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.arrange = arrange
        self.in_view: Callable[[], Collection[Hashable]] | None = None
        self.total = 0
        self.loaded = False
        self._pages, self._fresh = Pages(), Pages()
        self._again: Part | None = None  # the part that is read again
        self._cursor: str | None = None  # what was asked for
        self._asked = False
        self._further = self._distrusted = False
        self._enough = 0
        self._turn = 0

    @property
    def more(self) -> bool:
        """Whether further pages can be asked for."""
        return self._pages.following is not None

    @property
    def asking(self) -> bool:
        """Whether a page is still to come."""
        return self._asked

    def refresh(self) -> None:
        """Ask anew for what is shown; it stays until the new is here."""
        self._turn += 1
        self._further = False
        self._pages.doubt()
        if self._distrusted or self.in_view is None or len(self._pages.parts) <= self.SHORT:
            self._read_all()
        else:
            self._read_again()

    def distrust(self) -> None:
        """The next refresh leaves nothing for later: rows that are not in view may have to go."""
        self._distrusted = True

    def look(self) -> None:
        """Other rows have come into view: ask for those that may have changed."""
        if not self._asked:
            self._read_again()

    def start_over(self) -> None:
        """Ask for the first page of another list; the rows of this one stay until it is here."""
        self.forget()
        self.refresh()

    def forget(self) -> None:
        """Do not read as far again at the next refresh: it will be another list."""
        self._pages = Pages()

    def take(self, page: Page[Any], turn: int) -> None:
        """A page has come."""
        if turn != self._turn:
            return
        if page.total != UNCOUNTED:  # a later page may not say it again
            self.total = page.total
        records = [*page.rows, *(Shown(record) for record in page.unreadable)]
        if self._again is not None:
            self._take_again(self._again, records, page.cursor)
            return
        fresh = self._fresh
        fresh.add(self._cursor, records, page.cursor)
        held = sum(len(part.records) for part in fresh.parts)
        if page.cursor is not None and (not held or held < self._enough):
            self._ask(page.cursor)
            return
        self._asked, self.loaded = False, True
        if self._further:
            self._append(fresh)
        else:
            self._pages = fresh
            self.rearrange()
        self.settled.emit()

    def rearrange(self) -> None:
        """Word the same records again: another day, another locale, other names."""
        self.show_rows(self.arrange(self._pages.records))

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self.more and not self._asked

    @override
    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._enough, self._further, self._fresh = 0, True, Pages()
            self._ask(self._pages.following)

    def _ask(self, cursor: str | None) -> None:
        self._asked, self._cursor = True, cursor
        self.wanted.emit(cursor, self._turn)

    def _read_all(self) -> None:
        self._again, self._fresh, self._distrusted = None, Pages(), False
        self._enough = sum(len(part.records) for part in self._pages.parts)
        self._ask(None)

    def _read_again(self) -> None:
        """Ask for the next part in doubt that is in view, until there is none."""
        keys = self.in_view() if self.in_view is not None else ()
        self._again = self._pages.doubtful(keys)
        self._asked = False
        if self._again is not None:
            self._ask(self._again.cursor)

    def _take_again(self, part: Part, records: list[Any], following: str | None) -> None:
        before = self._pages.records
        self._pages.put(part, records, following)
        if self._pages.records != before:
            self.rearrange()
        self._read_again()
        if not self._asked:
            self.settled.emit()

    def _append(self, fresh: Pages) -> None:
        """Show a further page under the rows that are there."""
        before = self._tail()
        rows = self.arrange([*before, *fresh.records])[len(self.arrange(before)) :]
        self._pages.parts += fresh.parts
        self._pages.following = fresh.following
        if rows:
            self.beginInsertRows(TOP, len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def _tail(self) -> list[Any]:
        """The last record that this version can read, and what stands after it."""
        records = self._pages.records
        for at in range(len(records) - 1, -1, -1):
            if not isinstance(records[at].record, Unreadable):
                return records[at:]
        return records[-1:]
