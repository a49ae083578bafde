"""Words for troubles with files of the person's own, which did not come from the practice."""

from PySide6.QtCore import QCoreApplication

from desktop.services.portal import Trouble

translate = QCoreApplication.translate


def words(trouble: Trouble) -> tuple[str, str, str] | None:
    """Title, text, action, as `notices` asks; None for a trouble of another page."""
    said = _of_file(trouble)
    return None if said is None else (*said, "")


def of_own_file(trouble: Trouble) -> tuple[str, str]:
    """Title and text; always some. Nothing of it is kept here, so nobody can save it anew."""
    return (
        _of_file(trouble)
        or _of_reading(trouble)
        or (
            translate("Files", "We could not open this file"),
            translate(
                "Files",
                "It is damaged, or made in a way that cannot be shown here. It is left as it is.",
            ),
        )
    )


def _of_file(trouble: Trouble) -> tuple[str, str] | None:
    match trouble:
        case Trouble.FILE_MISSING:
            return (
                translate("Files", "This file is not there"),
                translate("Files", "It was moved or deleted, or its disk is not connected."),
            )
        case Trouble.FILE_EMPTY:
            return (
                translate("Files", "This file is empty"),
                translate("Files", "There is nothing in it to show."),
            )
        case Trouble.FILE_IS_FOLDER:
            return (
                translate("Files", "This is a folder"),
                translate("Files", "Open the files in it instead."),
            )
        case Trouble.FILE_DANGEROUS:
            return (
                translate("Files", "This kind of file is not opened here"),
                translate(
                    "Files",
                    "It can run programs or hide them. Ask who sent it what it is, and open it "
                    "with another program only when you trust it.",
                ),
            )
        case Trouble.FILE_UNKNOWN:
            return (
                translate("Files", "This kind of file cannot be shown here"),
                translate(
                    "Files",
                    "PDF documents, pictures, DICOM images, care summaries and plain texts can.",
                ),
            )
    return None


def _of_reading(trouble: Trouble) -> tuple[str, str] | None:
    match trouble:
        case Trouble.FILE_UNREADABLE:
            return (
                translate("Files", "This file could not be read"),
                translate(
                    "Files",
                    "You may have no right to read it, or its disk does not answer. It is left "
                    "as it is.",
                ),
            )
        case Trouble.DOCUMENT_TOO_LARGE:
            return (
                translate("Files", "This file is too large to show here"),
                translate("Files", "It is left as it is. Another program may open it."),
            )
        case Trouble.DOCUMENT_LOCKED:
            return (
                translate("Files", "This file asks for a password"),
                translate(
                    "Files",
                    "A PDF document asks for it in its window. A package that is encrypted cannot "
                    "be opened here.",
                ),
            )
        case Trouble.NO_PICTURE:
            return (
                translate("Files", "There is no picture in this file"),
                translate("Files", "It holds something else, such as a report."),
            )
    return _of_summary(trouble)


def _of_summary(trouble: Trouble) -> tuple[str, str] | None:
    match trouble:
        case Trouble.DOCUMENT_MALFORMED:
            return (
                translate("Files", "This care summary is not well-formed"),
                translate(
                    "Files",
                    "Its file breaks the rules that such files are written by, so it cannot be "
                    "shown. Ask who sent it for a new one.",
                ),
            )
        case Trouble.NOT_A_SUMMARY:
            return (
                translate("Files", "There is no care summary in this file"),
                translate(
                    "Files",
                    "A package is opened here only when it holds one. It can hide other things, "
                    "so open it with another program only when you trust it.",
                ),
            )
    return None
