"""A dialog that tells facts: a title, labels with their lines, and buttons below."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from desktop.views.theme import look
from desktop.views.widgets.buttons import secondary
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.text import flowing, label

translate = QCoreApplication.translate
Facts = Sequence[tuple[str, Sequence[str]]]


class FactsDialog(Dialog):
    """`column` takes what is told; its text can be selected and copied."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.column = QVBoxLayout()
        self.column.setSpacing(look.px(14))
        self.column.addWidget(flowing(title, "section"))
        self.set_scrolled(self.column)

    def add_facts(self, facts: Facts) -> None:
        """Labels on the leading side, lines beside them."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(20))
        grid.setVerticalSpacing(look.px(10))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, look.px(120))
        for at, (name, lines) in enumerate(facts):
            said = flowing("\n".join(lines), selectable=True)
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
        self.note.setVisible(bool(self.note.text()))
        self.fit(look.px(540))
