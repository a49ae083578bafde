"""The ways to the practice as icons, for a window with no room for words; made when needed."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.widgets.buttons import icon_button

translate = QCoreApplication.translate


class SmallWays(QWidget):
    """Contact, payment and another practice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contact = icon_button("phone", translate("SignIn", "Contact us"))
        self.payment = icon_button("credit-card", translate("SignIn", "Make a payment"))
        self.change = icon_button("building-2", translate("SignIn", "Change practice"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for button in (self.contact, self.payment, self.change):
            row.addWidget(button)
