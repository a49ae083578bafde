"""A short answer to a question, with nothing to decide."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop.views.widgets.buttons import secondary
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.text import label

translate = QCoreApplication.translate


class AdviceDialog(Dialog):
    """A title and a few paragraphs."""

    def __init__(self, title: str, paragraphs: Sequence[str], parent: QWidget) -> None:
        super().__init__(title, parent)
        self.body.addWidget(label(title, "section", wrap=True))
        for paragraph in paragraphs:
            self.body.addWidget(label(paragraph, wrap=True))
        close = secondary(translate("Advice", "Close"))
        self.add(close, QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)


def offline_advice(parent: QWidget) -> AdviceDialog:
    """What works without a connection."""
    return AdviceDialog(
        translate("Advice", "What can I do offline?"),
        (
            translate(
                "Advice",
                "You can read everything that is saved on this computer, print it, and save "
                "copies of statements.",
            ),
            translate(
                "Advice",
                "You can confirm visits. Your answer waits here, and is sent when you are online. "
                "Until then you can take it back.",
            ),
            translate("Advice", "Paying needs a connection."),
        ),
        parent,
    )
