"""The words for everything that can go wrong: the only place with sentences for errors (EASE-6).

Each says what happened, what was kept, and what can be done.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from desktop.services.portal import PortalError, Trouble
from desktop.views import (
    notices_contact,
    notices_documents,
    notices_files,
    notices_records,
    notices_session,
    notices_transmit,
)
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate

SOFT = frozenset(
    {
        Trouble.OFFLINE,
        Trouble.UNKNOWN_HOST,
        Trouble.UNREACHABLE,
        Trouble.TIMEOUT,
        Trouble.CUT_OFF,
        Trouble.BUSY,
        Trouble.NOT_SAVED_HERE,
    }
)
CALM = frozenset({Trouble.SESSION_EXPIRED, Trouble.SESSION_ENDED, Trouble.DOCUMENT_LOCKED})


@dataclass(frozen=True, slots=True)
class Notice:
    """A title, one or two sentences, and the word on the button that helps ("" for none).

    `small` is small print: a reference that the practice can look up.
    """

    title: str
    text: str
    action: str = ""
    tone: Tone = Tone.BAD
    icon: str = "circle-alert"
    small: str = ""


def wording(
    trouble: Trouble, *, practice: str = "", retry_after: int | None = None, reference: str = ""
) -> Notice:
    """What to say about a trouble; `practice` is its name, "" where it is not known yet."""
    name = practice or translate("Notices", "your practice")
    pages = (
        *(notices_contact, notices_session, notices_documents, notices_files, notices_transmit),
        notices_records,
    )
    for page in pages:
        words = page.words(trouble)
        if words is not None:
            title, text, action = words
            break
    text = text.format(practice=name)
    if retry_after:
        text = f"{text} {wait_words(retry_after)}"
    small = translate("Notices", "Reference {code}").format(code=reference) if reference else ""
    if trouble in SOFT:
        return Notice(title.format(practice=name), text, action, Tone.WARN, "cloud-off", small)
    if trouble in CALM:
        return Notice(title.format(practice=name), text, action, Tone.INFO, "lock", small)
    return Notice(title.format(practice=name), text, action, small=small)


def of_error(error: PortalError, practice: str = "") -> Notice:
    """What to say about an error that came from the portal."""
    return wording(
        error.trouble,
        practice=practice,
        retry_after=error.retry_after,
        reference=error.reference,
    )


def wait_words(seconds: int) -> str:
    """When another try makes sense, in words."""
    if seconds < 90:
        return translate("Notices", "Try again in %n seconds.", "", max(2, seconds))
    return translate("Notices", "Try again in %n minutes.", "", round(seconds / 60))


def settings_lost() -> Notice:
    """The settings file could not be read; told once, where the practice is asked for again."""
    return Notice(
        translate("Notices", "Your settings could not be read"),
        translate(
            "Notices",
            "Colours, text size and the address of your practice start anew. Records saved on this "
            "computer are kept, and the old file is beside the new one. Enter the address again.",
        ),
        tone=Tone.WARN,
        icon="triangle-alert",
    )


def damaged_while_open(practice: str = "") -> Notice:
    """A part of the copy that is open cannot be read (OFF-6)."""
    notice = wording(Trouble.VAULT_DAMAGED, practice=practice)
    name = practice or translate("Notices", "your practice")
    text = translate(
        "Notices",
        "A part of it cannot be read any more; you can still use the rest. Your records at "
        "{practice} are as they were. With a connection you can fetch a new copy; what waits to "
        "be sent is kept for it.",
    )
    action = translate("Notices", "Fetch a new copy")
    return replace(notice, text=text.format(practice=name), action=action)


def damaged_at_sign_in(practice: str, *, rescued: bool) -> Notice:
    """The copy does not open; `rescued` when nothing that waits is lost with it (OFF-6)."""
    notice = wording(Trouble.VAULT_DAMAGED, practice=practice)
    name = practice or translate("Notices", "your practice")
    kept = translate(
        "Notices",
        "Your records at {practice} are as they were, and what waits to be sent from this computer "
        "is kept. Fetch everything again to go on.",
    )
    lost = translate(
        "Notices",
        "Your records at {practice} are as they were. What was not sent from this computer yet "
        "cannot be read; look at your visits after you fetched everything again.",
    )
    return replace(notice, text=(kept if rescued else lost).format(practice=name))


def signing_in_offline(trouble: Trouble, *, saved: bool) -> Notice:
    """What the sign-in page says without contact; `saved` when there are copies to open."""
    text = translate("Notices", "Signing in needs a connection.")
    if saved:
        can = translate("Notices", "You can still open what is saved on this computer.")
        text = f"{text} {can}"
    trying = translate("Notices", "We will keep trying in the background.")
    return replace(wording(trouble), text=f"{text} {trying}")
