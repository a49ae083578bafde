"""A panel with a list of rows, and what is said where there are none."""

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from desktop.models.items.absence import Absence, Remedy, remedy_word, unreadable
from desktop.views.lists.row_view import RowView
from desktop.views.section import Part
from desktop.views.tab_order import stops
from desktop.views.theme import look
from desktop.views.widgets.buttons import Button, secondary
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate
LOADING_AFTER = 400
GROWN, LEAST = 460, 250


class ViewPanel(Panel):
    """`remedy_wanted` is a button of the empty place; "Loading" shows after 400 ms."""

    remedy_wanted = Signal(object)

    def __init__(
        self, title: str, view: QWidget, parent: QWidget | None = None, *, least: int = LEAST
    ) -> None:
        super().__init__(title, parent)
        self._view, self._least = view, least
        self.said: Absence | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(view)
        self._said: QWidget = QWidget()
        self._stack.addWidget(self._said)
        self._stack.setCurrentWidget(self._said)
        self.set_body(self._stack)
        self.set_count("")
        self._grown = False
        self._late = QTimer(self, singleShot=True, interval=LOADING_AFTER)
        self._late.timeout.connect(self._say_loading)
        keep_dressed(self._fit_height)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.said is None and self._stack.currentWidget() is not self._view:
            self._late.start()

    def show_list(self) -> None:
        """There are rows."""
        self._late.stop()
        self.said = None
        self._stack.setCurrentWidget(self._view)

    def show_absence(self, said: Absence) -> None:
        """There are none, and this is why."""
        self._late.stop()
        if said == self.said:
            return
        self.said = said
        buttons = [self._button(remedy) for remedy in said.remedies]
        tone = Tone(said.tone)
        self._show(EmptyState(said.icon, tone, said.title, said.text, buttons, said.small))

    def stops(self) -> list[QWidget]:
        """Where Tab stops: the tools in the head, then the rows."""
        return stops(self, self._view)

    def part(self) -> Part:
        """Where F6 goes: the list, or the first button of what is said instead."""
        button = self._said.findChild(Button) if self.said is not None else None
        return Part(self, button or self._view)

    def set_grown(self, *, grown: bool) -> None:
        """In one column the page scrolls, so the list takes a good part of the window."""
        self._grown = grown
        self._fit_height()

    def _button(self, remedy: Remedy) -> Button:
        icons = {Remedy.CHECK: "refresh-cw", Remedy.CONTACT: "phone"}
        button = secondary(remedy_word(remedy), icons.get(remedy, ""))
        button.clicked.connect(lambda: self.remedy_wanted.emit(remedy))
        return button

    def _say_loading(self) -> None:
        text = translate("Lists", "Loading")
        self._show(EmptyState("hourglass", Tone.INFO, text, ""))

    def _show(self, page: QWidget) -> None:
        old, self._said = self._said, page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._stack.removeWidget(old)
        old.deleteLater()

    def _fit_height(self) -> None:
        self.setMinimumHeight(look.px(GROWN if self._grown else self._least))


class ListPanel(ViewPanel):
    """With rows that have buttons; `list` is their view."""

    def __init__(
        self, title: str, view: RowView, parent: QWidget | None = None, *, least: int = LEAST
    ) -> None:
        super().__init__(title, view, parent, least=least)
        self.list = view

    def show_unreadable(self) -> None:
        """The rows cannot be read; those that are here stay."""
        if not self.list.rows.rowCount():
            self.show_absence(unreadable())
