"""The narrative of a clinical document as HTML for any browser: nothing in it but text (SUM-3).

The pieces were made from a document of somebody else by a process that it may have taken over. So
they are parsed again, and written from a short list of elements and attributes.
"""

from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

from typing_extensions import override

from desktop.models.summary import Summary

PICTURE = "picture:"
_KEPT = {
    "p": ("class",),
    "br": (),
    "b": (),
    "i": (),
    "u": (),
    "s": (),
    "sub": (),
    "sup": (),
    "ul": (),
    "ol": ("start", "type"),
    "li": (),
    "table": (),
    "thead": (),
    "tr": ("class",),
    "th": ("colspan", "rowspan"),
    "td": ("colspan", "rowspan"),
}
_VALUES = {
    "class": frozenset({"caption", "head"}),
    "type": frozenset({"1", "a", "A", "i", "I"}),
}
_VOID = frozenset({"br", "img"})
_SILENT = frozenset({"script", "style"})
_MOST_SPAN = 4  # digits


def harmless(piece: str, pictures: Mapping[str, str]) -> str:
    """The piece with its known elements and its text; `pictures` are addresses by number."""
    parser = _Parser(pictures)
    parser.feed(piece)
    parser.close()
    return parser.written()


def all_words(summary: Summary) -> str:
    """What a document with sections says: titles and text, a line for each block."""
    lines: list[str] = []
    for section in summary.sections:
        lines += [section.title, *map(words_of, section.pieces)]
    return "\n".join(filter(None, lines))


def words_of(piece: str) -> str:
    """The text of a piece, a line for each block and cell."""
    parser = _Words()
    parser.feed(piece)
    parser.close()
    return "".join(parser.said).strip()


class _Parser(HTMLParser):
    def __init__(self, pictures: Mapping[str, str]) -> None:
        super().__init__()
        self._pictures = pictures
        self._out: list[str] = []
        self._open: list[str] = []
        self._silent = False

    def written(self) -> str:
        """What was kept, with every element closed."""
        return "".join((*self._out, *(f"</{name}>" for name in reversed(self._open))))

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent = True
        elif tag == "img":
            self._picture(dict(attrs))
        elif tag in _KEPT:
            kept = (f' {name}="{value}"' for name, value in attrs if _sound(tag, name, value))
            self._out.append(f"<{tag}{''.join(kept)}>")
            if tag not in _VOID:
                self._open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        self._silent = self._silent and tag not in _SILENT
        if tag not in self._open:
            return
        while self._open:
            name = self._open.pop()
            self._out.append(f"</{name}>")
            if name == tag:
                return

    @override
    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._out.append(escape(data, quote=False))

    def _picture(self, said: dict[str, str | None]) -> None:
        number = (said.get("src") or "").removeprefix(PICTURE)
        address = self._pictures.get(number, "")
        if address:
            self._out.append(f'<img src="{escape(address)}" alt="{escape(said.get("alt") or "")}">')


class _Words(HTMLParser):
    """A block, a cell or a line that ends leaves a blank or an end of line."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.said.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li", "tr"}:
            self.said.append("\n")
        elif tag in {"td", "th"}:
            self.said.append(" ")

    @override
    def handle_data(self, data: str) -> None:
        self.said.append(data)


def _sound(tag: str, name: str, value: str | None) -> bool:
    if name not in _KEPT[tag] or value is None:
        return False
    if name in _VALUES:
        return value in _VALUES[name]
    return value.isascii() and value.isdigit() and len(value) <= _MOST_SPAN
