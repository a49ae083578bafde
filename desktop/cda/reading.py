"""A clinical document from its bytes, whatever system made it (SUM-2)."""

from desktop.cda.header import H, header_of, standard_of
from desktop.cda.media import body_of, media_of
from desktop.cda.packages import MOST_FILES, document_in, is_package
from desktop.cda.parsing import root_of
from desktop.cda.sections import sections_of, sheet
from desktop.cda.texts import as_received
from desktop.models.summary import BodyKind, Note, Source, Summary

MOST_SIGNS, MOST_LINES = 500_000, 10_000
"""Of a source that is looked at."""
LONG_LINE = 2_000
"""Signs after which a line is broken: a text view lays out each as a whole."""


def get_ready() -> None:
    """Make what the first document would have to wait for."""
    sheet()


def read(data: bytes | bytearray, *, file: int = 0, elsewhere: str = "") -> Summary:
    """The document, or that at a place of a package; `elsewhere` says that a picture is not in it.

    Raises `Refusal`: malformed, not_a_summary, too_large, locked.
    """
    files: tuple[str, ...] = ()
    if is_package(data):
        data, files = document_in(data, file)
    notes = set[Note]([Note.MORE_DOCUMENTS] if len(files) > MOST_FILES else [])
    root = root_of(data, notes)
    kind, body = BodyKind.SECTIONS, None
    if root.find("h:component/h:structuredBody", H) is None:
        kind, body = body_of(root, notes)
    header, media = header_of(root), media_of(root, notes)
    return Summary(
        standard=standard_of(root),
        header=header,
        kind=kind,
        sections=sections_of(root, elsewhere, notes) if body is None else (),
        media=media,
        body=body,
        notes=tuple(sorted(notes)),
        files=files[:MOST_FILES],
        file=file,
    )


def source(data: bytes | bytearray, *, file: int = 0) -> Source:
    """The beginning of the document, or of that at a place of a package, as text.

    Raises `Refusal` for a package alone: what is no XML is shown all the same.
    """
    if is_package(data):
        data, _names = document_in(data, file)
    text = as_received(data, MOST_SIGNS + 1)
    lines, broken = list[str](), False
    for line in text[:MOST_SIGNS].split("\n", MOST_LINES)[:MOST_LINES]:
        parts = [line[at : at + LONG_LINE] for at in range(0, len(line), LONG_LINE)] or [""]
        broken = broken or len(parts) > 1
        lines += parts
    shown = "\n".join(lines)
    whole = len(text) <= MOST_SIGNS and text.count("\n") < MOST_LINES
    return Source(shown, whole=whole, broken=broken)
