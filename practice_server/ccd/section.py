"""A section: its heading, its narrative as a table, and an entry for each row of that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from practice_server.ccd.sources import Sources
from practice_server.ccd.xml import HL7, LOINC, E, Template, clean, fixed, templates


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the narrative; `entry` makes what machines read, told the id of the row.

    The cells of a row have the ids `<row>-0`, `<row>-1`, …
    """

    cells: tuple[str, ...]
    entry: Callable[[str], etree._Element] | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a section holds; `left_out` are entries that lack their code. Without columns the
    first cells of the rows are paragraphs."""

    rows: Sequence[Row]
    columns: tuple[str, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the document; `code` is its LOINC code, `key` begins its ids."""

    key: str
    title: str
    code: str
    code_name: str
    templates: tuple[Template, ...]
    empty: str
    content: Callable[[Sources], Content]


def section_element(section: Section, sources: Sources) -> etree._Element:
    """The section; one without rows stays, and says that there is no information."""
    content = section.content(sources)
    names = [f"{section.key}-{number}" for number in range(1, len(content.rows) + 1)]
    made = E.section(
        *templates(*section.templates),
        fixed("code", section.code, LOINC, section.code_name),
        E.title(section.title),
        E.text(*_narrative(section, content, names)),
    )
    if not content.rows:
        made.set("nullFlavor", "NI")
    for name, row in zip(names, content.rows, strict=True):
        if row.entry is not None:
            made.append(E.entry(row.entry(name), typeCode="DRIV"))
    return made


def _narrative(section: Section, content: Content, names: list[str]) -> list[etree._Element]:
    parts: list[etree._Element] = []
    if content.rows and content.columns:
        parts.append(_table(content, names))
    elif content.rows:
        cells = zip(names, content.rows, strict=True)
        parts += [E.paragraph(clean(row.cells[0]), ID=name) for name, row in cells]
    elif not content.left_out:
        parts.append(E.paragraph(section.empty))
    if content.left_out:
        parts.append(E.paragraph(_left_out_words(content.left_out)))
    return parts


def _table(content: Content, names: list[str]) -> etree._Element:
    head = E.thead(E.tr(*(E.th(title) for title in content.columns)))
    body = etree.Element(f"{{{HL7}}}tbody")
    for name, row in zip(names, content.rows, strict=True):
        cells = (E.td(clean(cell), ID=f"{name}-{number}") for number, cell in enumerate(row.cells))
        body.append(E.tr(*cells, ID=name))
    return E.table(head, body, border="1", width="100%")


def _left_out_words(count: int) -> str:
    if count == 1:
        return "1 more is recorded, but left out here because it has no code."
    return f"{count} more are recorded, but left out here because they have no code."
