"""A question before something that cannot be taken back, or that leaves the program."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop.views.theme import look
from desktop.views.widgets.buttons import Button, secondary
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.text import label

translate = QCoreApplication.translate


class AskDialog(Dialog):
    """`agreed` when the button that does it was pressed; Esc and the other button do nothing.

    The focus begins on the button that does nothing, and Enter elsewhere presses that one.
    """

    agreed = Signal()

    def __init__(
        self, title: str, paragraphs: Sequence[str], button: Button, parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        self.body.addWidget(label(title, "section", wrap=True))
        for paragraph in paragraphs:
            self.body.addWidget(label(paragraph, wrap=True, selectable=True))
        self.setAccessibleDescription(" ".join(paragraphs))
        self.setMaximumWidth(look.px(560))
        leave = secondary(translate("Ask", "Cancel"))
        leave.clicked.connect(self.reject)
        self.add(leave, QDialogButtonBox.ButtonRole.RejectRole)
        self.add(button, QDialogButtonBox.ButtonRole.AcceptRole)
        button.clicked.connect(self._agree)
        leave.setDefault(True)
        leave.setFocus()

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()
