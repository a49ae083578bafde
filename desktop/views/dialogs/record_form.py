"""What is to be taken: a folder or a zip, whose, with which password (OFF-7)."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.models.items.family import Family, full_name
from desktop.models.items.record_taking import password_advice, password_fault
from desktop.services.portal import TakeWish
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.choices import CheckBox, RadioButton
from desktop.views.widgets.field import Field, PasswordEdit
from desktop.views.widgets.text import flowing, label
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate


class RecordForm(QWidget):
    """`changed` when other words or fields show. `wish` is what it holds, `check` what is wrong."""

    changed = Signal()

    def __init__(self, family: Family, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(12))
        self._add_words()
        self._add_ways()
        self._add_persons(family)
        self._add_passwords()
        self._show_way()

    @property
    def zipped(self) -> bool:
        """Whether a zip is wanted."""
        return self.zip.isChecked()

    def show_notice(self, tone: Tone, text: str, title: str = "") -> None:
        """Say how an earlier try ended."""
        self.banner.show_notice(tone, text, title=title)
        self.banner.show()

    def check(self) -> QWidget | None:
        """Show what is wrong; the field that the focus is to go to, None when all is well."""
        nobody = not any(box.isChecked() for _, box in self.persons) and bool(self.persons)
        self._nobody.setVisible(nobody)
        fault = ""
        if self.zipped:
            fault = password_fault(self.password.text(), self.again.text())
        self._again_field.show_error(fault)
        self.changed.emit()
        if nobody:
            return self.persons[0][1]
        return self.password if fault else None

    def wish(self, place: Path) -> TakeWish:
        """Everything that was chosen, for that place."""
        chosen = frozenset(person.patient for person, box in self.persons if box.isChecked())
        everyone = len(chosen) == len(self.persons)
        return TakeWish(
            place,
            zipped=self.zipped,
            persons=None if everyone else frozenset(one for one in chosen if one),
            password=self.password.text() if self.zipped else "",
        )

    def forget(self) -> None:
        """Drop the passwords."""
        self.password.clear_secret()
        self.again.clear_secret()

    def _add_words(self) -> None:
        said = translate(
            "Record",
            "Everything that the practice shares with you, as files: documents as they are, "
            "messages, visits, figures, and a page to read them in any browser.",
        )
        warning = translate(
            "Record",
            "These are ordinary files. Whoever can open the place that you choose can read them, "
            "there and wherever they are copied. Only a zip with a password is protected.",
        )
        self.banner = Banner(Tone.INFO, "").flow()
        self.banner.hide()
        warned = Banner(Tone.WARN, warning, icon="triangle-alert").flow()
        for part in (self.banner, flowing(said), warned):
            self._column.addWidget(part)

    def _add_ways(self) -> None:
        column = self._group(translate("Record", "As"))
        self.folder = RadioButton(translate("Record", "A folder with files"))
        self.zip = RadioButton(translate("Record", "One zip file"))
        self.folder.setChecked(True)
        self._ways = QButtonGroup(self)
        for way in (self.folder, self.zip):
            self._ways.addButton(way)
            column.addWidget(way)
        self._way_words = flowing("", "meta")
        column.addWidget(self._way_words)
        self._ways.buttonToggled.connect(lambda _way, _on: self._show_way())

    def _add_persons(self, family: Family) -> None:
        several = len(family.people) > 1
        self.persons = [(one, CheckBox(full_name(one))) for one in family.people if several]
        self._nobody = label(translate("Record", "Choose at least one person."), "meta", "bad")
        self._nobody.hide()
        if not several:
            return
        column = self._group(translate("Record", "Whose records"))
        for _person, box in self.persons:
            box.setChecked(True)
            column.addWidget(box)
        column.addWidget(self._nobody)

    def _add_passwords(self) -> None:
        self.password, self.again = PasswordEdit(), PasswordEdit()
        first = translate("Record", "Password for the zip")
        self._password_field = Field(first, self.password, password_advice(""))
        self._again_field = Field(translate("Record", "The same password again"), self.again)
        self._secret = QWidget()
        column = QVBoxLayout(self._secret)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        words = translate(
            "Record",
            "Nobody can open the zip without it, not even the practice: keep it in mind. Days and "
            "kinds of documents can be seen in it, not what they say.",
        )
        for part in (self._password_field, self._again_field, flowing(words, "meta")):
            column.addWidget(part)
        self._column.addWidget(self._secret)
        self.password.textChanged.connect(self._advise)

    def _group(self, title: str) -> QVBoxLayout:
        box = QWidget()
        box.setAccessibleName(title)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addWidget(label(title, "medium"))
        self._column.addWidget(box)
        return column

    def _advise(self, password: str) -> None:
        self._password_field.set_hint(password_advice(password))

    def _show_way(self) -> None:
        self._secret.setVisible(self.zipped)
        folder = translate("Record", "It can be stopped, and taken up again in the same place.")
        one = translate("Record", "If it is stopped, it begins anew the next time.")
        self._way_words.setText(one if self.zipped else folder)
        self.changed.emit()
