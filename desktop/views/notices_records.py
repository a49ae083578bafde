"""Words for refused actions, and for everything that has no words of its own. For `notices`."""

from PySide6.QtCore import QCoreApplication

from desktop.services.portal import Trouble
from desktop.views import notices_mail

translate = QCoreApplication.translate


def words(trouble: Trouble) -> tuple[str, str, str]:
    """Title, text, action; always some, so that no trouble is without words."""
    return _visits(trouble) or notices_mail.words(trouble) or _actions(trouble) or _bug()


def _visits(trouble: Trouble) -> tuple[str, str, str] | None:
    contact = translate("Notices", "Contact us")
    match trouble:
        case Trouble.VISIT_CHANGED:
            return (
                translate("Notices", "The practice changed this visit"),
                translate(
                    "Notices",
                    "Your answer was about the earlier time, so it was not taken over. Look at "
                    "the new time and answer again.",
                ),
                "",
            )
        case Trouble.STATUS_KEPT:
            return (
                translate("Notices", "The practice already noted an answer"),
                translate(
                    "Notices",
                    "It stays as the practice has it. Call {practice} if you want to change it.",
                ),
                contact,
            )
        case Trouble.ALREADY_ANSWERED:
            return (
                translate("Notices", "This visit is already answered"),
                translate(
                    "Notices", "The first answer stays. Call {practice} if you want to change it."
                ),
                contact,
            )
    return None


def _actions(trouble: Trouble) -> tuple[str, str, str] | None:
    match trouble:
        case Trouble.NOT_FOUND:
            return (
                translate("Notices", "This is no longer there"),
                translate(
                    "Notices",
                    "{practice} no longer shares it with you. The rest of your records is as it "
                    "was. Call the practice if you miss it.",
                ),
                translate("Notices", "Contact us"),
            )
        case Trouble.ACTION_UNKNOWN | Trouble.BAD_REQUEST:
            return (
                translate("Notices", "The practice could not take this"),
                translate(
                    "Notices",
                    "Its server does not understand what was sent; nothing was changed. Call "
                    "{practice} instead.",
                ),
                translate("Notices", "Contact us"),
            )
        case Trouble.ACTION_CHANGED:
            return (
                translate("Notices", "This was not sent twice"),
                translate(
                    "Notices",
                    "The practice already has a different answer under the same number. Look at "
                    "what it says now and answer again.",
                ),
                "",
            )
    return None


def _bug() -> tuple[str, str, str]:
    return (
        translate("Notices", "Something went wrong in this program"),
        translate(
            "Notices",
            "Your records are safe. Try again; if it stays so, tell the practice the reference.",
        ),
        "",
    )
