"""A clinical document from its bytes, whatever system made it (SUM-2)."""

from desktop.cda.header import H, header_of, standard_of
from desktop.cda.media import body_of, media_of
from desktop.cda.packages import document_in, is_package
from desktop.cda.parsing import root_of
from desktop.cda.sections import sections_of, sheet
from desktop.models.summary import BodyKind, Note, Summary


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
    notes = set[Note]()
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
        files=files,
        file=file,
    )
