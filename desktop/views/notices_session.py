"""Words for troubles of signing in and of the copy on this computer. Used by `notices` alone."""

from PySide6.QtCore import QCoreApplication

from desktop.services.portal import Trouble

translate = QCoreApplication.translate


def words(trouble: Trouble) -> tuple[str, str, str] | None:
    """Title, text, action; None for a trouble of another page."""
    return _signing_in(trouble) or _ended(trouble) or _copy(trouble) or _disk(trouble)


def _signing_in(trouble: Trouble) -> tuple[str, str, str] | None:
    match trouble:
        case Trouble.WRONG_CREDENTIALS:
            return (
                translate("Notices", "You are not signed in"),
                translate(
                    "Notices",
                    "The user name and password do not match. Check both; capitals count in the "
                    "password.",
                ),
                "",
            )
        case Trouble.TOO_MANY_TRIES:
            return (
                translate("Notices", "Too many tries"),
                translate(
                    "Notices",
                    "To keep your records safe, signing in pauses for a while. Your records are "
                    "as they were.",
                ),
                "",
            )
        case Trouble.WRONG_PASSWORD:
            return (
                translate("Notices", "Your records stay closed"),
                translate(
                    "Notices", "This is not the password. Check it; capitals count in the password."
                ),
                "",
            )
        case Trouble.PASSWORD_CHANGED:
            return (
                translate("Notices", "Your password was changed elsewhere"),
                translate(
                    "Notices",
                    "The copy on this computer still has the old password. Enter the old one once "
                    "to keep what is in it, or fetch everything again from {practice}.",
                ),
                "",
            )
    return None


def _ended(trouble: Trouble) -> tuple[str, str, str] | None:
    sign_in = translate("Notices", "Sign in")
    match trouble:
        case Trouble.SESSION_EXPIRED | Trouble.SESSION_ENDED:
            return (
                translate("Notices", "Please sign in again"),
                translate(
                    "Notices",
                    "You have been signed out at {practice}. Your records on this computer and "
                    "what waits to be sent are kept.",
                ),
                sign_in,
            )
        case Trouble.DEVICE_REVOKED:
            return (
                translate("Notices", "This computer was signed out"),
                translate(
                    "Notices",
                    "You or {practice} ended the access of this computer. The copy on it was "
                    "deleted; your records at the practice are as they were.",
                ),
                sign_in,
            )
        case Trouble.ACCESS_REMOVED:
            return (
                translate("Notices", "Your online access has ended"),
                translate(
                    "Notices",
                    "{practice} has ended it. The copy on this computer was deleted; your records "
                    "at the practice are as they were. The practice can tell you why.",
                ),
                translate("Notices", "Contact us"),
            )
    return None


def _copy(trouble: Trouble) -> tuple[str, str, str] | None:
    match trouble:
        case Trouble.NO_SAVED_COPY:
            return (
                translate("Notices", "Nothing is saved on this computer"),
                translate("Notices", "Sign in once with a connection; then a copy is kept here."),
                "",
            )
        case Trouble.VAULT_DAMAGED:
            return (
                translate("Notices", "The copy on this computer is damaged"),
                translate(
                    "Notices",
                    "A part of it cannot be read any more. Your records at {practice} are as they "
                    "were. Sign in with a connection to fetch a new copy; what waits to be sent is "
                    "taken over if it can still be read.",
                ),
                translate("Notices", "Sign in"),
            )
        case Trouble.WAITING_DAMAGED:
            return (
                translate("Notices", "What waits to be sent cannot be read"),
                translate(
                    "Notices",
                    "Nothing was changed yet. With a new copy, answers that were not sent from "
                    "this computer are given up; look at your visits after that and answer again.",
                ),
                translate("Notices", "Fetch without them"),
            )
        case Trouble.VAULT_NEWER:
            return (
                translate("Notices", "The copy is from a newer version"),
                translate(
                    "Notices",
                    "A newer version of this program made it, and it was left as it is. Install "
                    "that version to open it.",
                ),
                "",
            )
        case Trouble.VAULT_IN_USE:
            return (
                translate("Notices", "Your records are open elsewhere"),
                translate(
                    "Notices",
                    "Another window of this program has them open. Close it and try again; "
                    "nothing is lost.",
                ),
                translate("Notices", "Try again"),
            )
    return None


def _disk(trouble: Trouble) -> tuple[str, str, str] | None:
    again = translate("Notices", "Try again")
    match trouble:
        case Trouble.DISK_FULL:
            return (
                translate("Notices", "This computer is full"),
                translate(
                    "Notices",
                    "There was no room to save more. What was saved before is kept. Free some "
                    "space and try again.",
                ),
                again,
            )
        case Trouble.READ_ONLY:
            return (
                translate("Notices", "Nothing can be saved here"),
                translate(
                    "Notices",
                    "The folder cannot be written to. What was saved before is kept. Choose "
                    "another folder or ask who looks after this computer.",
                ),
                again,
            )
        case Trouble.DISK_FAULT:
            return (
                translate("Notices", "The disk did not answer"),
                translate(
                    "Notices",
                    "Reading or writing failed. Your records at {practice} are as they were. Try "
                    "again, and check the disk if it stays so.",
                ),
                again,
            )
        case Trouble.NO_KEYRING:
            return (
                translate("Notices", "You cannot stay signed in here"),
                translate(
                    "Notices",
                    "This computer offers no safe place for the key, so nothing was kept. You can "
                    "go on with your password each time.",
                ),
                "",
            )
    return None
