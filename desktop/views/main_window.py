"""The page of the records: header, tabs, notices, footer, and the keys that work everywhere."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

import desktop.views.sections
from desktop.models.items.family import Family
from desktop.services.portal import Folder, Portal
from desktop.views.dialogs.appearance import AppearanceDialog
from desktop.views.dialogs.contact import ContactDialog
from desktop.views.dialogs.family import FamilyDialog
from desktop.views.footer import Footer
from desktop.views.header import Header
from desktop.views.keys import Keys
from desktop.views.lock_warning import LockWarnings
from desktop.views.nothing import nothing_offered
from desktop.views.notice_bar import NoticeBar
from desktop.views.searching import Searching
from desktop.views.section import Part, SectionView, discover
from desktop.views.sync_words import SyncWords
from desktop.views.tab_order import TabOrder
from desktop.views.tabs import PortalTabs
from desktop.views.theme import look
from desktop.views.toasts import Toasts
from desktop.views.waiting import ShowWaiting
from desktop.views.widgets.dressed import ground
from desktop.views.widgets.focus_ring import FocusRing
from desktop.views.widgets.toast import Toast
from portal_protocol.records import Kind

translate = QCoreApplication.translate
NARROW = 760
MAY_TURN_TABS = frozenset({Kind.PRACTICE, Folder.OUTBOX, Folder.DRAFTS})
SECTIONS = tuple(discover(desktop.views.sections))


class MainPage(QWidget):
    """Everything that a person sees after signing in; made anew after each lock."""

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portal = portal
        ground(self, "canvas")
        self.keys = Keys(self)
        self.header = Header(portal, self.keys.menu())
        self.header.contact_wanted.connect(self.show_contact)
        self.sync = SyncWords(portal)
        self.tabs = PortalTabs(portal, SECTIONS, self.sync)
        self.notices = NoticeBar(portal)
        self.footer = Footer(portal)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.notices, self.tabs, self.footer):
            column.addWidget(part, 1 if part is self.tabs else 0)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self._nothing: QWidget | None = None
        self.toast = Toast(self)
        LockWarnings(portal, self)
        Toasts(self.tabs, self.toast)
        TabOrder(self)
        self.searching = Searching(self)
        self.tabs.built.connect(self._on_built)
        self.tabs.turned.connect(self._on_turned)
        ShowWaiting(self)
        self.footer.size_wanted.connect(self.keys.set_scale)
        portal.changed.connect(self._on_changed)
        look.follow(self._fit)
        self._offer()

    def show_contact(self) -> None:
        """How to reach the practice (SIGN-3)."""
        if self.portal.practice is not None:
            ContactDialog(self.portal.practice, self).open()

    def show_family(self) -> None:
        """Who is in view, with their details (HEAD-4)."""
        people = Family(self.portal.people, self.portal.practice)
        FamilyDialog(people, date.today(), self).open()  # noqa: DTZ011 - the computer's own day

    def show_appearance(self) -> None:
        """Theme, text size, motion (EASE-3)."""
        AppearanceDialog(self.portal, self).open()

    def parts(self) -> list[Part]:
        """What F6 walks through: header, tabs, main parts, footer."""
        section = self.tabs.section()
        inner = section.parts() if section is not None else []
        tabs = Part(self.tabs.bar, self.tabs.bar)
        return [*self.header.parts(), tabs, *inner, *self.footer.parts()]

    @override
    def minimumSizeHint(self) -> QSize:
        """Small: the parts choose a shape for the width that there is."""
        return QSize(320, 240)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        FocusRing.of(self.window())

    def _fit(self) -> None:
        width = self.width() / look.scale
        self.tabs.bar.show_icons(shown=width >= NARROW)
        self.sync.setVisible(width >= NARROW)
        self.header.set_width(width)
        self.footer.set_width(width)
        for section in self.tabs.sections():
            section.set_width(width)

    def _on_built(self, section: SectionView) -> None:
        section.contact_wanted.connect(self.show_contact)
        section.noted.connect(self._on_noted)
        section.troubled.connect(self.notices.show_error)
        section.set_width(self.width() / look.scale)

    def _on_turned(self, section: SectionView | None) -> None:
        at = self.tabs.currentIndex()
        self.setWindowTitle(self.tabs.tabText(at) if at >= 0 else "")
        self.footer.set_note(section.note if section is not None else "")

    def _on_noted(self, text: str) -> None:
        if self.sender() is self.tabs.section():
            self.footer.set_note(text)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & MAY_TURN_TABS:
            self._offer()

    def _offer(self) -> None:
        """The tabs that there are now; with none, a page that says so (HEAD-3)."""
        self.tabs.offer()
        self.tabs.setVisible(some := self.tabs.count() > 0)
        if self._nothing is not None:
            self._nothing.setVisible(not some)
        elif not some:
            self._nothing = nothing_offered(self.portal, self.show_contact)
            self._column.insertWidget(2, self._nothing, 1)
