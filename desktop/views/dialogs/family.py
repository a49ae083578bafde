"""Everybody whose records this login may see, with what the practice has on file (HEAD-4)."""

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.items.family import Family, facts, full_name
from desktop.views.dialogs.facts import FactsDialog
from desktop.views.widgets.avatar import Avatar
from desktop.views.widgets.text import label, rule

translate = QCoreApplication.translate


class FamilyDialog(FactsDialog):
    """One block a person, the signed-in person first."""

    def __init__(self, family: Family, today: date, parent: QWidget) -> None:
        super().__init__(translate("Family", "Family"), parent)
        for at, person in enumerate(family.people):
            if at:
                self.column.addWidget(rule())
            name = full_name(person)
            if family.is_me(person.id):
                name = translate("Family", "%1 (you)").replace("%1", name)
            head = QHBoxLayout()
            head.addWidget(Avatar(name, at, 32))
            head.addWidget(label(name, "card"), 1)
            self.column.addLayout(head)
            self.add_facts(facts(person, family, today))
        note = translate("Family", "Something is wrong here? The office can change it.")
        self.note.setText(note)
        self.add_close()
