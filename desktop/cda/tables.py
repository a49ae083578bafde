"""Tables in parts that are laid out at once, with spans that fit and columns that stay in line."""

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

ROWS, SIGNS = 24, 4_000
"""Rows of a part, and signs in them; more only while a cell spans them."""
MOST_ROWS = 96
MOST_COLUMNS = 40
MEASURED = 50  # rows that say how wide columns are
MOST_WEIGHT = 48  # signs; a column with more gets no wider
LEAST_WEIGHT = 5
SIGNS_IN = etree.XPath("string-length()")
SPANNING = etree.XPath("tr/*[@colspan or @rowspan]")
Cells: TypeAlias = "list[etree._Element]"  # noqa: SLF001 - how lxml names an element


def parts_of(table: etree._Element) -> Iterator[etree._Element] | None:
    """The table, or several one below the other; None when it has too many columns."""
    spanning = SPANNING(table)
    for cell in spanning:
        _set_span(cell, "colspan", MOST_COLUMNS)
        _set_span(cell, "rowspan", MOST_ROWS)
    rows = [list(row) for row in table]
    columns = max(map(len, rows), default=0)
    if spanning:
        columns = max(map(_width, rows)) + max(map(_from_below, rows))
    return _parts(table, rows, spanning=bool(spanning)) if columns <= MOST_COLUMNS else None


def _parts(table: etree._Element, rows: list[Cells], *, spanning: bool) -> Iterator[etree._Element]:
    bounds = list(_bounds(rows, spanning=spanning))
    shares = _shares(rows[:MEASURED]) if len(bounds) > 1 else []
    every = list(table)
    for start, end in bounds:
        part = etree.Element("table", width="100%", cellspacing="0")
        head = etree.SubElement(part, "thead")
        for at in range(start, end):
            if spanning:
                _end_spans(rows[at], end - at)
            heading = every[at].attrib.pop("class", "") == "head"
            (head if heading and len(part) == 1 else part).append(every[at])
        if not len(head):
            part.remove(head)
        for cells in rows[start : start + 2]:
            _set_widths(cells, shares)
        yield part


def _bounds(rows: list[Cells], *, spanning: bool) -> Iterator[tuple[int, int]]:
    """From which row to which; not inside of a span, unless that is very long."""
    start, spanned, signs = 0, 0, 0
    for at, cells in enumerate(rows):
        full = (at - start >= ROWS or signs >= SIGNS) and at >= spanned
        if full or at - start >= MOST_ROWS:
            yield start, at
            start, signs = at, 0
        signs += sum(map(int, map(SIGNS_IN, cells)))
        if spanning:
            spanned = max(spanned, at + max((_span(cell, "rowspan") for cell in cells), default=1))
    if start < len(rows):
        yield start, len(rows)


def _shares(rows: list[Cells]) -> list[int]:
    """Per cent of the width for each column, by its longest text; spans say nothing of it."""
    weights: list[int] = []
    for cells in rows:
        if any(_span(cell, "colspan") > 1 for cell in cells):
            continue
        weights += [LEAST_WEIGHT] * (len(cells) - len(weights))
        for at, cell in enumerate(cells):
            weights[at] = max(weights[at], min(MOST_WEIGHT, _signs(cell)))
    return [100 * weight // sum(weights) for weight in weights]


def _signs(cell: etree._Element) -> int:
    return sum(map(len, cell.itertext())) if len(cell) else len(cell.text or "")


def _set_widths(cells: Cells, shares: list[int]) -> None:
    if len(cells) == len(shares) and all(_span(cell, "colspan") == 1 for cell in cells):
        for cell, share in zip(cells, shares, strict=True):
            cell.set("width", f"{share}%")


def _end_spans(cells: Cells, left: int) -> None:
    for cell in cells:
        if _span(cell, "rowspan") > left:
            cell.set("rowspan", str(left))


def _width(cells: Cells) -> int:
    return sum(_span(cell, "colspan") for cell in cells)


def _from_below(cells: Cells) -> int:
    """Columns that cells of this row take from rows below."""
    return sum(_span(cell, "colspan") for cell in cells if _span(cell, "rowspan") > 1)


def _span(cell: etree._Element, name: str) -> int:
    return int(cell.get(name, "1"))


def _set_span(cell: etree._Element, name: str, most: int) -> None:
    said = cell.attrib.pop(name, "").strip()
    if said.isascii() and said.isdigit() and (span := int(said[:6])) > 1:
        cell.set(name, str(min(span, most)))
