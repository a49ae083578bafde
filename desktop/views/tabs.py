"""The tabs: those that the practice offers, each built when it is first shown (HEAD-2, HEAD-3)."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.draft import Compose
from desktop.services.portal import Badges, Portal
from desktop.views.section import SectionView, Spec
from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.tab_bar import PortalTabBar
from portal_protocol.records import Section

translate = QCoreApplication.translate
Specs = Sequence[tuple[str, Spec]]


PLAIN = "QTabWidget::pane { border: 0; } QTabWidget::tab-bar { left: 12px; }"


class Holder(QWidget):
    """The place of a section, empty until it is shown."""

    def __init__(self, spec: Spec) -> None:
        super().__init__()
        self.spec = spec
        self.view: SectionView | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    def build(self, portal: Portal) -> SectionView:
        """Make the section."""
        self.view = self.spec.view(portal)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.view)
        return self.view


class PortalTabs(QTabWidget):
    """`built` hands over each section once, `turned` the one that is shown now (None for none)."""

    built = Signal(object)
    turned = Signal(object)

    def __init__(
        self, portal: Portal, specs: Specs, corner: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._portal = portal
        self._specs = specs
        self.bar = PortalTabBar()
        self.bar.setAccessibleName(translate("Tabs", "Parts of the portal"))
        self.setTabBar(self.bar)
        self.setDocumentMode(True)
        self.setStyleSheet(PLAIN)
        look.carry(corner)
        self._corner = QWidget()
        self._beside = QHBoxLayout(self._corner)
        self._beside.addWidget(corner)
        self.setCornerWidget(self._corner, Qt.Corner.TopRightCorner)
        keep_dressed(self._dress)
        self.currentChanged.connect(self._on_current)
        portal.badges_changed.connect(self.show_badges)

    def offer(self) -> None:
        """Show the tabs that the practice has switched on, or that hold what is not sent, and no
        others."""
        wanted = [(name, spec) for name, spec in self._specs if self._portal.offers(spec.part)]
        for at in reversed(range(self.count())):
            if self.bar.tabData(at) not in [name for name, _ in wanted]:
                gone = self.widget(at)
                self.removeTab(at)
                if gone is not None:
                    _drop(gone)
        for at, (name, spec) in enumerate(wanted):
            if self.bar.tabData(at) != name:
                self.insertTab(at, Holder(spec), spec.title())
                self.bar.adopt(at, spec.icon, name)
        self.show_badges(self._portal.badges)
        for section in self.sections():
            section.offer_compose(offered=self._can_write())

    def section(self) -> SectionView | None:
        """The section that is shown now."""
        holder = self.currentWidget()
        return holder.view if isinstance(holder, Holder) else None

    def sections(self) -> list[SectionView]:
        """Those that were built."""
        holders = [self.widget(at) for at in range(self.count())]
        return [one.view for one in holders if isinstance(one, Holder) and one.view is not None]

    def show_badges(self, badges: Badges) -> None:
        """Counts of what waits, with words for screen readers."""
        for at in range(self.count()):
            holder = self.widget(at)
            if isinstance(holder, Holder):
                count = badges.of(holder.spec.part)
                self.bar.set_badge(at, count, holder.spec.badge(count) if count else "")

    def go_to(self, at: int) -> None:
        """Show the tab at a place, if there is one."""
        if at < self.count():
            self.setCurrentIndex(at)

    def offered(self) -> frozenset[Section]:
        """The parts that have a tab."""
        holders = (self.widget(at) for at in range(self.count()))
        return frozenset(one.spec.part for one in holders if isinstance(one, Holder))

    def go_to_part(self, part: Section) -> None:
        """Show the tab of a part of the portal, if it has one."""
        for at in range(self.count()):
            holder = self.widget(at)
            if isinstance(holder, Holder) and holder.spec.part is part:
                self.setCurrentIndex(at)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        strip = QRect(0, 0, self.width(), self.bar.height() + 1)
        painter.fillRect(strip, look.color("surface"))
        painter.fillRect(0, strip.bottom(), self.width(), 1, look.color("line"))

    def _dress(self) -> None:
        self._beside.setContentsMargins(0, look.px(5), 16, look.px(5))

    def _on_current(self, _at: int) -> None:
        holder = self.currentWidget()
        if not isinstance(holder, Holder):
            self.turned.emit(None)
            return
        if holder.view is None:
            section = holder.build(self._portal)
            section.compose_wanted.connect(self._compose)
            section.offer_compose(offered=self._can_write())
            self.built.emit(section)
        self.turned.emit(holder.view)

    def writing_place(self) -> int | None:
        """The place of the tab in which messages are written, if there is one."""
        holders = ((at, self.widget(at)) for at in range(self.count()))
        places = (at for at, one in holders if isinstance(one, Holder) and one.spec.view.composes)
        return next(places, None)

    def _can_write(self) -> bool:
        """Whether the practice takes messages: the tab may be there only for what is not sent."""
        practice, at = self._portal.practice, self.writing_place()
        holder = self.widget(at) if at is not None else None
        return isinstance(holder, Holder) and (
            practice is None or holder.spec.part in practice.sections
        )

    def _compose(self, message: Compose) -> None:
        """Hand a message that one tab wants to the tab that writes it (PLAN-4)."""
        at = self.writing_place()
        if at is not None:
            self.setCurrentIndex(at)
            if (section := self.section()) is not None:
                section.compose(message)


def _drop(gone: QWidget) -> None:
    """Its dialogs are closed first: what is written in them is kept as at any other close."""
    for dialog in gone.findChildren(QDialog):
        dialog.close()
    gone.deleteLater()
