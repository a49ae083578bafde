"""The index of a record: one HTML page that needs nothing else (OFF-7). Pure.

No script, nothing remote, and every text is escaped. Each text has its own direction.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from urllib.parse import quote

from desktop.models.record import Told

Facts = Iterable[tuple[str, Sequence[str]]]

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RULES = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.8rem;line-height:1.2}h2{font-size:1.4rem;margin-top:2.5rem}
h3{font-size:1.1rem;margin:0 0 .3rem}
article{border-top:1px solid #8886;padding:1rem 0;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.1rem 1rem;margin:.3rem 0}
dt{opacity:.75}dd{margin:0}ul{padding-inline-start:1.2rem}
.text{white-space:pre-wrap}
table{border-collapse:collapse;width:100%;margin:.5rem 0;overflow-wrap:anywhere}
th,td{text-align:start;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #8886}
@media print{body{max-width:none;padding:0;font-size:10pt}a{color:inherit}
article{break-inside:avoid}thead{display:table-header-group}}
"""
_SAFE = "default-src 'none'; style-src 'unsafe-inline'"


def head(title: str, lines: Sequence[str], *, language: str, direction: str) -> str:
    """From the first byte to the title."""
    said = "".join(_text("p", line) for line in lines)
    return (
        f'<!DOCTYPE html>\n<html lang="{_escaped(language)}" dir="{_escaped(direction)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_escaped(_SAFE)}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_escaped(title)}</title>\n<style>{_RULES}</style>\n</head>\n<body>\n"
        f"<header>{_text('h1', title)}{said}</header>\n"
    )


def contents(name: str, titles: Sequence[tuple[str, str]]) -> str:
    """Links to the parts of the page, by their id."""
    links = "".join(
        f'<li><a href="#{_escaped(key)}" dir="auto">{_escaped(title)}</a></li>'
        for key, title in titles
    )
    return f'<nav aria-label="{_escaped(name)}"><ul>{links}</ul></nav>\n<main>\n'


def part(key: str, title: str, columns: Sequence[str] = ()) -> str:
    """The beginning of a part; with columns, of a part that is one table."""
    begin = f'<section id="{_escaped(key)}">{_text("h2", title)}\n'
    return f"{begin}{_table_head(columns)}" if columns else begin


def part_end(*, table: bool) -> str:
    """The end of a part."""
    return "</tbody></table></section>\n" if table else "</section>\n"


def row(cells: Sequence[str]) -> str:
    """A row of a part that is one table."""
    return f"<tr>{''.join(_text('td', cell) for cell in cells)}</tr>\n"


def note(text: str) -> str:
    """A line by itself."""
    return f"{_text('p', text)}\n"


def wide(text: str, columns: int) -> str:
    """A row that is one line, in a part that is one table."""
    return f'<tr><td colspan="{columns}" dir="auto">{_escaped(text)}</td></tr>\n'


def facts(title: str, told: Facts) -> str:
    """A title, and names with lines."""
    return f"<article>{_text('h3', title)}{_facts(told)}</article>\n"


def article(told: Told, files: Iterable[str]) -> str:
    """One record with its files; they are `link` and `unlinked`."""
    text = f'<p class="text" dir="auto">{_escaped(told.text)}</p>' if told.text else ""
    body = "".join(row(cells) for cells in told.rows)
    table = f"{_table_head(told.head)}{body}</tbody></table>" if body else ""
    listed = "".join(files)
    said = _facts((name, (line,)) for name, line in told.facts)
    end = f"<ul>{listed}</ul>" if listed else ""
    return f"<article>{_text('h3', told.title)}{said}{text}{table}{end}</article>\n"


def link(path: str, what: str) -> str:
    """A file of the record, with its size or what it is; the link is relative."""
    name = path.rpartition("/")[2]
    href = quote(path.encode(errors="replace"))
    return f'<li><a href="{href}" dir="auto">{_escaped(name)}</a> ({_escaped(what)})</li>'


def unlinked(text: str) -> str:
    """A line about a file to which nothing leads."""
    return _text("li", text)


def end() -> str:
    """The rest of the page."""
    return "</main>\n</body>\n</html>\n"


def encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    """The page as it is written."""
    return (piece.encode(errors="replace") for piece in pieces)


def _table_head(columns: Sequence[str]) -> str:
    if not columns:
        return "<table><tbody>"
    names = "".join(f'<th scope="col" dir="auto">{_escaped(name)}</th>' for name in columns)
    return f"<table><thead><tr>{names}</tr></thead><tbody>\n"


def _facts(told: Facts) -> str:
    said = "".join(
        _text("dt", name) + "".join(_text("dd", line) for line in lines) for name, lines in told
    )
    return f"<dl>{said}</dl>" if said else ""


def _text(element: str, text: str) -> str:
    return f'<{element} dir="auto">{_escaped(text)}</{element}>'


def _escaped(text: str) -> str:
    return escape(_CONTROLS.sub("\ufffd", text), quote=True)
