"""A section's narrative in pieces of HTML, each small enough to be laid out at once."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from desktop.cda.tables import MOST_ROWS, SIGNS, parts_of
from desktop.models.summary import Note

BLOCKS = frozenset({"p", "ul", "ol", "table"})
LISTS = frozenset({"ul", "ol"})
ITEMS = 40
"""Items of a list in one piece."""
MOST_SIGNS = 20_000  # of a piece with its marks
LINE = 4_000  # signs of a paragraph that stands for a form too large
TOO_DEEP = etree.XPath(
    "boolean(descendant-or-self::table//table//table)"
    " or boolean(descendant::li[count(ancestor::li) > 10])"
    " or boolean(descendant::*[count(ancestor::*) > 80])"
)


def pieces_of(section: etree._Element, notes: set[Note]) -> tuple[str, ...]:
    """The pieces, in order; adds to `notes` when a form is too large to be kept."""
    found = list[str]()
    for block in list(_blocks(section)):
        for part in _parts(block, notes):
            html = etree.tostring(part, encoding="unicode", with_tail=False)
            if len(html) <= MOST_SIGNS:
                found.append(html)
            else:
                found += _plain(part, notes)
    return tuple(found)


def _blocks(section: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, lists, tables; what stands between them becomes a paragraph."""
    line = etree.Element("p")
    line.text = section.text
    for child in list(section):
        after, child.tail = child.tail, None
        if child.tag not in BLOCKS:
            line.append(child)
            child.tail = after
            continue
        yield from filter(_says, (line, child))
        line = etree.Element("p")
        line.text = after
    if _says(line):
        yield line


def _says(block: etree._Element) -> bool:
    words = any(text.strip() for text in block.itertext())
    return words or block.find(".//img") is not None


def _parts(block: etree._Element, notes: set[Note]) -> Iterator[etree._Element]:
    if TOO_DEEP(block):
        yield from map(etree.fromstring, _plain(block, notes))
        return
    inner = [table for table in block.iter("table") if table is not block]
    fits = all(_settled(table) for table in inner)
    parts = parts_of(block) if block.tag == "table" else _list_parts(block)
    if parts is None or not fits:
        yield from map(etree.fromstring, _plain(block, notes))
    else:
        yield from parts


def _settled(table: etree._Element) -> bool:
    """Whether a table inside another is small; then it is put in order where it stands.

    Any other stays as it is: its words are still to be told.
    """
    if len(table) > MOST_ROWS:
        return False
    after = table.tail
    parts = list(parts_of(deepcopy(table)) or ())
    if len(parts) > 1 or (len(table) and not parts):
        return False
    for part in parts:
        table[:] = list(part)
        table.attrib.update(dict(part.attrib))
    table.tail = after
    return True


def _list_parts(block: etree._Element) -> Iterator[etree._Element]:
    if block.tag not in LISTS or not len(block):
        yield block
        return
    start = 0
    for end, items in _runs(list(block)):
        part = etree.Element(block.tag, dict(block.attrib))
        if block.tag == "ol" and start:
            part.set("start", str(start + 1))
        part.extend(items)
        start = end
        yield part


def _runs(items: list[etree._Element]) -> Iterator[tuple[int, list[etree._Element]]]:
    """So many items that they are laid out at once, and where they end."""
    run: list[etree._Element] = []
    signs = 0
    for at, item in enumerate(items):
        if run and (len(run) == ITEMS or signs >= SIGNS):
            yield at, run
            run, signs = [], 0
        run.append(item)
        signs += sum(map(len, item.itertext()))
    yield len(items), run


def _plain(block: etree._Element, notes: set[Note]) -> list[str]:
    """Its words alone, in lines of a bounded length."""
    notes.add(Note.SIMPLIFIED)
    lines, line, size = list[str](), list[str](), 0
    for text in block.itertext():
        for at in range(0, len(text), LINE):
            line.append(text[at : at + LINE])
            size += len(line[-1])
            if size >= LINE:
                lines.append(" ".join(line))
                line, size = [], 0
    lines.append(" ".join(line))
    return [_paragraph(line) for line in lines if line.strip()]


def _paragraph(text: str) -> str:
    made = etree.Element("p")
    made.text = text
    return etree.tostring(made, encoding="unicode")
