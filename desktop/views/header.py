"""The header: practice and office, whose records are shown, contact, and the account menu."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget, QWidgetAction

from desktop.models.items.family import Family, full_name
from desktop.services.portal import Portal
from desktop.views.lists.lettering import STRONG
from desktop.views.lists.lettering import width as text_width
from desktop.views.section import Part
from desktop.views.theme import look
from desktop.views.widgets.buttons import plain
from desktop.views.widgets.dressed import ground, keep_dressed, mark
from desktop.views.widgets.logo import Logo
from desktop.views.widgets.menu_button import MenuButton
from desktop.views.widgets.person_chips import MOST, Chip, PersonChips
from desktop.views.widgets.text import label, rule
from portal_protocol.records import PatientId

translate = QCoreApplication.translate
NARROW, TINY = 760, 480
HEIGHT, SIDE = 66, 20


class Header(QWidget):
    """`set_width` gives it the shape that fits the window."""

    contact_wanted = Signal()
    search_wanted = Signal()

    def __init__(
        self, portal: Portal, actions: Sequence[QAction | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.portal = portal
        self._actions = tuple(actions)
        ground(self, "surface")
        self.setAccessibleName(translate("Header", "Practice and family"))
        self.logo = Logo(40)
        self.practice = label("", "card")
        self.office = label("", "meta")
        self.chips = PersonChips()
        self.chips.chosen.connect(portal.choose)
        self.search = plain("", "search")
        self.search.setAccessibleName(translate("Header", "Search"))
        self.search.setToolTip(translate("Header", "Search (Ctrl+K)"))
        self.search.clicked.connect(self.search_wanted)
        self.contact = plain(translate("Header", "Contact us"), "phone")
        self.contact.setAccessibleName(translate("Header", "Contact us"))
        self.contact.clicked.connect(self.contact_wanted)
        self.account = MenuButton("", "", "secondary", "circle-user-round")
        self.account.menu_wanted.connect(self._fill)
        self._line = rule(upright=True)
        self._lay_out()
        portal.changed.connect(self._on_changed)
        portal.chosen_changed.connect(self._on_chosen)
        self._width = 1280.0
        self.show_people()
        keep_dressed(self._dress)
        look.carry(self)

    def show_people(self) -> None:
        """Names as they are now."""
        family = Family(self.portal.people, self.portal.practice)
        practice = self.portal.practice
        name = practice.name if practice else ""
        self.practice.setText(name)
        self.logo.show_logo(practice.logo if practice else "", name)
        self.chips.set_people(_choices(family), self.portal.chosen)
        self.chips.setVisible(len(family.people) > 1)
        self._on_chosen(self.portal.chosen)
        self.set_width(self._width)

    def set_width(self, width: float) -> None:
        """Choose what is written out and what is an icon or a menu (DESIGN.md, 3)."""
        self._width = width
        small = width < NARROW
        self._row.setSpacing(4 if width < TINY else 8 if small else 12)
        side = 8 if width < TINY else SIDE
        self._row.setContentsMargins(side, 0, side, 0)
        self._line.setVisible(not small and len(self.portal.people) > 1)
        me = self.portal.people[0] if self.portal.people else None
        name = full_name(me) if me else translate("Header", "Account")
        self.office.setVisible(not small and bool(self.office.text()))
        self.practice.setVisible(width >= TINY)
        self.contact.setText("" if small else translate("Header", "Contact us"))
        self.contact.setToolTip(translate("Header", "Contact us") if small else "")
        self.account.setText("" if small else name)
        spoken = translate("Header", "Account, %1, menu").replace("%1", name)
        self.account.setAccessibleName(spoken)
        mark(self.account, kind="plain" if small else "secondary")
        self.account.kind = "plain" if small else "secondary"
        self.chips.set_narrow(narrow=small or not self._has_room(width))

    def parts(self) -> list[Part]:
        """Where F6 goes."""
        buttons = self.chips.buttons() if self.chips.isVisible() else []
        chosen = next((one for one in buttons if one.isChecked()), None)
        return [Part(self, chosen or (buttons[0] if buttons else self.contact))]

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.practice)
        words.addWidget(self.office)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.logo)
        self._row.addLayout(words)
        self._row.addSpacing(8)
        self._row.addWidget(self._line, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addSpacing(8)
        self._row.addWidget(self.chips)
        self._row.addStretch(1)
        self._row.addWidget(self.search)
        self._row.addWidget(self.contact)
        self._row.addWidget(self.account)

    def _has_room(self, width: float) -> bool:
        people = _choices(Family(self.portal.people, self.portal.practice))
        if len(people) > MOST:
            return False
        chips = sum(look.px(62) + text_width(chip.name, STRONG) for chip in people)
        name = self.practice.sizeHint().width()
        tools = self.search.sizeHint().width() + self.contact.sizeHint().width()
        others = (name, look.px(40), tools)
        taken = chips + sum(others) + self.account.sizeHint().width() + 2 * SIDE + 100
        return taken <= width * look.scale

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & {"person", "practice", "login"}:
            self.show_people()

    def _on_chosen(self, patient: str | None) -> None:
        self.chips.set_chosen(patient)
        clinic = Family(self.portal.people, self.portal.practice).home(patient)
        self.office.setText(clinic.name if clinic else "")
        self.office.setVisible(bool(self.office.text()) and self._width >= NARROW)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        me, login = (self.portal.people or (None,))[0], self.portal.login
        user = translate("Header", "User name %1").replace("%1", login.user_name if login else "")
        menu.addAction(_who(menu, full_name(me) if me else "", user if login else ""))
        menu.addSeparator()
        for action in self._actions:
            menu.addSeparator() if action is None else menu.addAction(action)

    def _dress(self) -> None:
        self.setMinimumHeight(look.px(HEIGHT))
        self._line.setFixedHeight(look.px(HEIGHT - 32))
        for action in self._actions:
            if action is not None and action.data():
                action.setIcon(look.icon(str(action.data()), "text2"))


def _choices(family: Family) -> list[Chip]:
    """One chip a person; Everyone last, where there are several."""
    chips = [
        Chip(person.id, family.label(PatientId(person.id)), full_name(person))
        for person in family.people
    ]
    everyone = translate("Header", "Everyone")
    return [*chips, Chip(None, everyone, everyone)] if len(chips) > 1 else chips


def _who(menu: QMenu, name: str, user: str) -> QWidgetAction:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(look.px(12), look.px(6), look.px(12), look.px(6))
    column.setSpacing(2)
    column.addWidget(label(name, "strong"))
    if user:
        column.addWidget(label(user, "meta"))
    action = QWidgetAction(menu)
    action.setDefaultWidget(box)
    action.setEnabled(False)  # the keyboard passes it by
    box.setEnabled(True)  # and yet it is to be read
    return action
