"""Bills as PDFs on US Letter paper, the same bytes for the same bill."""

from datetime import date
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from portal_protocol.records import Clinic, StatementType
from practice_server.demo import logo
from practice_server.demo.bills import Bill, Row
from practice_server.demo.office import CLINICS

WIDTH, HEIGHT, MARGIN = 612.0, 792.0, 44.0
RIGHT: Final = WIDTH - MARGIN
ROW: Final = 23.0
TABLE_TOP, TABLE_TOP_AGAIN = 536.0, 690.0
BOTTOM: Final = 66.0
FIRST_ROWS: Final = int((TABLE_TOP - BOTTOM) / ROW) - 1
NEXT_ROWS: Final = int((TABLE_TOP_AGAIN - BOTTOM) / ROW) - 1
SUMMARY_ROWS: Final = 5
KEPT_TOGETHER: Final = 2

TEXT, SOFT, LINE, BOX = "#13262B", "#43575D", "#DCE4E5", "#EDF3F3"
PLAIN, BOLD = "Portal-Regular", "Portal-SemiBold"
COLUMNS: Final = (MARGIN, 115.0, 164.0, 425.0, 497.0, RIGHT)
TITLES: Final = {
    StatementType.STATEMENT: "Statement",
    StatementType.INVOICE: "Invoice",
    StatementType.RECEIPT: "Receipt",
}


def page_count(rows: int) -> int:
    """How many pages a table of so many rows takes, its summary included."""
    left, pages = rows + SUMMARY_ROWS - FIRST_ROWS, 1
    while left > 0:
        left, pages = left - NEXT_ROWS, pages + 1
    return pages


def draw(bill: Bill, *, password: str | None = None) -> bytes:
    """The PDF of a bill; with a `password`, encrypted so that only that opens it."""
    register_fonts()
    lock = StandardEncryption(password, ownerPassword=password, strength=128) if password else None
    out = BytesIO()
    canvas = Canvas(out, (WIDTH, HEIGHT), invariant=1, pageCompression=1, encrypt=lock)
    canvas.setTitle(f"{heading(bill)} {bill.on.isoformat()}")
    canvas.setAuthor("Harbor Family Dental")
    _Paper(canvas, bill, page_count(len(bill.rows))).draw()
    canvas.save()
    return out.getvalue()


def heading(bill: Bill) -> str:
    """What a bill calls itself."""
    return bill.heading or TITLES[bill.type]


def money(cents: int) -> str:
    """Cents as dollars, with a true minus sign."""
    return f"{'−' if cents < 0 else ''}${abs(cents) // 100:,}.{abs(cents) % 100:02}"


