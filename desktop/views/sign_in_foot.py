"""The foot of the sign-in page: what is safe, and the text size."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.opening import Opening
from desktop.views.theme import look
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.dressed import ground, keep_dressed
from desktop.views.widgets.text import IconLabel, label, rule

translate = QCoreApplication.translate


class SignInFoot(QWidget):
    """32 pixels high at 100 %."""

    appearance_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self.size_button = Button("", "foot", "a-large-small")
        self.size_button.clicked.connect(self.appearance_asked)
        self.open_button = Button("", "foot", "file-text")
        self.open_button.setAccessibleName(translate("SignIn", "Open a document…"))
        self.open_button.hide()
        self._long = label(translate("SignIn", "Records on this computer are encrypted"), "meta")
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("lock", 15))
        row.addWidget(self._long)
        row.addStretch(1)
        row.addWidget(self.open_button)
        row.addWidget(self.size_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(row)
        keep_dressed(self._dress)

    def offer_opening(self, opening: Opening) -> None:
        """The quiet way to a document that did not come from the practice, where there is one."""
        self.open_button.setVisible(opening.offered)
        self.open_button.clicked.connect(opening.ask)

    def show_size(self, per_cent: int) -> None:
        """Say the text size that was chosen."""
        self.size_button.setText(translate("SignIn", "Text {size} %").format(size=per_cent))

    def _dress(self) -> None:
        self.setFixedHeight(look.px(32))
        narrow = look.scale > 1.5
        long = translate("SignIn", "Records on this computer are encrypted")
        self._long.setText(translate("SignIn", "Encrypted") if narrow else long)
        opens = translate("SignIn", "Open a document…")
        self.open_button.setText("" if narrow else opens)
        self.open_button.setToolTip(opens if narrow else "")
