"""The heads of a list of messages: what each column is, and that the newest stand first."""

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.mail import Folder
from desktop.views.lists import lettering
from desktop.views.lists.lettering import META
from desktop.views.lists.mail_columns import Span, columns_for
from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import mirrored

translate = QCoreApplication.translate
HEIGHT, ARROW = 32, 15


class MailHeads(QWidget):
    """As wide as the list below it."""

    def __init__(self, folder: Folder) -> None:
        super().__init__()
        self._states = folder is not Folder.INBOX
        received = translate("Mail", "Received")
        to, sender = translate("Mail", "To"), translate("Mail", "From")
        self._name = to if folder is Folder.SENT else sender
        self._when = translate("Mail", "Sent on") if folder is Folder.SENT else received
        self._subject = translate("Mail", "Subject")
        self._regarding = translate("Mail", "Regarding")
        self._state = self._state_word(folder)
        said = [self._name, self._subject, self._regarding, self._state, self._when]
        sorted_by = translate("Mail", "newest first")
        self.setAccessibleName(", ".join([*filter(None, said), sorted_by]))
        keep_dressed(self._dress)

    def _state_word(self, folder: Folder) -> str:
        words = {
            Folder.SENT: translate("Mail", "State"),
            Folder.SECURE: translate("Mail", "Can be read"),
        }
        return words.get(folder, "")

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area = QPainter(self), self.rect()
        painter.fillRect(area, look.color("sunken"))
        columns = columns_for(area.width(), states=self._states)
        self._write(painter, columns.name, self._name)
        self._write(painter, columns.subject, self._subject)
        self._write(painter, columns.regarding, self._regarding)
        self._write(painter, columns.state, self._state)
        self._write(painter, columns.when, self._when)
        side = look.px(ARROW)
        left = columns.when.left + lettering.width(self._when, META) + look.px(6)
        arrow = mirrored(QRect(left, (area.height() - side) // 2, side, side), area)
        lettering.icon(painter, arrow.topLeft(), "chevron-down", ARROW, "text2")

    def _write(self, painter: QPainter, span: Span, text: str) -> None:
        box = QRect(span.left, 0, span.width, self.height())
        lettering.write_line(painter, mirrored(box, self.rect()), text, META, "text2")

    def _dress(self) -> None:
        self.setFixedHeight(look.px(HEIGHT))
        self.update()
