"""The messages before the one that is read, folded to one line each (MAIL-9)."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.items.family import Family
from desktop.models.items.mail_reading import older_title, pieces
from desktop.views.widgets.buttons import Button, quiet
from desktop.views.widgets.message_text import MessageText
from desktop.views.widgets.text import label, rule
from portal_protocol.mail import Message

translate = QCoreApplication.translate


class OlderMessage(QWidget):
    """One line that unfolds; the text is made when it is first wanted."""

    link_wanted = Signal(str)

    def __init__(self, message: Message, title: str) -> None:
        super().__init__()
        self.message, self._title = message, title
        self.text: MessageText | None = None
        self.head: Button = quiet(title, "chevron-down")
        self.head.setCheckable(True)
        self.head.toggled.connect(self._turn)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.head)
        self._name(shown=False)

    def _turn(self, shown: bool) -> None:
        if shown and self.text is None:
            self.text = MessageText(translate("Mail", "Text, %1").replace("%1", self._title))
            self.text.show_pieces(pieces(self.message.body))
            self.text.link_wanted.connect(self.link_wanted)
            self._column.addWidget(self.text)
        if self.text is not None:
            self.text.setVisible(shown)
        self._name(shown=shown)

    def _name(self, *, shown: bool) -> None:
        self.head.set_icon("chevron-up" if shown else "chevron-down")
        word = translate("Mail", "%1, shown") if shown else translate("Mail", "%1, folded")
        self.head.setAccessibleName(word.replace("%1", self._title))


class OlderMessages(QWidget):
    """The newest of them first; what came after the one that is read is among them."""

    link_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[OlderMessage] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(rule())
        self.title = label("", "metaStrong")
        self._column.addWidget(self.title)
        self.hide()

    def show_messages(self, messages: Sequence[Message], family: Family, title: str = "") -> None:
        """These instead of those that are shown; what is shown already stays as it is."""
        self.title.setText(title)
        if [one.message for one in self.messages] == list(messages):
            return
        for old in self.messages:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.messages = [OlderMessage(one, older_title(one, family)) for one in messages]
        for fresh in self.messages:
            fresh.link_wanted.connect(self.link_wanted)
            self._column.addWidget(fresh)
        self.setVisible(bool(messages))
