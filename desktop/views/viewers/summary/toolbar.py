"""The tools of a clinical document: find, fold, print, save."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.theme import look
from desktop.views.viewers.find_edit import FindEdit
from desktop.views.widgets.buttons import icon_button, quiet
from desktop.views.widgets.dressed import keep_dressed, mark

translate = QCoreApplication.translate
FIND_WIDTH, NARROWEST = 200, 110


class SummaryToolbar(QWidget):
    """Says what is asked; knows nothing of documents."""

    find_wanted = Signal(str)
    hit_wanted = Signal(int)  # 1 the next, -1 the one before
    find_left = Signal()  # Esc
    fold_wanted = Signal(bool)
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all_folded = False
        self.fold_button = quiet("")
        self.fold_button.clicked.connect(lambda: self.fold_wanted.emit(not self._all_folded))
        self.find_edit = FindEdit()
        self.find_edit.textChanged.connect(self.find_wanted)
        self.find_edit.hit_wanted.connect(self.hit_wanted)
        self.find_edit.find_left.connect(self.find_left)
        self.print_button = icon_button("printer", translate("Viewer", "Print"))
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button = icon_button("download", translate("Summary", "Save as received"))
        self.save_button.clicked.connect(self.save_wanted)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.fold_button)
        self._row.addStretch(1)
        self._row.addWidget(self.find_edit, 100)  # all the room that it may take
        for part in (self.print_button, self.save_button):
            self._row.addWidget(part)
        self.show_folded(every=False)
        keep_dressed(self._dress)

    def enable(self, *, on: bool) -> None:
        """Whether there is a text to work on; what came can be saved all the same."""
        for part in (self.fold_button, self.find_edit, self.print_button):
            part.setEnabled(on)

    def show_folded(self, *, every: bool) -> None:
        """Whether everything is folded now."""
        self._all_folded = every
        fold, unfold = translate("Summary", "Fold all"), translate("Summary", "Unfold all")
        self.fold_button.setText(unfold if every else fold)

    def _dress(self) -> None:
        mark(self.find_edit, dense=True)
        self.find_edit.setMinimumWidth(look.px(NARROWEST))
        self.find_edit.setMaximumWidth(look.px(FIND_WIDTH))
        side, upright = look.px(8), look.px(6)
        self._row.setContentsMargins(side, upright, side, upright)
        self._row.setSpacing(look.px(6))
