"""The "Summary" tab: care summaries of each person, and the one that is open (SUM-1…8)."""

from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.found import Findable
from desktop.models.items.absence import no_summaries
from desktop.models.items.care import CareRow, PersonRow, care_rows, kept_words, title_of
from desktop.models.items.row_list import RowListModel
from desktop.models.summary import Days
from desktop.services.portal import Page, Portal, SyncStage, SyncState
from desktop.views.cards.care_page import CarePage
from desktop.views.cards.list_panel import ListPanel
from desktop.views.dialogs.activity import ActivityDialog
from desktop.views.dialogs.received import ReceivedDialog
from desktop.views.dialogs.transmit import TransmitDialog
from desktop.views.lists.care_delegate import CareDelegate
from desktop.views.lists.row_view import RowView
from desktop.views.page import GAP, PLAIN_SPLIT, SIDE, SideColumn
from desktop.views.saving import Saving
from desktop.views.section import Part, SectionView, Spec
from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from portal_protocol.records import Kind, PatientId, Section
from portal_protocol.summaries import CareSummary
from portal_protocol.transmissions import Transmission

translate = QCoreApplication.translate

SPLITTER = "summary"
NARROW = 760
LEAST, LEAST_CONTENTS = 170, 160


class SummaryView(SectionView):
    """The newest summary of the first person is open from the start."""

    watches = frozenset({Kind.CARE_SUMMARY, Kind.TRANSMISSION})

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(portal, parent)
        self.model: RowListModel[CareRow] = RowListModel(self)
        title = translate("Care", "Patients")
        self.panel = ListPanel(title, RowView(title, self.model, CareDelegate()), least=LEAST)
        self.page = CarePage(portal)
        self.contents = self.page.viewer.contents
        for part in (self.panel, self.contents):
            look.carry(part)
        self.saving = Saving(self)
        self._narrow = self._paged = False
        self._sought: tuple[PatientId | None, str] | None = None  # what search wants to be open
        self.side = SideColumn()
        self.side.column.setSpacing(GAP)
        self.side.column.addWidget(self.panel, 1)
        self.side.column.addWidget(self.contents, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(GAP)
        self.split.setStyleSheet(PLAIN_SPLIT)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.side)
        self.split.addWidget(self.page)
        self.split.setSizes(list(portal.settings.splitters.get(SPLITTER, (268, 956))))
        self.split.setStretchFactor(1, 1)
        self.split.splitterMoved.connect(self._keep_sizes)
        around = QVBoxLayout(self)
        around.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        around.addWidget(self.split)
        keep_dressed(self._dress)
        self._connect()
        self._arrange()

    def _connect(self) -> None:
        self.panel.list.opened.connect(self._open)
        self.panel.remedy_wanted.connect(self._on_remedy)
        self.contents.gone_to.connect(self._show_page)
        page = self.page
        page.remedy_wanted.connect(self._on_remedy)
        page.save_wanted.connect(self.saving.save_one)
        page.download_wanted.connect(self._download)
        page.source_wanted.connect(self._show_source)
        page.history_wanted.connect(self.show_history)
        page.transmit_wanted.connect(self.show_transmit)
        page.undelivered.again_wanted.connect(self.show_transmit)
        self.portal.sync_changed.connect(self._on_sync)
        self._on_sync(self.portal.sync_state)
        page.back_wanted.connect(self._show_list)
        page.turned.connect(self._arrange)
        page.came.connect(self._count)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self.page.bar)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.page.bar.download_wanted)

    @override
    def reload(self) -> None:
        failed = self.failing(self.panel.show_unreadable)
        self.portal.care.summaries(owner=self, done=self._take, failed=failed)

    @override
    def set_width(self, width: float) -> None:
        """In a narrow window the document is a page of its own, with Back."""
        self._narrow = width < NARROW
        self._arrange()

    @override
    def reveal(self, record: Findable) -> None:
        self._sought = record.patient, record.id
        self._settle()

    @override
    def parts(self) -> list[Part]:
        contents = Part(self.contents, self.contents.list)
        shown = [self.panel.part(), contents, Part(self.page, self.page.focus_part())]
        return [part for part in shown if part.area.isVisible()]

    @override
    def stops(self) -> list[QWidget]:
        return [*self.panel.stops(), self.contents.list, *self.page.stops()]

    def show_history(self) -> None:
        """Who has viewed, saved and transmitted summaries of the person that is shown (SUM-7)."""
        if self.page.row is not None:
            patient = self.page.row.key
            ActivityDialog(self.portal, self, Kind.CARE_SUMMARY, patient).open()

    def show_transmit(self, again: Transmission | None = None) -> None:
        """Send summaries of the person that is shown to somebody (SUM-4, SUM-5), or once more what
        did not arrive."""
        row, shown = self.page.row, self.page.shown
        if row is not None and shown is not None:
            days = Days(again.covers_from, again.covers_to) if again else self.page.bar.days
            dialog = TransmitDialog(self.portal, self, row, shown.key, days, again)
            dialog.history_wanted.connect(self.show_history)
            dialog.open()

    def _on_sync(self, state: SyncState) -> None:
        self.page.show_contact(offline=state.stage is SyncStage.OFFLINE)

    def _take(self, page: Page[CareSummary]) -> None:
        today = date.today()  # noqa: DTZ011 - the computer's own day
        rows = care_rows(page, self.family, self.portal.chosen, today)
        self.model.show_rows(rows)
        if (rows and self.portal.sync_state.saved_at is not None) or page.rows:
            self.panel.show_list()
        else:
            self.model.show_rows([])
            self.panel.show_absence(no_summaries(self.situation))
        self.say_note(kept_words(page.rows))
        self._settle()

    def _settle(self) -> None:
        """What search wants, else the person that was shown, else the first one."""
        rows = [row for row in self.model.rows if isinstance(row, PersonRow)]
        sought, key = self._sought or (None, "")
        wanted = next((row for row in rows if sought is not None and row.key == sought), None)
        if wanted is not None and any(one.key == key for one in wanted.summaries):
            self._sought = None
            self._open(wanted, key)
            self.page.focus_part().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        before = self.page.row
        same = next((row for row in rows if before is not None and row.key == before.key), None)
        if same is not None:
            self.page.show_person(same, self.situation)
        elif rows and not self._narrow:
            self._choose(next((row for row in rows if row.summaries), rows[0]))
        else:
            self.page.clear()
        self._arrange()

    def _open(self, row: PersonRow, key: str = "") -> None:
        """A person was chosen: in a narrow window the list gives way."""
        self._choose(row, key)
        self._show_page()
        if self._narrow:
            self.page.back.setFocus()

    def _choose(self, row: PersonRow, key: str = "") -> None:
        self.panel.list.choose(row.key)
        self.page.show_person(row, self.situation, key)

    def _show_page(self) -> None:
        self._paged = True
        self._arrange()

    def _show_list(self) -> None:
        self._paged = False
        self._arrange()
        self.panel.list.setFocus()

    def _arrange(self) -> None:
        """What shows: both, or in a narrow window one of them."""
        opened = self.page.row is not None
        self.page.show_back(shown=self._narrow)
        self.contents.setVisible(bool(self.page.viewer.paper.groups))
        self.side.setVisible(not (self._narrow and opened and self._paged))
        self.page.setVisible(opened and (self._paged or not self._narrow))
        self.rearranged.emit()

    def _download(self, summary: CareSummary) -> None:
        save = partial(self.portal.care.save, summary, days=self.page.bar.days)
        self.saving.save_made(self.portal.care.name(summary), save)

    def _show_source(self, summary: CareSummary, data: bytes, file: int) -> None:
        dialog = ReceivedDialog(self.portal, self, title_of(summary), data, file)
        dialog.save_wanted.connect(partial(self.saving.save_one, summary))
        dialog.open()

    def _count(self) -> None:
        """A file has come: what the footer says is read again."""
        self.portal.care.summaries(
            owner=self, done=lambda page: self.say_note(kept_words(page.rows))
        )

    def _keep_sizes(self) -> None:
        sizes = {**self.portal.settings.splitters, SPLITTER: tuple(self.split.sizes())}
        self.portal.change_settings(splitters=sizes)

    def _dress(self) -> None:
        self.contents.setMinimumHeight(look.px(LEAST_CONTENTS))


SECTION = Spec(
    order=50,
    part=Section.SUMMARY,
    title=lambda: translate("Care", "Summary"),
    icon="heart-pulse",
    view=SummaryView,
)
