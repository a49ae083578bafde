"""A plan's procedures as a table: by priority, with totals of each and of all (PLAN-2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.items.plan_columns import Column, amounts, columns_of, heading, sentence
from desktop.models.items.plan_sums import Sums, sums_of
from desktop.models.items.plans import saved_on
from desktop.models.items.teeth import place_words
from desktop.models.items.visits import ChipText
from desktop.models.shown import ShownPlan
from portal_protocol.plans import PlannedProcedure, TreatmentPlan
from portal_protocol.records import Appointment, AppointmentStatus

translate = QCoreApplication.translate
Numbered = tuple[int, PlannedProcedure]
PLAIN = (Column.FEE, Column.PRIMARY, Column.PATIENT)


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """What is done together, and what that costs; `number` is its place, "" for the rest."""

    key: str
    number: str
    title: str
    note: str
    sums: Sums
    amounts: tuple[str, ...]
    spoken: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One procedure: where in the mouth, in words, and the visit that it is booked for.

    `last` says that a line closes it off: it is the last of what is done together.
    """

    key: str
    procedure: PlannedProcedure
    title: str
    place: str
    visit: ChipText
    sums: Sums
    amounts: tuple[str, ...]
    spoken: str
    last: bool
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class TotalRow:
    """Everything together."""

    key: str
    title: str
    sums: Sums
    amounts: tuple[str, ...]
    spoken: str
    enabled: bool = True


TableRow = PhaseRow | ProcedureRow | TotalRow


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The rows, and the columns of amounts that the practice publishes."""

    columns: tuple[Column, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()

    @property
    def on_screen(self) -> tuple[TableRow, ...]:
        """The rows; the total only where neither phases nor the plan's head tell it all."""
        told = any(isinstance(row, PhaseRow) for row in self.rows) and self.columns == PLAIN
        return self.rows[:-1] if told else self.rows


def table_of(shown: ShownPlan, family: Family) -> PlanTable:
    """The plan in the practice's order."""
    columns = columns_of(shown.record)
    headings = tuple(heading(column, columns) for column in columns)
    return PlanTable(columns, headings, tuple(_Rows(shown, columns, family).rows()))


class _Rows:
    """Words the rows of one plan; a row's key is the plan's id and its place."""

    def __init__(self, shown: ShownPlan, columns: tuple[Column, ...], family: Family) -> None:
        self._plan, self._columns, self._family = shown.record, columns, family
        self._visits = {visit.id: visit for visit in shown.visits}

    def rows(self) -> Iterator[TableRow]:
        for at, (name, note, procedures) in enumerate(_phases(self._plan)):
            if name:
                yield self._phase(at, name, note, [one for _, one in procedures])
            for place, procedure in procedures:
                yield self._row(place, procedure, last=place == procedures[-1][0])
        yield self._total()

    def _phase(
        self, at: int, name: str, note: str, procedures: Sequence[PlannedProcedure]
    ) -> PhaseRow:
        named = any(one.name == name for one in self._plan.priorities)
        sums = sums_of(procedures)
        said, spoken = self._words(sums, name, note)
        number = written.number(at + 1) if named else ""
        return PhaseRow(f"{self._plan.id}:phase {at}", number, name, note, sums, said, spoken)

    def _row(self, at: int, procedure: PlannedProcedure, *, last: bool) -> ProcedureRow:
        place = place_words(procedure.tooth, procedure.surface)
        visit = self._visit(procedure)
        sums = sums_of([procedure])
        said, spoken = self._words(sums, procedure.description, place)
        return ProcedureRow(
            key=f"{self._plan.id}:{at}",
            procedure=procedure,
            title=procedure.description,
            place=place,
            visit=visit,
            sums=sums,
            amounts=said,
            spoken=f"{spoken}, {visit.text}",
            last=last,
        )

    def _total(self) -> TotalRow:
        sums, title = sums_of(self._plan.procedures), translate("Plan", "In all")
        said, spoken = self._words(sums, title)
        return TotalRow(f"{self._plan.id}:total", title, sums, said, spoken)

    def _words(self, sums: Sums, *before: str) -> tuple[tuple[str, ...], str]:
        """The amounts, and the sentence of the row."""
        currency = self._plan.currency
        spoken = ", ".join(filter(None, [*before, sentence(self._columns, sums, currency)]))
        return amounts(self._columns, sums, currency), spoken

    def _visit(self, procedure: PlannedProcedure) -> ChipText:
        """Booked Nov 18, Done Oct 21, Not booked."""
        visit = self._visits.get(procedure.appointment)
        if visit is None or visit.at is None:
            if self._plan.completed:
                return ChipText(translate("Plan", "Done"), "neutral", "check")
            return ChipText(translate("Plan", "Not booked"), "bare")
        day = _day(visit, self._plan, self._family)
        if visit.status is AppointmentStatus.COMPLETE:
            done = translate("Plan", "Done %1").replace("%1", day)
            return ChipText(done, "neutral", "check")
        return ChipText(translate("Plan", "Booked %1").replace("%1", day), "ok", "check")


def _day(visit: Appointment, plan: TreatmentPlan, family: Family) -> str:
    own = saved_on(plan, family)
    if visit.at is None:
        return ""
    day = written.local(visit.at, family.zone(visit.clinic)).date()
    return written.day_beside(day, own) if own else written.day(day)


def _phases(plan: TreatmentPlan) -> list[tuple[str, str, list[Numbered]]]:
    """Name, note and procedures of each priority that has any; last what belongs to none."""
    notes: dict[str, str] = {}
    for one in plan.priorities:
        notes.setdefault(one.name, one.note)
    notes.pop("", None)
    procedures = list(enumerate(plan.procedures))
    phases = [
        (name, note, [pair for pair in procedures if pair[1].priority == name])
        for name, note in notes.items()
    ]
    phases = [phase for phase in phases if phase[2]]
    rest = [pair for pair in procedures if pair[1].priority not in notes]
    if rest:
        phases.append((translate("Plan", "Everything else") if phases else "", "", rest))
    return phases
