"""What the viewer says when it shows no pages."""

from PySide6.QtCore import QCoreApplication, Qt, SignalInstance
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.models.trouble import NO_CONTACT, PortalError, Trouble
from desktop.views.widgets.buttons import quiet, secondary
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate


def nothing_open() -> QWidget:
    """Before a document is chosen."""
    title = translate("Viewer", "No document is open")
    text = translate("Viewer", "Choose Open beside a statement to read it here.")
    return EmptyState("file-text", Tone.ACCENT, title, text)


def loading() -> QWidget:
    """While a document is on its way."""
    title = translate("Viewer", "Opening the document")
    text = translate("Viewer", "It shows here in a moment.")
    return EmptyState("hourglass", Tone.INFO, title, text)


def could_not_open(
    error: PortalError, *, retry: SignalInstance, save: SignalInstance | None
) -> QWidget:
    """Why it is not shown, what is safe, and what can be done (ACC-5)."""
    again = secondary(translate("Viewer", "Try again"), "refresh-cw")
    again.clicked.connect(retry)
    actions = [again]
    if save is not None:
        as_it_is = quiet(translate("Viewer", "Save as it is"), "download")
        as_it_is.clicked.connect(save)
        actions.append(as_it_is)
    reference = error.reference
    small = translate("Viewer", "Reference {code}").format(code=reference) if reference else ""
    icon, tone = ("triangle-alert", Tone.BAD)
    if error.trouble in NO_CONTACT | {Trouble.NOT_SAVED_HERE}:
        icon, tone = ("cloud-off", Tone.WARN)
    title, text = _words(error.trouble)
    return EmptyState(icon, tone, title, text, actions, small)


def _words(trouble: Trouble) -> tuple[str, str]:
    if trouble in NO_CONTACT | {Trouble.NOT_SAVED_HERE}:
        return (
            translate("Viewer", "This document is not on this computer"),
            translate("Viewer", "It downloads by itself when you are online."),
        )
    if trouble is Trouble.DOCUMENT_TOO_LARGE:
        return (
            translate("Viewer", "This document is too large to show here"),
            translate("Viewer", "You can save it and open it with another program."),
        )
    if trouble is Trouble.WRONG_DIGEST:
        return (
            translate("Viewer", "The document arrived damaged"),
            translate("Viewer", "It was set aside. Trying again downloads it anew."),
        )
    if trouble is Trouble.DOCUMENT_MALFORMED:
        return (
            translate("Viewer", "This care summary is not well-formed"),
            translate(
                "Viewer",
                "Its file breaks the rules that such files are written by. It is kept as it came;"
                " you can save it, or ask the practice for a new one.",
            ),
        )
    if trouble is Trouble.NOT_A_SUMMARY:
        return (
            translate("Viewer", "This file is not a care summary"),
            translate("Viewer", "You can save it as it came and open it with another program."),
        )
    return (
        translate("Viewer", "We could not open this document"),
        translate(
            "Viewer",
            "The file is damaged, or made in a way that cannot be shown here. Your other"
            " documents are fine. You can save it as it is, or ask the practice for a new copy.",
        ),
    )


def scrolled(inner: QWidget) -> QScrollArea:
    """What is said must not make the window larger, however large its text is."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
