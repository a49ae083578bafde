"""A dialog that tells facts: a title, labels with their lines, and buttons below."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.views.theme import look
from desktop.views.widgets.buttons import secondary
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.dressed import ground
from desktop.views.widgets.text import label

translate = QCoreApplication.translate
Facts = Sequence[tuple[str, Sequence[str]]]


class FactsDialog(Dialog):
    """`column` takes what is told; its text can be selected and copied."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._over = parent.window()
        self._content = QWidget()
        ground(self._content, "surface")
        self.column = QVBoxLayout(self._content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.px(14))
        self.column.addWidget(label(title, "section", wrap=True))
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._content)
        scroll.setAccessibleName(title)
        self.body.addWidget(scroll)

    def add_facts(self, facts: Facts) -> None:
        """Labels on the leading side, lines beside them."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(20))
        grid.setVerticalSpacing(look.px(10))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, look.px(120))
        for at, (name, lines) in enumerate(facts):
            said = label("\n".join(lines), selectable=True, wrap=True)
            said.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            said.setAccessibleName(f"{name}: {', '.join(lines)}")
            grid.addWidget(label(name, "body", "text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, at, 1)
        self.column.addLayout(grid)

    def add_close(self) -> None:
        """The button that closes. Sizes the dialog to what it holds, as far as there is room."""
        close = secondary(translate("Dialog", "Close"))
        self.add(close, QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        self.column.addStretch(1)
        window = self._over
        self.note.setVisible(bool(self.note.text()))
        foot = self.buttons.sizeHint().width() + 64
        wide = min(max(look.px(540), foot), window.width() - 40)
        high = self.column.totalHeightForWidth(wide - 60) + look.px(134)
        self.resize(wide, min(high, window.height() - 60))
