"""Words for troubles with documents. Used by `notices` alone."""

from PySide6.QtCore import QCoreApplication

from desktop.services.portal import Trouble

translate = QCoreApplication.translate


def words(trouble: Trouble) -> tuple[str, str, str] | None:
    """Title, text, action; None for a trouble of another page."""
    return _opening(trouble) or _saving(trouble)


def _opening(trouble: Trouble) -> tuple[str, str, str] | None:
    download = translate("Notices", "Download again")
    match trouble:
        case Trouble.WRONG_DIGEST | Trouble.DOCUMENT_DAMAGED:
            return (
                translate("Notices", "This document could not be opened"),
                translate(
                    "Notices",
                    "The file arrived damaged, so it was set aside. Your other documents are fine.",
                ),
                download,
            )
        case Trouble.NOT_SAVED_HERE:
            return (
                translate("Notices", "This document is not on this computer"),
                translate(
                    "Notices",
                    "It was not downloaded while you had a connection. It downloads by itself "
                    "when you are online.",
                ),
                translate("Notices", "Try again"),
            )
        case Trouble.DOCUMENT_LOCKED:
            return (
                translate("Notices", "This document has its own password"),
                translate(
                    "Notices",
                    "The practice protected it. Enter its password to read it; nothing else is "
                    "affected.",
                ),
                translate("Notices", "Enter password"),
            )
        case Trouble.NO_PICTURE:
            return (
                translate("Notices", "There is no picture in this file"),
                translate(
                    "Notices",
                    "It holds something else, such as a report. Save a copy and open it with "
                    "another program.",
                ),
                translate("Notices", "Save a copy"),
            )
        case Trouble.DOCUMENT_TOO_LARGE:
            return (
                translate("Notices", "This document is too large to show here"),
                translate(
                    "Notices",
                    "It is kept as it is. Save a copy and open it with another program.",
                ),
                translate("Notices", "Save a copy"),
            )
    return _summary(trouble)


def _summary(trouble: Trouble) -> tuple[str, str, str] | None:
    save = translate("Notices", "Save as received")
    match trouble:
        case Trouble.DOCUMENT_MALFORMED:
            return (
                translate("Notices", "This care summary is not well-formed"),
                translate(
                    "Notices",
                    "Its file breaks the rules that such files are written by, so it cannot be "
                    "shown. It is kept as it came; you can save it, or ask for a new one.",
                ),
                save,
            )
        case Trouble.NOT_A_SUMMARY:
            return (
                translate("Notices", "This file is not a care summary"),
                translate(
                    "Notices",
                    "It is kept as it came. Save it and open it with another program.",
                ),
                save,
            )
    return None


def _saving(trouble: Trouble) -> tuple[str, str, str] | None:
    match trouble:
        case Trouble.NOTHING_TO_SAVE:
            return (
                translate("Notices", "There was nothing to save"),
                translate("Notices", "None of the documents has a file; no file was written."),
                "",
            )
        case Trouble.TARGET_EXISTS:
            return (
                translate("Notices", "A file with this name is there already"),
                translate("Notices", "It was left as it is. Choose another name or folder."),
                translate("Notices", "Choose another name"),
            )
        case Trouble.PATH_TOO_LONG:
            return (
                translate("Notices", "The folder’s name is too long"),
                translate(
                    "Notices",
                    "With it, names of files become longer than this disk takes. Choose a folder "
                    "with a shorter name, or one that lies in fewer folders.",
                ),
                translate("Notices", "Choose another folder"),
            )
    return None
