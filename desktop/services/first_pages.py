"""The first page of a PDF as a small picture, by a process for it alone (IMG-1)."""

from desktop.models.picture import Picture
from desktop.models.trouble import PortalError, Trouble
from desktop.services.context import Context
from desktop.services.pdf import PdfProcess

PDF = b"%PDF-"
HEAD = 1024
"""Bytes in which a PDF may begin."""


def is_pdf(data: bytes) -> bool:
    """Whether it begins as a PDF does."""
    return PDF in data[:HEAD]


def first_page(context: Context, *, data: bytes, size: tuple[int, int]) -> Picture:
    """The page, made to fit a size in pixels, and never enlarged beyond a pixel a point.

    Raises DOCUMENT_DAMAGED, _LOCKED and _TOO_LARGE; cancelling ends the process.
    """
    process = PdfProcess()
    context.on_cancel(process.kill)
    try:
        context.check_cancelled()
        pdf = process.open(data)
        page = process.draw(pdf, 0, *_fitted(pdf.pages[0], size))
    except PortalError:
        context.check_cancelled()
        raise
    finally:
        process.stop()
    return Picture(page.width, page.height, page.stride, page.bits)


def _fitted(page: tuple[float, float], size: tuple[int, int]) -> tuple[int, int]:
    wide, high = page
    if not (wide > 0 and high > 0):
        raise PortalError(Trouble.DOCUMENT_DAMAGED)
    scale = min(size[0] / wide, size[1] / high, 1)
    return max(1, round(wide * scale)), max(1, round(high * scale))
