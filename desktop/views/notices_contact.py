"""Words for troubles on the way to the practice. Used by `notices` alone."""

from PySide6.QtCore import QCoreApplication

from desktop.services.portal import Trouble

translate = QCoreApplication.translate


def words(trouble: Trouble) -> tuple[str, str, str] | None:
    """Title, text, action; None for a trouble of another page."""
    return _away(trouble) or _strange(trouble) or _address(trouble)


def _away(trouble: Trouble) -> tuple[str, str, str] | None:
    again = translate("Notices", "Try again")
    kept = translate(
        "Notices",
        "What is saved on this computer still opens, and what you did is kept and sent later.",
    )
    match trouble:
        case Trouble.OFFLINE:
            title = translate("Notices", "You are offline")
            text = translate("Notices", "This computer has no connection.")
        case Trouble.UNKNOWN_HOST:
            title = translate("Notices", "The practice’s address was not found")
            text = translate(
                "Notices", "Either this computer has no connection or the address has changed."
            )
        case Trouble.UNREACHABLE:
            title = translate("Notices", "The practice cannot be reached")
            text = translate("Notices", "The server of {practice} does not answer right now.")
        case Trouble.TIMEOUT:
            title = translate("Notices", "The practice did not answer in time")
            text = translate("Notices", "The connection is slow or the server is busy.")
        case Trouble.CUT_OFF:
            title = translate("Notices", "The connection ended early")
            text = translate("Notices", "The answer of {practice} did not arrive whole.")
        case _:
            return None
    return title, f"{text} {kept}", again


def _strange(trouble: Trouble) -> tuple[str, str, str] | None:
    again = translate("Notices", "Try again")
    match trouble:
        case Trouble.WRONG_CERTIFICATE:
            return (
                translate("Notices", "The connection is not safe"),
                translate(
                    "Notices",
                    "The server could not prove that it belongs to {practice}, so nothing was "
                    "sent. Check this computer’s date and time, or try another network.",
                ),
                again,
            )
        case Trouble.REDIRECTED | Trouble.NOT_A_PORTAL:
            return (
                translate("Notices", "Something else answered"),
                translate(
                    "Notices",
                    "Another page came instead of {practice}, so nothing was sent. On a guest "
                    "network, open your browser and sign in to the network first.",
                ),
                again,
            )
        case Trouble.BAD_ANSWER | Trouble.ANSWER_TOO_LARGE:
            return (
                translate("Notices", "The answer could not be read"),
                translate(
                    "Notices",
                    "The server of {practice} sent something that this program does not "
                    "understand. Nothing was changed here. If it stays so, call the practice.",
                ),
                again,
            )
        case Trouble.SERVER_FAULT | Trouble.BUSY:
            return _server(trouble)
    return None


def _server(trouble: Trouble) -> tuple[str, str, str]:
    again = translate("Notices", "Try again")
    if trouble is Trouble.BUSY:
        return (
            translate("Notices", "The practice’s server is busy"),
            translate("Notices", "Nothing is lost; this program goes on trying by itself."),
            again,
        )
    return (
        translate("Notices", "The practice’s server has a problem"),
        translate(
            "Notices",
            "It is not you. Nothing is lost, and what you did is sent when the server works again.",
        ),
        again,
    )


def _address(trouble: Trouble) -> tuple[str, str, str] | None:
    match trouble:
        case Trouble.BAD_ADDRESS:
            return (
                translate("Notices", "This is not an address"),
                translate(
                    "Notices",
                    "An address looks like portal.example.com. It is on the letter or in the "
                    "invitation from your practice.",
                ),
                "",
            )
        case Trouble.INSECURE_ADDRESS:
            return (
                translate("Notices", "This address is not safe"),
                translate(
                    "Notices",
                    "Your records may only travel encrypted, so nothing was sent. Use the address "
                    "without http:// in front.",
                ),
                "",
            )
        case Trouble.PROGRAM_TOO_OLD:
            return (
                translate("Notices", "This program is too old"),
                translate(
                    "Notices",
                    "{practice} uses a newer version. Install the newest version of this program; "
                    "what is saved here stays.",
                ),
                "",
            )
    return None
