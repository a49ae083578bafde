"""A care summary as one page for any browser, which needs nothing else (SUM-3).

No script, nothing remote: text is escaped, pictures are inside the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication, QLocale, Qt

from desktop.models.items.summary import (
    Group,
    days_words,
    document_title,
    header_facts,
    none_recorded,
    note_words,
    title_of,
)
from desktop.models.narrative import harmless
from desktop.models.summary import Days, Section, Summary

translate = QCoreApplication.translate
_SAFE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_RULES = """
:root{color-scheme:light dark}
body{font:1rem/1.45 system-ui,sans-serif;max-width:48rem;margin:0 auto;padding:1.5rem;
overflow-wrap:anywhere}
h1{font-size:1.8rem;line-height:1.2}h2{font-size:1.3rem;margin-top:2rem}h3{font-size:1.1rem}
header p{margin:.2rem 0}.caption{font-weight:600}pre{white-space:pre-wrap;font:inherit}
table{border-collapse:collapse;width:100%;margin:.5rem 0}img{max-width:100%;height:auto}
th,td{text-align:start;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #8886}
@media print{body{max-width:none;padding:0;font-size:10pt}a{color:inherit}}
"""


def page_of(
    summary: Summary, groups: Sequence[Group], days: Days, pictures: Mapping[str, str]
) -> str:
    """The header, a table of contents and the sections of these groups."""
    sections = [section for group in groups for section in group]
    links = "".join(
        f'<li><a href="#section-{at}" dir="auto">{escape(title_of(section))}</a></li>'
        for at, section in enumerate(sections)
    )
    name = escape(translate("Summary", "Contents"))
    body = "".join(_section(at, section, pictures) for at, section in enumerate(sections))
    lines = [line for line in (days_words(days),) if line]
    return _whole(summary, f'<nav aria-label="{name}"><ul>{links}</ul></nav>\n{body}', lines)


def text_page(summary: Summary, text: str) -> str:
    """A document that holds a plain text."""
    return _whole(summary, f'<pre dir="auto">{escape(text)}</pre>')


def picture_page(summary: Summary, address: str, name: str) -> str:
    """A document that holds a picture."""
    return _whole(summary, f'<img src="{escape(address)}" alt="{escape(name)}">')


def _section(at: int, section: Section, pictures: Mapping[str, str]) -> str:
    level = min(section.level + 1, 6)
    said = "".join(harmless(piece, pictures) for piece in section.pieces)
    if not section.pieces:
        said = f"<p>{escape(none_recorded())}</p>"
    heading = f'<h{level} id="section-{at}">{escape(title_of(section))}</h{level}>'
    return f'<section dir="auto">{heading}\n{said}</section>\n'


def _whole(summary: Summary, body: str, lines: Iterable[str] = ()) -> str:
    title, locale = document_title(summary.header), QLocale()
    way = "rtl" if locale.textDirection() is Qt.LayoutDirection.RightToLeft else "ltr"
    said = (*header_facts(summary.header), *note_words(summary.notes), *lines)
    facts = "".join(f'<p dir="auto">{escape(line)}</p>' for line in said)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(locale.bcp47Name())}" dir="{way}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_SAFE)}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{_RULES}</style>\n</head>\n<body>\n"
        f'<header><h1 dir="auto">{escape(title)}</h1>{facts}</header>\n<main>\n'
        f"{body}</main>\n</body>\n</html>\n"
    )
