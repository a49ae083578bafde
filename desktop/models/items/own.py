"""What a file of the person's own was taken for, in words."""

from PySide6.QtCore import QCoreApplication

from desktop.models.image import OpenImage
from desktop.models.summary import BodyKind, Standard, Summary

translate = QCoreApplication.translate


def pdf_words(pages: int) -> str:
    """ "PDF document, 3 pages"."""
    if pages == 1:
        return translate("Files", "PDF document, 1 page")
    return translate("Files", "PDF document, {count} pages").format(count=pages)


def image_words(form: str, image: OpenImage) -> str:
    """ "TIFF image, 300 by 200 pixels, 2 pages"; the page that shows has these pixels."""
    said = translate("Files", "{form} image, {wide} by {high} pixels")
    words = said.format(form=form, wide=image.size[0], high=image.size[1])
    if image.pages == 1:
        return words
    pages = translate("Files", "{count} pages").format(count=image.pages)
    return f"{words}, {pages}"


def text_words(text: str) -> str:
    """ "Plain text, 12 lines"."""
    lines = len(text.splitlines())
    if lines == 1:
        return translate("Files", "Plain text, 1 line")
    return translate("Files", "Plain text, {count} lines").format(count=lines)


def summary_words(summary: Summary) -> str:
    """ "Care summary (C-CDA), 12 sections", and which one of a package with several it is."""
    standard = "C-CDA" if summary.standard is Standard.CCDA else "CDA"
    name = translate("Files", "Care summary ({standard})").format(standard=standard)
    parts = [name, _held(summary)]
    if len(summary.files) > 1:
        which = translate("Files", "{number} of {count} in a package")
        parts.append(which.format(number=summary.file + 1, count=len(summary.files)))
    return ", ".join(parts)


def _held(summary: Summary) -> str:
    match summary.kind:
        case BodyKind.PDF:
            return translate("Files", "a PDF document in it")
        case BodyKind.IMAGE:
            return translate("Files", "a picture in it")
        case BodyKind.TEXT:
            return translate("Files", "a plain text in it")
        case BodyKind.SECTIONS if len(summary.sections) == 1:
            return translate("Files", "1 section")
        case BodyKind.SECTIONS if summary.sections:
            return translate("Files", "{count} sections").format(count=len(summary.sections))
    return translate("Files", "nothing to read in it")
