"""What a pane says when it shows no image (IMG-6)."""

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.models.trouble import NO_CONTACT, PortalError, Trouble
from desktop.views.widgets.buttons import quiet, secondary
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate


def nothing_open() -> QWidget:
    """Before an image is chosen."""
    title = translate("Images", "No image is open")
    text = translate("Images", "Choose an image in the list to look at it here.")
    return EmptyState("image", Tone.ACCENT, title, text)


def loading() -> QWidget:
    """While an image is on its way."""
    title = translate("Images", "Opening the image")
    return EmptyState("hourglass", Tone.INFO, title, translate("Images", "It shows in a moment."))


def could_not_open(error: PortalError, *, retry: SignalInstance, save: SignalInstance) -> QWidget:
    """Why it is not shown, what is safe, and what can be done."""
    again = secondary(translate("Images", "Try again"), "refresh-cw")
    again.clicked.connect(retry)
    away = error.trouble in NO_CONTACT | {Trouble.NOT_SAVED_HERE}
    actions = [again]
    if not away:
        as_it_is = quiet(translate("Images", "Save as it is"), "download")
        as_it_is.clicked.connect(save)
        actions.append(as_it_is)
    icon, tone = ("cloud-off", Tone.WARN) if away else ("triangle-alert", Tone.BAD)
    title, text = _words(error.trouble, away=away)
    return EmptyState(icon, tone, title, text, actions)


def _words(trouble: Trouble, *, away: bool) -> tuple[str, str]:
    if away:
        return (
            translate("Images", "This image is not on this computer"),
            translate("Images", "It downloads by itself when you are online."),
        )
    if trouble is Trouble.NO_PICTURE:
        return (
            translate("Images", "There is no picture in this file"),
            translate(
                "Images",
                "It holds something else, such as a report. You can save it and open it with"
                " another program.",
            ),
        )
    if trouble is Trouble.DOCUMENT_TOO_LARGE:
        return (
            translate("Images", "This image is too large to show here"),
            translate("Images", "You can save it and open it with another program."),
        )
    if trouble is Trouble.WRONG_DIGEST:
        return (
            translate("Images", "The image arrived damaged"),
            translate("Images", "It was set aside. Trying again downloads it anew."),
        )
    return (
        translate("Images", "We could not show this image"),
        translate(
            "Images",
            "The file is damaged, or made in a way that cannot be shown here. Your other images"
            " are fine. You can save it as it is, or ask the practice for a new copy.",
        ),
    )
