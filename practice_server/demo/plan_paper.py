"""A signed treatment plan as a PDF, the same bytes for the same plan (PLAN-5)."""

from datetime import datetime
from io import BytesIO
from random import Random
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from reportlab.pdfgen.canvas import Canvas

from portal_protocol.plans import PlannedProcedure, Signature, TreatmentPlan
from practice_server.demo import logo
from practice_server.demo.documents import DemoBlob
from practice_server.demo.office import PIER
from practice_server.demo.papers import (
    BOLD,
    HEIGHT,
    LINE,
    MARGIN,
    PLAIN,
    RIGHT,
    SOFT,
    TEXT,
    WIDTH,
    long_day,
    money,
    register_fonts,
)

TABLE_TOP: Final = 590.0
ROW: Final = 23.0
COLUMNS: Final = (340.0, 420.0, 496.0, RIGHT)
SIGNATURE_WIDTH: Final = 220.0


class Ink(NamedTuple):
    """How words are drawn."""

    size: float = 9.5
    font: str = PLAIN
    color: str = TEXT


NOTE: Final = Ink(color=SOFT)
SMALL: Final = Ink(8.5, color=SOFT)


def draw(plan: TreatmentPlan, name: str) -> bytes:
    """The PDF of a plan of the person `name`, on one page of US Letter, with its signatures."""
    register_fonts()
    out = BytesIO()
    canvas = Canvas(out, (WIDTH, HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(plan.heading)
    canvas.setAuthor("Harbor Family Dental")
    _head(canvas, plan, name)
    y = _table(canvas, plan)
    for x, signature in ((MARGIN, plan.patient_signature), (330.0, plan.practice_signature)):
        if signature is not None:
            _sign(canvas, x, y - 90, signature)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def with_paper(plan: TreatmentPlan, paper: DemoBlob) -> TreatmentPlan:
    """The plan with its signed PDF."""
    return replace(plan, blobs=(paper.blob,))


def _head(canvas: Any, plan: TreatmentPlan, name: str) -> None:
    logo.draw(canvas, MARGIN, 712, 40)
    _text(canvas, MARGIN + 54, 739, "Harbor Family Dental", Ink(14, BOLD))
    _text(canvas, MARGIN + 54, 723, ", ".join(PIER.address), NOTE)
    _text(canvas, MARGIN, 668, plan.heading, Ink(16, BOLD))
    saved = long_day(_local(plan.at).date()) if plan.at else ""
    _text(canvas, MARGIN, 650, f"For {name}. Saved {saved}.", NOTE)
    _text(canvas, MARGIN, 636, plan.note, NOTE)


def _table(canvas: Any, plan: TreatmentPlan) -> float:
    y = TABLE_TOP
    _row(canvas, y, ("Procedure", "Fee", "Insurance", "Discount", "You"), Ink(9.5, BOLD))
    for step in plan.procedures:
        y -= ROW
        canvas.setStrokeColor(LINE)
        canvas.line(MARGIN, y + 15, RIGHT, y + 15)
        _row(canvas, y, _cells(step), Ink())
    you = sum(step.patient_cents for step in plan.procedures)
    _right(canvas, RIGHT, y - 30, f"Your part {money(you)}", Ink(11.5, BOLD))
    return y - 30


def _cells(step: PlannedProcedure) -> tuple[str, ...]:
    tooth = f", tooth {step.tooth}" if step.tooth else ""
    insured = step.primary_insurance_cents + step.secondary_insurance_cents
    amounts = (step.fee_cents, insured, step.discount_cents, step.patient_cents)
    return (step.description + tooth, *map(money, amounts))


def _row(canvas: Any, y: float, cells: tuple[str, ...], ink: Ink) -> None:
    _text(canvas, MARGIN, y, cells[0], ink)
    for x, words in zip(COLUMNS, cells[1:], strict=True):
        _right(canvas, x, y, words, ink)


def _sign(canvas: Any, x: float, y: float, signature: Signature) -> None:
    """A stroke of a pen over a line, and who signed when."""
    dice = Random(signature.name)
    path = canvas.beginPath()
    path.moveTo(x + 12, y + 12)
    for turn in range(7):
        left = x + 12 + 22 * turn
        heights = [y + dice.uniform(-4, 34) for _ in range(3)]
        path.curveTo(left + 6, heights[0], left + 14, heights[1], left + 22, heights[2])
    canvas.setStrokeColor(TEXT)
    canvas.setLineWidth(1.4)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setLineWidth(0.6)
    canvas.line(x, y, x + SIGNATURE_WIDTH, y)
    at = _local(signature.at)
    words = f"{signature.name}, {long_day(at.date())}, {at:%I:%M %p}"
    _text(canvas, x, y - 14, words, SMALL)


def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(PIER.time_zone))


def _text(canvas: Any, x: float, y: float, words: str, ink: Ink) -> None:
    canvas.setFont(ink.font, ink.size)
    canvas.setFillColor(ink.color)
    canvas.drawString(x, y, words)


def _right(canvas: Any, x: float, y: float, words: str, ink: Ink) -> None:
    canvas.setFont(ink.font, ink.size)
    canvas.setFillColor(ink.color)
    canvas.drawRightString(x, y, words)
