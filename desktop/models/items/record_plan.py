"""A treatment plan in words, for the index of a person's whole record (OFF-7, PLAN-2)."""

from PySide6.QtCore import QCoreApplication

from desktop.models.items.family import Family
from desktop.models.items.plan_head import head_of
from desktop.models.items.plan_table import PhaseRow, ProcedureRow, TableRow, table_of
from desktop.models.record import Told
from desktop.models.shown import ShownPlan

translate = QCoreApplication.translate


def plan_told(shown: ShownPlan, family: Family) -> Told:
    """Whose it is, what it says, and every procedure with who pays what."""
    head, table = head_of(shown.record, family), table_of(shown, family)
    facts = (
        (translate("Record", "About"), head.about),
        (translate("Record", "Signatures"), head.signed),
        (translate("Record", "Note"), head.foot),
    )
    heading = (
        translate("Record", "Procedure"),
        translate("Record", "Where"),
        translate("Record", "Visit"),
        *table.headings,
    )
    said = tuple((name, text) for name, text in facts if text)
    rows = tuple(_cells(row) for row in table.rows)
    return Told(head.title, said, head.note, heading, rows)


def _cells(row: TableRow) -> tuple[str, ...]:
    match row:
        case ProcedureRow():
            return row.title, row.place, row.visit.text, *row.amounts
        case PhaseRow():
            return f"{row.number} {row.title}".strip(), row.note, "", *row.amounts
    return row.title, "", "", *row.amounts
