"""Activity as a table for other programs: CSV that a spreadsheet opens and never runs (HEAD-8)."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.activity import ActivityRow, Wording, rows_of

translate = QCoreApplication.translate

_FORMULAS = tuple("=+-@\t\r\n＝＋－＠")
_QUOTE = "'"


def csv_of(entries: Iterable[Any], wording: Wording) -> bytes:
    """RFC 4180 in UTF-8, with the mark by which Excel knows that."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_head())
    writer.writerows(
        [harmless(cell) for cell in _cells(row)]
        for row in rows_of(entries, wording)
        if isinstance(row, ActivityRow)
    )
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that could be begins with a quote."""
    return f"{_QUOTE}{cell}" if cell.startswith(_FORMULAS) else cell


def _head() -> list[str]:
    time = translate("Activity", "Date and time (%1)").replace("%1", written.own_zone())
    return [
        time,
        translate("Activity", "Action"),
        translate("Activity", "Who"),
        translate("Activity", "Device"),
        translate("Activity", "Whose records"),
        translate("Activity", "Details"),
        translate("Activity", "Note"),
    ]


def _cells(row: ActivityRow) -> list[str]:
    at = row.at.replace(tzinfo=None).isoformat(" ", "seconds")
    return [at, row.what.text, row.who, row.device, row.whose, row.subject, row.note]
