"""The "Images" tab: what the practice shares of its images, and the one or two that are open."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.found import Findable
from desktop.models.items.absence import no_images
from desktop.models.items.images import ImageRow, ImagesModel, kept_words
from desktop.models.items.row_list import TOP
from desktop.services.portal import FilesState, Page, Portal, SaveAs, SyncStage, SyncState
from desktop.views.cards.image_page import ImagePage
from desktop.views.cards.image_panel import ImagePanel
from desktop.views.lists.seeker import Seeker
from desktop.views.page import PLAIN_SPLIT, SIDE
from desktop.views.saving import Saving
from desktop.views.section import Part, SectionView, Spec
from desktop.views.tab_order import stops
from desktop.views.theme import look
from portal_protocol.images import Image
from portal_protocol.records import Kind, Section

translate = QCoreApplication.translate

SPLITTER = "images"
NARROW = 760
COUNT_AFTER = 500  # milliseconds after a file has come, before they are counted again


class ImagesView(SectionView):
    """Oldest to newest; the newest is open from the start (IMG-1)."""

    watches = frozenset({Kind.IMAGE})

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(portal, parent)
        self.model = ImagesModel(self)
        self.model.wanted.connect(self._ask)
        self.panel = ImagePanel(portal, self.model)
        self.page = ImagePage(portal)
        look.carry(self.panel)
        self.saving = Saving(self)
        self._seeker = Seeker(self.panel.list, self.model)
        self._narrow = False
        self._count = QTimer(self, singleShot=True, interval=COUNT_AFTER)
        self._count.timeout.connect(self._count_files)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(16)
        self.split.setStyleSheet(PLAIN_SPLIT)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.panel)
        self.split.addWidget(self.page)
        self.split.setSizes(list(portal.settings.splitters.get(SPLITTER, (292, 932))))
        self.split.setStretchFactor(1, 1)
        self.split.splitterMoved.connect(self._keep_sizes)
        around = QVBoxLayout(self)
        around.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        around.addWidget(self.split)
        self._connect()

    def _connect(self) -> None:
        rows, page = self.panel.images, self.page
        rows.opened.connect(self._open)
        rows.acted.connect(self._do)
        rows.thumbs.here.connect(self._count.start)
        self._seeker.found.connect(self._open)
        self.panel.remedy_wanted.connect(self._on_remedy)
        self.panel.save_all_wanted.connect(self._save_all)
        self.panel.save_chosen_wanted.connect(self._save_chosen)
        page.save_wanted.connect(self.saving.save_one)
        page.back_wanted.connect(self._show_list)
        page.step_wanted.connect(self._step)
        page.beside_wanted.connect(self._compare)
        page.compared.connect(self._on_compared)
        page.turned.connect(self.rearranged)
        page.came.connect(self.model.note_saved)
        page.came.connect(self._count.start)
        self.portal.sync_changed.connect(self._on_sync)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self.panel)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._save_chosen)

    @override
    def reload(self) -> None:
        self.panel.images.thumbs.retry()
        self.model.set_context(self.family, everyone=self.portal.chosen is None)
        self.model.refresh()
        self._count_files()

    @override
    def set_width(self, width: float) -> None:
        """In a narrow window the image is a page of its own, with Back."""
        self._narrow = width < NARROW
        self._arrange()

    @override
    def reveal(self, record: Findable) -> None:
        self._seeker.seek(record.id)

    @override
    def parts(self) -> list[Part]:
        shown = [self.panel.part(), Part(self.page, self.page.focus_part())]
        return [part for part in shown if part.area.isVisible()]

    @override
    def stops(self) -> list[QWidget]:
        return [*self.panel.stops(), *stops(self.page)]

    @override
    def _on_chosen(self, patient: object) -> None:
        self.model.forget()
        self._seeker.stop()
        super()._on_chosen(patient)

    def _ask(self, cursor: str | None, turn: int) -> None:
        done, failed = partial(self._take, turn=turn), self.failing(self.panel.show_unreadable)
        self.portal.gallery.images(cursor=cursor, owner=self, done=done, failed=failed)

    def _take(self, page: Page[Image], turn: int) -> None:
        self.model.take(page, turn)
        self.panel.show_rows_or(no_images(self.situation))
        if self.model.loaded:
            self._settle()

    def _settle(self) -> None:
        """What is no longer shared is closed, what was changed shows anew."""
        rows = {row.key: row for row in self.model.images}
        shown = self.page.keys
        if any(key not in rows for key in shown) and not self.model.more:
            self.page.clear()
            shown = ()
        current = self.page.current
        if current is not None and current.key in rows:
            self.page.show_row(rows[current.key], self.family)
        if not shown and not self._narrow:
            self._open_newest()
        self._arrange()

    def _open_newest(self) -> None:
        """It is the last of the list, which is read to its end for it."""
        if self.model.canFetchMore(TOP):
            self.model.fetchMore(TOP)
        elif self.model.images and not self.model.asking:
            self._open(self.model.images[-1])
            self.panel.images.show_current()

    def _open(self, row: ImageRow) -> None:
        self.panel.list.choose(row.key)
        self.page.show_row(row, self.family)
        self._arrange()
        if self._narrow:
            self.page.back.setFocus()

    def _step(self, step: int) -> None:
        current = self.page.current
        row = self.model.neighbour(current.key, step) if current is not None else None
        if row is not None:
            self._open(row)
            self.panel.images.show_current()

    def _compare(self) -> None:
        """Side by side was asked for: with an earlier picture of the same, if there is one."""
        first = self.page.shown[0]
        row = self.model.counterpart(first.key) if first is not None else None
        if first is not None and row is not None:
            older = self.model.place(row.key) < self.model.place(first.key)
            self.page.show_beside(row, older=older)

    def _on_compared(self) -> None:
        current = self.page.current
        self.model.mark(self.page.marks())
        number = self.model.place(current.key) if current is not None else 0
        self.page.show_count(number, self.model.total)

    def _do(self, key: str, row: ImageRow) -> None:
        match key:
            case "open":
                self._open(row)
            case "beside" if self.page.shown[0] is not None:
                self.page.show_beside(row)
                self._arrange()
            case "beside":
                self._open(row)
            case "download":
                self.saving.save_one(row.shown.record)

    def _save_chosen(self) -> None:
        chosen = (row.shown.record for row in self.panel.images.chosen)
        records = [record for record in chosen if record.blobs]
        if len(records) == 1:
            self.saving.save_one(records[0])
        elif records:
            self._save(tuple(records))

    def _save_all(self) -> None:
        """All of them, also those that the list has not read yet."""
        self.portal.gallery.everything(owner=self, done=self._save)

    def _save(self, records: tuple[Image, ...]) -> None:
        self.saving.save_all(records, SaveAs.ZIP, translate("Images", "Images"))

    def _show_list(self) -> None:
        self.page.clear()
        self._arrange()
        self.panel.list.setFocus()

    def _arrange(self) -> None:
        """What shows: both, or in a narrow window one of them."""
        opened = self.page.current is not None
        self.page.show_back(shown=self._narrow)
        self.panel.setVisible(not self._narrow or not opened)
        self.page.setVisible(opened if self._narrow else self.model.rowCount() > 0)
        self.rearranged.emit()

    def _count_files(self) -> None:
        self.portal.gallery.kept(owner=self, done=self._show_kept)

    def _show_kept(self, kept: FilesState) -> None:
        self.say_note(kept_words(kept.done, kept.total))

    def _on_sync(self, state: SyncState) -> None:
        if state.stage is SyncStage.FRESH:
            self.panel.images.thumbs.retry()
            self.panel.list.viewport().update()

    def _keep_sizes(self) -> None:
        sizes = {**self.portal.settings.splitters, SPLITTER: tuple(self.split.sizes())}
        self.portal.change_settings(splitters=sizes)


SECTION = Spec(
    order=60,
    part=Section.IMAGES,
    title=lambda: translate("Images", "Images"),
    icon="image",
    view=ImagesView,
)
