"""What is said instead of a file of the person's own."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.trouble import PortalError
from desktop.views.notices_files import of_own_file
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate


def loading() -> QWidget:
    """While it is read."""
    title = translate("Files", "Opening the file")
    return EmptyState("hourglass", Tone.INFO, title, translate("Files", "It shows in a moment."))


def could_not_open(error: PortalError) -> QWidget:
    """Why it is not shown. It is the person's own: there is nothing to save and nobody to ask."""
    title, text = of_own_file(error.trouble)
    reference = error.reference
    small = translate("Viewer", "Reference {code}").format(code=reference) if reference else ""
    return EmptyState("triangle-alert", Tone.BAD, title, text, small=small)
