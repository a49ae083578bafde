"""Activity history: everything done with the records, by anyone, on any device (HEAD-8, WHO-7)."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.items.activity import ActivityModel, Column, Wording, count_words, title_of
from desktop.models.items.family import Family
from desktop.services.portal import Choices, Page, Portal, PortalError
from desktop.views.announce import announce
from desktop.views.dialogs.activity_filters import ActivityFilters
from desktop.views.dialogs.activity_head import ActivityHead, list_name
from desktop.views.dialogs.activity_saving import ActivitySaving
from desktop.views.lists.activity_delegate import ActivityDelegate
from desktop.views.lists.row_view import RowView
from desktop.views.notices import of_error
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import primary, secondary
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.dressed import mark
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.text import label
from desktop.views.widgets.tone import Tone
from portal_protocol.activity import Activity
from portal_protocol.records import Kind, PatientId

translate = QCoreApplication.translate
WIDE, HIGH, LEAST = 1080, 640, 120
BATCH = 30  # rows that are laid out at a time: in another order thousands come at once


class ActivityDialog(Dialog):
    """Shows whoever is chosen in the header first, or `patient`; the list follows what is done.

    With `subject` only what was done to records of that kind (SUM-7).
    """

    def __init__(
        self,
        portal: Portal,
        parent: QWidget,
        subject: str = "",
        patient: PatientId | None = None,
    ) -> None:
        super().__init__(translate("Activity", "Activity history"), parent)
        self.portal, self._subject = portal, subject
        self.model = ActivityModel(self)
        self.filters = ActivityFilters(self._family(), patient or portal.chosen, subject)
        self.delegate = ActivityDelegate()
        self.head = ActivityHead()
        self.saving = ActivitySaving(portal, self)
        self._title = label("", "card", wrap=True)
        self.banner = Banner(Tone.BAD, "")
        self.banner.hide()
        self._lay_out()
        self._add_buttons()
        self._connect()
        self._show_order()
        self._reword()
        self.model.refresh()
        portal.activity.choices(owner=self, done=self._show_choices)
        self._fit(parent.window().size())

    def _fit(self, room: QSize) -> None:
        """As large as is good, as far as the window below has room, and never too small."""
        wide = min(look.px(WIDE), room.width() - 40)
        self.filters.arrange(wide - 40)
        least = self.minimumSizeHint()
        high = min(look.px(HIGH), room.height() - 60)
        self.resize(max(wide, least.width()), max(high, least.height()))

    def _lay_out(self) -> None:
        sub = translate("Activity", "By anyone, on any device. Entries cannot be changed.")
        for part in (self._title, label(sub, "meta", wrap=True), self.filters, self.banner):
            self.body.addWidget(part)
        self.list = RowView("", self.model, self.delegate, more=False)
        self.list.setLayoutMode(RowView.LayoutMode.Batched)
        self.list.setBatchSize(BATCH)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        title = translate("Activity", "Nothing here yet")
        text = translate("Activity", "What is viewed, sent, saved or signed in shows here.")
        self._stack.addWidget(EmptyState("history", Tone.INFO, title, text))
        self._stack.addWidget(self._no_match())
        self._stack.setMinimumHeight(LEAST)  # less than what is said asks for: windows are small
        frame = QFrame()
        mark(frame, card="true")
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self.body.addWidget(frame, 1)

    def _no_match(self) -> EmptyState:
        show_all = secondary(translate("Activity", "Show all"))
        show_all.clicked.connect(self.filters.widen)
        title = translate("Activity", "No entry matches")
        text = translate("Activity", "There are entries, but none is as chosen above.")
        return EmptyState("search", Tone.INFO, title, text, (show_all,))

    def _add_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self.csv = secondary(translate("Activity", "Save as CSV"), "file-down")
        self.pdf = secondary(translate("Activity", "Save as PDF"), "file-down")
        close = primary(translate("Activity", "Close"))
        self.csv.clicked.connect(self._save_csv)
        self.pdf.clicked.connect(self._save_pdf)
        close.clicked.connect(self.reject)
        self.add(self.csv, role.ActionRole)
        self.add(self.pdf, role.ActionRole)
        self.add(close, role.RejectRole)

    def _connect(self) -> None:
        self.model.wanted.connect(self._ask)
        self.head.order_wanted.connect(self._on_order)
        self.filters.changed.connect(self._on_filters)
        self.portal.changed.connect(self._on_changed)
        self.saving.busy.connect(self._on_busy)
        self.saving.saved.connect(self._on_saved)
        self.saving.failed.connect(self._on_failed)
        self.finished.connect(self.saving.stop)

    def _family(self) -> Family:
        return Family(self.portal.people, self.portal.practice)

    def _wording(self) -> Wording:
        several = len(self.portal.people) > 1 and self.filters.asked().patient is None
        return Wording(self._family(), several)

    def _reword(self) -> None:
        """The title, and whether whose records they are must be said."""
        family, patient = self._family(), self.filters.asked().patient
        one = patient is not None or len(family.people) < 2
        text = title_of(self._subject, one=one)
        name = family.name(patient) or (family.name(family.me.id) if family.me else "")
        self._title.setText(text.replace("%1", name))
        wording = self._wording()
        self.delegate.several = wording.several
        self.head.set_several(several=wording.several)
        self.model.set_wording(wording)

    def _ask(self, cursor: str | None, turn: int) -> None:
        take, asked = partial(self._take, turn=turn), self.filters.asked()
        if self.model.whole:
            self.portal.activity.everything(asked, owner=self, done=take, failed=self._on_failed)
        else:
            failed = self._on_failed
            self.portal.activity.page(asked, cursor=cursor, owner=self, done=take, failed=failed)

    def _take(self, page: Page[Activity], turn: int) -> None:
        self.model.take(page, turn)
        empty = 2 if self.filters.narrowed else 1
        self._stack.setCurrentIndex(0 if self.model.rowCount() else empty)
        self.note.setText(count_words(self.model.total))

    def _show_choices(self, choices: Choices) -> None:
        self.filters.show_choices(choices)

    def _on_order(self, column: Column) -> None:
        self.model.order_by(column)
        self._show_order()

    def _show_order(self) -> None:
        column, descending = self.model.column, self.model.descending
        self.head.show_order(column, descending=descending)
        self.list.setAccessibleName(list_name(column, descending=descending))

    def _on_filters(self) -> None:
        self.model.clear()
        self._reword()
        self.model.start_over()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & {
            Kind.ACTIVITY,
            Kind.APPOINTMENT,
            Kind.MESSAGE,
            Kind.STATEMENT,
            Kind.CARE_SUMMARY,
            Kind.TRANSMISSION,
        }:
            self.model.refresh()
            self.portal.activity.choices(owner=self, done=self._show_choices)

    def _save_csv(self) -> None:
        self.saving.ask_csv(self.filters.asked(), self._wording())

    def _save_pdf(self) -> None:
        self.saving.ask_pdf(self.filters.asked(), self._wording(), self._title.text())

    def _on_busy(self, busy: bool) -> None:
        self.banner.hide()
        for button in (self.csv, self.pdf):
            button.setEnabled(not busy)

    def _on_saved(self, name: str) -> None:
        text = translate("Activity", "Saved: %1").replace("%1", name)
        self.banner.show_notice(Tone.OK, text)
        self.banner.show()
        announce(self, text)

    def _on_failed(self, error: PortalError) -> None:
        notice = of_error(error, self.portal.practice.name if self.portal.practice else "")
        self.banner.show_notice(Tone.BAD, notice.text, title=notice.title)
        self.banner.show()
