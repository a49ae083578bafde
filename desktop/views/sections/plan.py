"""The "Plan" tab: saved treatment plans, and the one that is chosen (PLAN-1…5)."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.models.found import Findable
from desktop.models.items.absence import no_plans
from desktop.models.items.plan_questions import about_plan, about_row, row_lines
from desktop.models.items.plan_table import ProcedureRow
from desktop.models.items.plans import PlanRow, PlansModel
from desktop.services.portal import Page, Portal, ShownPlan
from desktop.views import clipboard
from desktop.views.cards.plan_list_panel import PlanListPanel
from desktop.views.cards.plan_page import PlanPage
from desktop.views.lists.seeker import Seeker
from desktop.views.page import GAP, SIDE, SideColumn
from desktop.views.paper import PaperRun, draw_pdf
from desktop.views.paper_printing import ask_and_print
from desktop.views.plan_paper import paper_of, words_for
from desktop.views.saving import Saving
from desktop.views.section import Part, SectionView, Spec
from desktop.views.theme import look
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import Kind, Section

translate = QCoreApplication.translate

NARROW, BESIDE, FULL = 760, 960, 1080
LIST, SLIM_LIST, MOST = 252, 220, 16_777_215  # the most that Qt lets a widget have


class PlanView(SectionView):
    """Plans are frozen copies: nothing here is more than an estimate of that day."""

    watches = frozenset({Kind.TREATMENT_PLAN, Kind.APPOINTMENT})

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(portal, parent)
        self.model = PlansModel(self)
        self.model.wanted.connect(self._ask)
        self.panel = PlanListPanel(self.model)
        look.carry(self.panel)
        self._seeker = Seeker(self.panel.list, self.model)
        self.side = SideColumn()
        self.side.column.addWidget(self.panel)
        self.page = PlanPage(portal)
        self.saving = Saving(self)
        self._drawing: PaperRun | None = None  # one PDF at a time
        self._width = float(FULL)
        self._around = QHBoxLayout(self)
        self._around.setSpacing(GAP)
        self._around.addWidget(self.side)
        self._around.addWidget(self.page, 1)
        self._connect()
        self._arrange()

    def _connect(self) -> None:
        self.panel.list.opened.connect(self._open)
        self._seeker.found.connect(self._on_found)
        self.panel.remedy_wanted.connect(self._on_remedy)
        head = self.page.head
        head.ask_wanted.connect(self._ask_about_plan)
        head.print_wanted.connect(self.print_plan)
        head.save_wanted.connect(self.save_plan)
        self.page.table.list.acted.connect(self._do)
        self.page.back_wanted.connect(self._show_list)
        self.page.turned.connect(self.rearranged)
        self.page.viewer.save_wanted.connect(self.saving.save_one)
        for keys, do in (
            (QKeySequence.StandardKey.Print, self.print_plan),
            (QKeySequence.StandardKey.Save, self.save_plan),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.page.plan)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    @override
    def reload(self) -> None:
        self.model.set_context(self.family, everyone=self.portal.chosen is None)
        self.model.refresh()

    @override
    def set_width(self, width: float) -> None:
        """In a narrow window the plan is a page of its own, with Back."""
        self._width = width
        self._arrange()

    @override
    def reveal(self, record: Findable) -> None:
        self._seeker.seek(record.id)

    @override
    def parts(self) -> list[Part]:
        return [part for part in (self.panel.part(), self.page.part()) if part.area.isVisible()]

    @override
    def stops(self) -> list[QWidget]:
        return [*self.panel.stops(), *self.page.stops()]

    @override
    def offer_compose(self, *, offered: bool) -> None:
        self.page.offer_ask(offered=offered)

    def print_plan(self) -> None:
        """Ask for the printer, then print the plan (PLAN-4)."""
        if self.page.shown is not None:
            ask_and_print(self, paper_of(self.page.shown, self.family), self._on_printed)

    def save_plan(self) -> None:
        """Draw the plan as a PDF, ask where, then save it (PLAN-4)."""
        if self.page.shown is not None and self._drawing is None:
            plan = self.page.shown.record
            paper = paper_of(self.page.shown, self.family)
            self._drawing = draw_pdf(paper, self, partial(self._on_drawn, plan))

    def _on_drawn(self, plan: TreatmentPlan, data: bytes) -> None:
        self._drawing = None
        save = partial(self.portal.plans.save, plan, data=data)
        self.saving.save_drawn(self.portal.documents.name(plan), save)

    def _on_printed(self, taken: bool) -> None:
        self.said.emit(words_for(taken=taken), None)

    @override
    def _on_chosen(self, patient: object) -> None:
        self.model.forget()
        self._seeker.stop()
        super()._on_chosen(patient)

    def _ask(self, cursor: str | None, turn: int) -> None:
        take = partial(self._take, turn=turn)
        failed = self.failing(self.panel.show_unreadable)
        self.portal.plans.plans(cursor=cursor, owner=self, done=take, failed=failed)

    def _take(self, page: Page[TreatmentPlan], turn: int) -> None:
        self.model.take(page, turn)
        self.panel.show_rows_or(no_plans(self.situation))
        if self.model.loaded:
            self._settle()

    def _settle(self) -> None:
        """The newest plan is open from the start; what is no longer shared is closed."""
        rows = [row for row in self.model.rows if isinstance(row, PlanRow)]
        shown = self.page.shown
        same = next((row for row in rows if shown is not None and row.key == shown.key), None)
        if same is not None:
            self._show(same.shown)
        elif rows and not self._narrow:
            self._open(rows[0])
        else:
            self.page.clear()
        self.say_note(translate("Plan", "Plans are saved on this computer") if rows else "")
        self._arrange()

    def _open(self, row: PlanRow) -> None:
        self.panel.list.choose(row.key)
        other = self.page.shown is None or self.page.shown.key != row.key
        self._show(row.shown)
        if other:
            self.portal.plans.note_viewed(row.shown.record)
        self._arrange()
        if self._narrow:
            self.page.back.setFocus()

    def _on_found(self, row: PlanRow) -> None:
        self.panel.show_list()
        self._open(row)
        if not self._narrow:
            self.panel.list.setFocus()

    def _show(self, shown: ShownPlan) -> None:
        self.page.show_plan(shown, self.family)

    def _show_list(self) -> None:
        self.page.clear()
        self._arrange()
        self.panel.list.setFocus()

    @property
    def _narrow(self) -> bool:
        return self._width < NARROW

    def _arrange(self) -> None:
        """What shows, and how wide."""
        opened = self.page.shown is not None
        self.side.setVisible(not (self._narrow and opened))
        self.page.setVisible(opened)
        self.page.set_shape(narrow=self._narrow, small=self._width < BESIDE)
        beside = opened and not self._narrow
        wide = look.px(LIST if self._width >= FULL else SLIM_LIST)
        self.side.setMinimumWidth(wide if beside else 0)
        self.side.setMaximumWidth(wide if beside else MOST)
        outside = 0 if self._narrow and opened else SIDE
        self._around.setContentsMargins(outside, outside, outside, outside)
        self.rearranged.emit()

    def _ask_about_plan(self) -> None:
        if self.page.shown is not None:
            self.compose_wanted.emit(about_plan(self.page.shown.record, self.family))

    def _do(self, key: str, row: ProcedureRow) -> None:
        if self.page.shown is None:
            return
        plan = self.page.shown.record
        if key == "ask":
            self.compose_wanted.emit(about_row(plan, row, self.family))
        elif key == "copy":
            clipboard.copy("\n".join(row_lines(plan, row)))
            self.said.emit(translate("Plan", "The line was copied"), None)


SECTION = Spec(
    order=30,
    part=Section.PLAN,
    title=lambda: translate("Plan", "Plan"),
    icon="clipboard-list",
    view=PlanView,
)
