"""Above a document: whose it is, which of several, and what else can be done (SUM-1)."""

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.items.care import PersonRow, choice_words, heading, written_words
from desktop.models.items.family import Family
from desktop.views.theme import look
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.field import Select
from desktop.views.widgets.menu_button import menu_of
from desktop.views.widgets.text import label
from portal_protocol.summaries import CareSummary

translate = QCoreApplication.translate
CHOICE = 14  # signs that show of which summary it is; the list shows them whole
ROOMY = 480  # pixels at 100 % text: the title and the choice stand beside each other


class CareHead(QWidget):
    """`picked` is the id of another summary; `source_wanted` and `save_wanted` are of this one."""

    picked = Signal(str)
    menu_wanted = Signal(QMenu)
    source_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "card", wrap=True)
        self._from = label("", "meta", wrap=True)
        self.which = Select(dense=True)
        self.which.setAccessibleName(translate("Care", "Which care summary"))
        self.which.setSizeAdjustPolicy(
            Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.which.setMinimumContentsLength(CHOICE)
        self.which.currentIndexChanged.connect(self._on_picked)
        self.more = icon_button("ellipsis-vertical", translate("Care", "More"))
        menu_of(self.more, self.menu_wanted)
        self.menu_wanted.connect(self._fill)
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self.title, self._from):
            words.addWidget(part)
        tools = QHBoxLayout()
        tools.addStretch(1)
        tools.addWidget(self.which)
        tools.addWidget(self.more)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addLayout(words, 1)
        self._row.addLayout(tools)
        keep_dressed(self._dress)

    def show_summary(self, summary: CareSummary | None) -> None:
        """Who wrote what is open, and whether there is a file of it."""
        words = written_words(summary) if summary else ""
        self._from.setText(words)
        self._from.setVisible(bool(words))
        self.more.setEnabled(summary is not None and bool(summary.blobs))

    def show_choices(self, row: PersonRow, key: str, family: Family) -> None:
        """The person's summaries, of which this one is open."""
        self.title.setText(heading(row))
        offers = [(choice_words(one.record, family), one.key) for one in row.summaries]
        which = self.which
        held = [(which.itemText(at), which.itemData(at)) for at in range(which.count())]
        with QSignalBlocker(which):
            if offers != held:  # a list that is open stays as it is
                which.clear()
                for text, value in offers:
                    which.addItem(text, value)
            which.setCurrentIndex(max(which.findData(key), 0))
        which.setToolTip(which.currentText())
        which.setVisible(len(row.summaries) > 1)

    def _on_picked(self, _at: int) -> None:
        self.which.setToolTip(self.which.currentText())
        self.picked.emit(self.which.currentData() or "")

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction(translate("Care", "Show as received")).triggered.connect(self.source_wanted)
        menu.addAction(translate("Care", "Save as received…")).triggered.connect(self.save_wanted)

    def _dress(self) -> None:
        self._row.setContentsMargins(look.px(16), look.px(10), look.px(8), look.px(8))
        self._row.setSpacing(look.px(8))
        self._arrange()

    def _arrange(self) -> None:
        way = QBoxLayout.Direction
        wide = self.width() >= look.px(ROOMY)
        self._row.setDirection(way.LeftToRight if wide else way.TopToBottom)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
