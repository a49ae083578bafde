"""Search over everything that a person can read here (HEAD-6)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QScrollArea, QStackedWidget, QWidget
from typing_extensions import override

from desktop.models.items import found
from desktop.models.items.family import Family
from desktop.models.items.found import FoundRow, HitRow
from desktop.models.items.row_list import RowListModel
from desktop.services.portal import Findings, Portal
from desktop.views.announce import announce
from desktop.views.lists.found_delegate import FoundDelegate
from desktop.views.lists.row_view import RowView
from desktop.views.theme import look
from desktop.views.widgets.buttons import secondary
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.dressed import ground
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.search_edit import SearchEdit
from desktop.views.widgets.tone import Tone
from portal_protocol.records import SECTION_OF, Section

translate = QCoreApplication.translate
Key = Qt.Key
INTO_LIST = (Key.Key_Down, Key.Key_Up, Key.Key_PageDown, Key.Key_PageUp)
WIDE, HIGH = 620, 560
BATCH = 8


class SearchDialog(Dialog):
    """Finds while somebody types; `chosen` is a record to go to. Enter takes the best."""

    chosen = Signal(object)

    def __init__(self, portal: Portal, sections: Collection[Section], parent: QWidget) -> None:
        super().__init__(translate("Search", "Search"), parent)
        self._portal, self._sections = portal, frozenset(sections)
        self._kinds = [kind for kind, section in SECTION_OF.items() if section in self._sections]
        words = translate("Search", "Search appointments, statements and more")
        self.edit = SearchEdit(words, translate("Search", "Search"))
        self.edit.textChanged.connect(self._ask)
        self.edit.installEventFilter(self)
        self.model: RowListModel[FoundRow] = RowListModel(self)
        self.list = RowView(translate("Search", "What was found"), self.model, FoundDelegate())
        self.list.setLayoutMode(RowView.LayoutMode.Batched)  # typing goes on between the batches
        self.list.setBatchSize(BATCH)
        self.list.opened.connect(self._open)
        self.list.installEventFilter(self)
        self._words = QScrollArea()  # a small window with large text has no room for all of them
        self._words.setFrameShape(QFrame.Shape.NoFrame)
        self._words.setWidgetResizable(True)
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._places = QStackedWidget()
        self._places.addWidget(self.list)
        self._places.addWidget(self._words)
        self.body.addWidget(self.edit)
        self.body.addWidget(self._places, 1)
        close = secondary(translate("Dialog", "Close"))
        close.clicked.connect(self.reject)
        self.add(close, QDialogButtonBox.ButtonRole.RejectRole)
        self.findings = Findings()
        self._say_hint()
        portal.search.state_changed.connect(self._on_state)
        portal.changed.connect(self._ask)
        self.finished.connect(self._on_end)
        self._show_state()
        room = parent.window().size()
        self.resize(min(look.px(WIDE), room.width() - 40), min(look.px(HIGH), room.height() - 60))
        self.edit.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows lead from the field into the list, and from its top back; they move words that
        have no room."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if watched is self.edit and key in INTO_LIST and self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if watched is self.edit and key in INTO_LIST:
            return QCoreApplication.sendEvent(self._words.verticalScrollBar(), event)
        if watched is self.edit and key in (Key.Key_Return, Key.Key_Enter):
            if isinstance(row := self.list.current_row(), HitRow):
                self._open(row)
            return True
        if watched is self.list and key == Key.Key_Up and self.list.currentIndex().row() <= 1:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _ask(self, *_changed: object) -> None:
        """Ask anew: other words, or other records."""
        self._portal.search.find(
            self.edit.text(), self._kinds, owner=self, done=self._show_findings
        )

    def _show_findings(self, findings: Findings) -> None:
        other = findings.typed != self.findings.typed
        self.findings = findings
        family = Family(self._portal.people, self._portal.practice)
        today = date.today()  # noqa: DTZ011 - the computer's own day
        self.model.show_rows(found.found_rows(findings, family, today))
        if findings.hits:
            self._places.setCurrentWidget(self.list)
            if other or not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(1, 0))
                self.list.scrollToTop()
        elif findings.typed.strip():
            self._say_nothing_found(family)
        else:
            self._say_hint()
        self._show_state()
        if other:
            announce(self.edit, found.count_words(findings))

    def _show_state(self) -> None:
        said = [found.count_words(self.findings) if self.findings.hits else ""]
        said.append(found.state_words(self._portal.search.state))
        self.note.setText("\n".join(filter(None, said)))

    def _say_hint(self) -> None:
        text = translate("Search", "The beginnings of words are enough. It works offline too.")
        self._say(translate("Search", "What are you looking for?"), text)

    def _say_nothing_found(self, family: Family) -> None:
        chosen = self._portal.chosen
        name = family.name(chosen) if chosen and len(family.people) > 1 else ""
        title = translate("Search", "Nothing found")
        self._say(title, found.searched_words(self._sections, name))

    def _say(self, title: str, text: str) -> None:
        said = EmptyState("search", Tone.INFO, title, text)
        ground(said, "surface")
        self._words.setWidget(said)  # which deletes what was said before
        self._places.setCurrentWidget(self._words)

    def _open(self, row: Any) -> None:
        self.accept()
        self.chosen.emit(row.hit.record)

    def _on_state(self, _state: object) -> None:
        """More is found as more is read."""
        self._show_state()
        if not self._portal.search.state.reading and self.edit.text().strip():
            self._ask()

    def _on_end(self) -> None:
        self._portal.search.stop()
