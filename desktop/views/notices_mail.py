"""Words for what can go wrong with messages and their files. For `notices`."""

from PySide6.QtCore import QCoreApplication

from desktop.services.portal import Trouble

translate = QCoreApplication.translate


def words(trouble: Trouble) -> tuple[str, str, str] | None:
    """Title, text, action; None for a trouble of another part."""
    return _recipients(trouble) or _texts(trouble) or _files(trouble) or _more_files(trouble)


def _recipients(trouble: Trouble) -> tuple[str, str, str] | None:
    contact = translate("Notices", "Contact us")
    match trouble:
        case Trouble.NO_PROVIDER:
            return (
                translate("Notices", "There is nobody to write to yet"),
                translate(
                    "Notices",
                    "{practice} has not named a usual provider for this person. Your text is kept "
                    "here. Call the practice and ask for one.",
                ),
                contact,
            )
        case Trouble.WEBMAIL_OFF:
            return (
                translate("Notices", "The practice takes no messages here"),
                translate(
                    "Notices",
                    "{practice} has switched messages off. What you have written is kept on this "
                    "computer. Call the practice instead.",
                ),
                contact,
            )
        case Trouble.ALREADY_SENT:
            return (
                translate("Notices", "This message is already on its way"),
                translate(
                    "Notices",
                    "It can no longer be changed or taken back. Write another message to add "
                    "something.",
                ),
                "",
            )
    return None


def _texts(trouble: Trouble) -> tuple[str, str, str] | None:
    match trouble:
        case Trouble.NO_SUBJECT:
            return (
                translate("Notices", "The subject is missing"),
                translate(
                    "Notices", "Your text is kept here. Write a few words as subject, then send."
                ),
                "",
            )
        case Trouble.NO_TEXT:
            return (
                translate("Notices", "The text is missing"),
                translate("Notices", "The message is kept here. Write your text, then send."),
                "",
            )
        case Trouble.TEXT_TOO_LONG:
            return (
                translate("Notices", "This is longer than one message can be"),
                translate(
                    "Notices",
                    "Your text is kept here. A subject has at most 200 signs, a text 20,000. "
                    "Shorten it, or send it as two messages.",
                ),
                "",
            )
    return None


def _files(trouble: Trouble) -> tuple[str, str, str] | None:
    match trouble:
        case Trouble.ATTACHMENT_REFUSED:
            return (
                translate("Notices", "The practice does not take this file"),
                translate(
                    "Notices",
                    "{practice} decides which kinds of files it takes. Your text is kept here. "
                    "Remove the file, or choose another one.",
                ),
                "",
            )
        case Trouble.ATTACHMENT_TOO_LARGE:
            return (
                translate("Notices", "This file is too large to send"),
                translate(
                    "Notices",
                    "{practice} takes smaller files only. Your text is kept here. Choose a "
                    "smaller file.",
                ),
                "",
            )
    return None


def _more_files(trouble: Trouble) -> tuple[str, str, str] | None:
    match trouble:
        case Trouble.ATTACHMENT_MISSING:
            return (
                translate("Notices", "A file of this message is gone"),
                translate(
                    "Notices",
                    "It can no longer be read on this computer. Your text is kept here. Remove "
                    "the file and add it again.",
                ),
                "",
            )
        case Trouble.TOO_MANY_ATTACHMENTS:
            return (
                translate("Notices", "A message takes 10 files"),
                translate(
                    "Notices",
                    "The files before this one are kept. Send the others with another message.",
                ),
                "",
            )
        case Trouble.FILE_COULD_HARM:
            return (
                translate("Notices", "These files could harm your computer"),
                translate(
                    "Notices",
                    "Nothing was saved. Save one by itself if you expected it. Call the practice "
                    "when you are not sure.",
                ),
                "",
            )
        case Trouble.FILE_UNREADABLE:
            return (
                translate("Notices", "This file cannot be read"),
                translate(
                    "Notices",
                    "Your text is kept here. Look whether the file is still there and whether you "
                    "may open it, or choose another one.",
                ),
                "",
            )
    return None
