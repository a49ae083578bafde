"""Words for care summaries that could not be sent to somebody. For `notices`."""

from PySide6.QtCore import QCoreApplication

from desktop.services.portal import Trouble

translate = QCoreApplication.translate


def words(trouble: Trouble) -> tuple[str, str, str] | None:
    """Title, text, action; None for a trouble of another part."""
    return _ways(trouble) or _amounts(trouble)


def _ways(trouble: Trouble) -> tuple[str, str, str] | None:
    contact = translate("Notices", "Contact us")
    match trouble:
        case Trouble.TRANSMIT_OFF:
            return (
                translate("Notices", "The practice does not send in this way"),
                translate(
                    "Notices",
                    "Nothing was sent. {practice} has not set it up: choose the other way, or "
                    "download the summary and hand it over yourself.",
                ),
                contact,
            )
        case Trouble.ADDRESS_REFUSED:
            return (
                translate("Notices", "Nothing can be sent to this address"),
                translate("Notices", "Nothing was sent. Check the address; all else is kept."),
                "",
            )
        case Trouble.NOT_TRUSTED:
            return (
                translate("Notices", "This secure address is not trusted any more"),
                translate(
                    "Notices",
                    "Nothing was sent. Ask {practice} to set it up anew, or send to any e-mail "
                    "address.",
                ),
                contact,
            )
    return None


def _amounts(trouble: Trouble) -> tuple[str, str, str] | None:
    match trouble:
        case Trouble.TRANSMISSION_TOO_LARGE:
            return (
                translate("Notices", "This is too large for e-mail"),
                translate(
                    "Notices",
                    "Nothing was sent. Send fewer summaries at a time, or download them and hand "
                    "them over yourself.",
                ),
                "",
            )
        case Trouble.TRANSMISSION_LIMIT:
            return (
                translate("Notices", "That was sent too often for one day"),
                translate(
                    "Notices",
                    "Nothing was sent this time. It protects you from somebody who sends your "
                    "records around. Try again tomorrow, or call {practice}.",
                ),
                translate("Notices", "Contact us"),
            )
    return None
