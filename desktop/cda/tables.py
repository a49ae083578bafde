"""Tables in parts that are laid out at once, with spans that fit and columns that stay in line."""

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import TypeAlias

from lxml import etree

ROWS, SIGNS = 24, 4_000
"""Rows of a part, and signs in them; more only while a cell spans them."""
MOST_ROWS = 96
MOST_COLUMNS = 40
MEASURED = 24  # rows that say how wide columns are
FEW = 4  # columns that find their widths by themselves
LINE, AROUND = 84, 3  # signs in a line of a table, and what a cell's edges take of them
MOST_WEIGHT = 48  # signs; a column with more gets no wider
MOST_WORD, LEAST = 18, 3
SHOWING = 4  # first rows of a part that tell Qt the widths
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
    every = list(table)
    signs = map(int, map(SIGNS_IN, every))
    bounds = list(_bounds(rows, signs, spanning=spanning))
    uneven = len(bounds) > 1 or max(map(len, rows), default=0) > FEW
    shares, tight = _shares(rows[:MEASURED]) if uneven else ([], False)
    for start, end in bounds:
        part = etree.Element("table", width="100%", cellspacing="0")
        names = ["first"] * (start == 0) + ["tight"] * tight
        if names:
            part.set("class", " ".join(names))
        head = etree.SubElement(part, "thead")
        for at in range(start, end):
            if spanning:
                _end_spans(rows[at], end - at)
            heading = every[at].attrib.pop("class", "") == "head"
            (head if heading and len(part) == 1 else part).append(every[at])
        if not len(head):
            part.remove(head)
        for cells in rows[start : start + SHOWING]:
            _set_widths(cells, shares)
        yield part


def _bounds(
    rows: list[Cells], signs: Iterable[int], *, spanning: bool
) -> Iterator[tuple[int, int]]:
    """From which row to which; not inside of a span, unless that is very long."""
    start, spanned, written = 0, 0, 0
    for at, (cells, more) in enumerate(zip(rows, signs, strict=True)):
        full = (at - start >= ROWS or written >= SIGNS) and at >= spanned
        if full or at - start >= MOST_ROWS:
            yield start, at
            start, written = at, 0
        written += more
        if spanning:
            spanned = max(spanned, at + max((_span(cell, "rowspan") for cell in cells), default=1))
    if start < len(rows):
        yield start, len(rows)


def _shares(rows: list[Cells]) -> tuple[list[int], bool]:
    """Per cent of the width for each column, by its longest word and text; whether words lack room.

    Rows with spans across columns say nothing of it.
    """
    words, texts = list[int](), list[int]()
    for cells in rows:
        if any(_span(cell, "colspan") > 1 for cell in cells):
            continue
        words += [LEAST] * (len(cells) - len(words))
        texts += [LEAST] * (len(cells) - len(texts))
        for at, cell in enumerate(cells):
            text = "".join(cell.itertext())
            texts[at] = max(texts[at], min(MOST_WEIGHT, len(text)))
            longest = max(map(len, text.split()), default=0)
            words[at] = max(words[at], min(MOST_WORD, longest + longest // 4))  # capitals are wide
    spare = LINE - sum(words) - AROUND * len(words)
    wish = max(1, sum(map(max, texts, words)) - sum(words))
    more = min(1.0, max(0, spare) / wish)
    signs = [
        AROUND + word + more * (text - word)
        for word, text in zip(words, map(max, texts, words), strict=True)
    ]
    ends = [round(100 * end / sum(signs)) for end in accumulate(signs)]
    return [end - start for start, end in pairwise([0, *ends])], spare < 0


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
