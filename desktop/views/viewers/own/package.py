"""Which document of a package shows, where it has several."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.models.own import showable
from desktop.views.theme import look
from desktop.views.widgets.dressed import ground, keep_dressed
from desktop.views.widgets.menu_button import MenuButton

translate = QCoreApplication.translate
MOST_SIGNS = 80


class PackageChoice(QWidget):
    """`chosen` is the place of another one; hidden where there is no choice."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        ground(self, "surface")
        self._names: tuple[str, ...] = ()
        self._at = 0
        self.button = MenuButton("", "", "plain", "file-archive")
        self.button.menu_wanted.connect(self._fill)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.button)
        self._row.addStretch(1)
        keep_dressed(self._dress)

    def show_names(self, names: Sequence[str], at: int) -> None:
        """The names of all, and the place of the one that shows."""
        self._names, self._at = tuple(names), at
        self.setVisible(len(names) > 1)
        if len(names) > 1:
            said = translate("Files", "Document {number} of {count}")
            words = said.format(number=at + 1, count=len(names))
            self.button.setText(words)
            self.button.setAccessibleName(f"{words}, {names[at]}")
            self.button.setToolTip(names[at])

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for at, name in enumerate(self._names):
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(at == self._at)
            action.triggered.connect(lambda _on=False, at=at: self.chosen.emit(at))

    def _dress(self) -> None:
        side, upright = look.px(8), look.px(4)
        self._row.setContentsMargins(side, upright, side, upright)


def entry_name(entry: str) -> str:
    """The last parts of a name in a package, as they can be shown."""
    parts = PurePosixPath(entry.replace("\\", "/")).parts[-2:]
    return showable(" / ".join(parts))[:MOST_SIGNS]