def long_day(day: date) -> str:
    """October 28, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


@cache
def register_fonts() -> None:
    """Let reportlab know the two fonts, `PLAIN` and `BOLD`."""
    for name in (PLAIN, BOLD):
        path = files("resources") / "fonts" / (name.replace("Portal", "Inter") + ".ttf")
        with as_file(path) as font:
            pdfmetrics.registerFont(TTFont(name, font))


class _Paper:
    """One bill on its pages."""

    def __init__(self, canvas: Any, bill: Bill, pages: int) -> None:
        self._canvas = canvas
        self._bill = bill
        self._pages = pages
        self._clinic: Clinic = CLINICS[bill.clinic]
        self._years = len({row.on.year for row in bill.rows}) > 1

    def draw(self) -> None:
        """All pages."""
        rows, start = self._bill.rows, 0
        for page in range(1, self._pages + 1):
            last = page == self._pages
            room = FIRST_ROWS if page == 1 else NEXT_ROWS
            end = len(rows) if last else min(start + room, len(rows) - KEPT_TOGETHER)
            y = self._head() if page == 1 else self._head_again()
            y = self._table(y, rows[start:end])
            if last:
                self._summary(y)
            self._foot(page)
            self._canvas.showPage()
            start = end

    def _head(self) -> float:
        logo.draw(self._canvas, MARGIN, 712, 40)
        self._text(MARGIN + 54, 739, "Harbor Family Dental", 14, BOLD)
        street = ", ".join(self._clinic.address)
        self._text(MARGIN + 54, 723, street, 9.5, color=SOFT)
        self._text(MARGIN + 54, 709, self._clinic.phone, 9.5, color=SOFT)
        self._text_right(RIGHT, 739, heading(self._bill), 14, BOLD)
        self._text_right(RIGHT, 723, long_day(self._bill.on), 9.5, color=SOFT)
        self._text_right(RIGHT, 709, f"Account {self._bill.account}", 9.5, color=SOFT)
        self._addressee()
        self._box()
        return TABLE_TOP

    def _addressee(self) -> None:
        person = self._bill.addressee
        self._text(MARGIN, 655, "For", 9.5, color=SOFT)
        self._text(MARGIN, 640, f"{person.first_name} {person.last_name}", 9.5, BOLD)
        for at, line in enumerate(person.address):
            self._text(MARGIN, 625 - 14 * at, line, 9.5)

    def _box(self) -> None:
        self._canvas.setFillColor(BOX)
        self._canvas.roundRect(RIGHT - 216, 600, 216, 68, 6, stroke=0, fill=1)
        self._text_right(RIGHT - 14, 646, self._box_label(), 9.5, color=SOFT)
        self._text_right(RIGHT - 14, 614, self._box_amount(), 22, BOLD)

    def _box_label(self) -> str:
        bill = self._bill
        if bill.type is StatementType.RECEIPT:
            return f"Received by {bill.method.lower()}, with thanks"
        if bill.due_on and bill.figures.balance > 0:
            return f"Balance due by {long_day(bill.due_on)}"
        return "Your credit with us" if bill.figures.balance < 0 else "Balance"

    def _box_amount(self) -> str:
        figures = self._bill.figures
        if self._bill.type is StatementType.RECEIPT:
            return money(-figures.payments)
        return money(figures.balance)

    def _head_again(self) -> float:
        logo.draw(self._canvas, MARGIN, 724, 24)
        self._text(MARGIN + 34, 732, "Harbor Family Dental", 11, BOLD)
        bill = self._bill
        words = f"{heading(bill)} of {long_day(bill.on)}, account {bill.account}"
        self._text_right(RIGHT, 732, words, 9.5, color=SOFT)
        return TABLE_TOP_AGAIN

    def _table(self, y: float, rows: tuple[Row, ...]) -> float:
        if not rows:
            return y
        for x, title in zip(COLUMNS[:3], ("Date", "Patient", "Description"), strict=True):
            self._text(x, y + 8, title, 9.5, BOLD)
        for x, title in zip(COLUMNS[3:], ("Charge", "Insurance", "You"), strict=True):
            self._text_right(x, y + 8, title, 9.5, BOLD)
        self._line(y, TEXT, 1)
        for row in rows:
            y -= ROW
            self._row(y + 8, row)
            self._line(y, LINE, 0.6)
        return y

    def _row(self, y: float, row: Row) -> None:
        day = f"{row.on:%b} {row.on.day}" + (f", {row.on.year}" if self._years else "")
        for x, words in zip(COLUMNS[:3], (day, row.who, row.text), strict=True):
            self._text(x, y, words, 9.5)
        insurance = "pending" if row.pending else _plain(row.insurance)
        for x, words in zip(
            COLUMNS[3:], (_plain(row.charge), insurance, _plain(row.you)), strict=True
        ):
            self._text_right(x, y, words, 9.5)

    def _summary(self, y: float) -> None:
        figures = self._bill.figures
        if figures.before:
            y -= 18
            self._text_right(RIGHT, y, f"Balance before {money(figures.before)}", 9.5)
        x, y = RIGHT, y - 18
        for label, cents in reversed(self._totals()):
            words = f"{label} {money(cents)}"
            self._text_right(x, y, words, 9.5)
            x -= pdfmetrics.stringWidth(words, PLAIN, 9.5) + 22
        y -= 22
        due = self._bill.type is not StatementType.RECEIPT and figures.balance > 0
        words = f"{'Balance due' if due else 'Balance'} {money(figures.balance)}"
        self._text_right(RIGHT, y, words, 11.5, BOLD)
        if figures.estimate:
            y -= 17
            share = money(figures.balance - figures.estimate)
            words = f"Insurance should pay about {money(figures.estimate)} of it, you {share}"
            self._text_right(RIGHT, y, words, 9.5, color=SOFT)
        self._text(MARGIN, y - 24, self._bill.note, 9.5, color=SOFT)

    def _totals(self) -> list[tuple[str, int]]:
        figures = self._bill.figures
        every = [
            ("Charges", figures.charges),
            ("Insurance", figures.insurance),
            ("Adjustments", figures.adjustments),
            ("Payments", figures.payments),
        ]
        return [(label, cents) for label, cents in every if cents]

    def _foot(self, page: int) -> None:
        self._text(
            MARGIN,
            34,
            "Questions about this? Call us or write to us in the portal.",
            8.5,
            color=SOFT,
        )
        self._text_right(RIGHT, 34, f"Page {page} of {self._pages}", 8.5, color=SOFT)

    def _line(self, y: float, color: str, width: float) -> None:
        self._canvas.setStrokeColor(color)
        self._canvas.setLineWidth(width)
        self._canvas.line(MARGIN, y, RIGHT, y)

    def _text(
        self, x: float, y: float, words: str, size: float, font: str = PLAIN, *, color: str = TEXT
    ) -> None:
        self._canvas.setFont(font, size)
        self._canvas.setFillColor(color)
        self._canvas.drawString(x, y, words)

    def _text_right(
        self, x: float, y: float, words: str, size: float, font: str = PLAIN, *, color: str = TEXT
    ) -> None:
        self._canvas.setFont(font, size)
        self._canvas.setFillColor(color)
        self._canvas.drawRightString(x, y, words)


def _plain(cents: int | None) -> str:
    return "" if cents is None else money(cents).replace("$", "")
