"""What is saved of a care summary: as received, a page to read, and the digests of both (SUM-3)."""

import base64
import hashlib
import io
from collections.abc import Iterator, Sequence

from desktop.models.items.summary import document_title, elsewhere_words, shown_groups
from desktop.models.items.summary_page import page_of, picture_page, text_page
from desktop.models.summary import BodyKind, Days, Medium, Summary
from desktop.models.trouble import PortalError, Trouble
from desktop.services.context import Context
from desktop.services.pictures import decoded
from desktop.services.saving import Piece
from desktop.services.summaries import Summaries

DIGESTS = "SHA-256.txt"
PACKAGE = b"PK\x03\x04"
MOST_FILES = 50
"""Documents of a package: as many as the viewer offers."""
MOST_REFUSED = 5
"""Documents of a package that cannot be read, after which no more are tried."""
LARGEST = 1600
"""Pixels a side of a picture on the page."""


def pieces_of(
    data: bytes, name: str, reader: Summaries, days: Days, context: Context
) -> list[Piece]:
    """The files of the zip; `name` is that of the document as received.

    One that cannot be read is saved alone, with its digest.
    """
    files = [(name, data), *_to_read(data, name.rpartition(".")[0], reader, days, context)]
    return [_piece(*file) for file in (*files, (DIGESTS, digests(files)))]


def page_of_one(data: bytes, reader: Summaries, context: Context) -> tuple[str, bytes] | None:
    """The ending and the bytes of a page to read for one document: ".html", or ".pdf" where that
    is what it holds; None when it cannot be read."""
    return next(iter(_to_read(data, "", reader, Days(), context)), None)


def digests(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A line for each file, as `sha256sum --check` reads it."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files)
    return "".join(lines).encode()


def _piece(name: str, data: bytes) -> Piece:
    return Piece(name, lambda _context: data)


def _to_read(
    data: bytes, stem: str, reader: Summaries, days: Days, context: Context
) -> list[tuple[str, bytes]]:
    """A page for the document, or one for each of a package: "… 1.html", "… 2.html"."""
    files: list[tuple[str, bytes]] = []
    for place, summary in _summaries(data, reader, context):
        several = len(summary.files) > 1
        files += _readable(summary, f"{stem} {place}" if several else stem, days, context)
    return files


def _summaries(data: bytes, reader: Summaries, context: Context) -> Iterator[tuple[int, Summary]]:
    """Those that can be read, with their place in a package, from 1; what came is saved all the
    same (SUM-2)."""
    refused = 0
    for file in range(MOST_FILES if data.startswith(PACKAGE) else 1):
        try:
            summary = reader.read(context, data=data, file=file, elsewhere=elsewhere_words())
        except PortalError as error:
            refused += 1
            if error.trouble is Trouble.NOT_A_SUMMARY or refused == MOST_REFUSED:
                return  # there are no more, or hardly any that can be read
            continue
        yield file + 1, summary
        if file + 1 >= len(summary.files):
            return


def _readable(summary: Summary, stem: str, days: Days, context: Context) -> list[tuple[str, bytes]]:
    if summary.body is not None and summary.kind is BodyKind.PDF:
        return [(f"{stem}.pdf", summary.body.data)]
    page = _page(summary, days, context)
    return [(f"{stem}.html", page.encode(errors="replace"))] if page else []


def _page(summary: Summary, days: Days, context: Context) -> str:
    """The page, "" where there is nothing to show on one."""
    body = summary.body
    if summary.sections:
        pictures = {one.id: _as_png(one, context) for one in summary.media}
        groups = shown_groups(summary, days.since, days.until)
        return page_of(summary, groups, days, pictures)
    if body is not None and summary.kind is BodyKind.TEXT:
        return text_page(summary, body.data.decode(errors="replace"))
    if body is not None and summary.kind is BodyKind.IMAGE:
        png = _as_png(body, context)
        return picture_page(summary, png, document_title(summary.header)) if png else ""
    return ""


def _as_png(medium: Medium, context: Context) -> str:
    """The picture as an address that holds it whole, "" when it cannot be shown.

    Decoded first, so that nothing of what came is in the page.
    """
    context.check_cancelled()
    try:
        picture = decoded(context, data=medium.data, width=LARGEST, height=LARGEST)
    except PortalError:
        return ""
    from PIL import Image as Pillow  # noqa: PLC0415 - after first paint

    size, stride = (picture.width, picture.height), picture.stride
    pixels = Pillow.frombuffer("RGB", size, picture.data, "raw", "BGRX", stride, 1)
    png = io.BytesIO()
    pixels.save(png, "PNG")
    return f"data:image/png;base64,{base64.b64encode(png.getvalue()).decode()}"
