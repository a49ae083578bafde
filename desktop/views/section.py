"""A section of the portal: one tab, one file in `desktop/views/sections`."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.draft import Compose
from desktop.models.found import Findable
from desktop.models.items.absence import Remedy, Situation
from desktop.models.items.family import Family
from desktop.services.portal import Portal, PortalError, SyncStage
from desktop.views.tab_order import stops
from portal_protocol.records import Kind, Section


@dataclass(frozen=True, slots=True)
class Spec:
    """What a section file declares as `SECTION`.

    `part` is the switch by which the practice offers it (HEAD-3), `badge` words the count on its
    tab for a screen reader.
    """

    order: int
    part: Section
    title: Callable[[], str]
    icon: str
    view: "type[SectionView]"
    badge: Callable[[int], str] = str


class Part(NamedTuple):
    """A part of the window that F6 walks to: its area, and what takes the focus there."""

    area: QWidget
    target: QWidget


class SectionView(QWidget):
    """Reloads when a watched record changed: at once if visible, else when next shown."""

    watches: frozenset[str] = frozenset()
    contact_wanted = Signal()
    noted = Signal(str)  # what the footer says while this tab is shown
    troubled = Signal(object)  # a PortalError that the bar should tell
    said = Signal(str, object)  # a toast: words, and what takes it back (or None)
    rearranged = Signal()  # where Tab stops has changed
    unsaid = Signal(str)  # the toast with these words is no longer true
    compose_wanted = Signal(object)  # a Compose: a message that should be begun (PLAN-4)
    composes = False  # whether messages are written in this tab: it has `compose`

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portal = portal
        self.note = ""
        self._stale = True
        portal.changed.connect(self._on_changed)
        portal.chosen_changed.connect(self._on_chosen)

    @property
    def family(self) -> Family:
        """Names of persons, providers and clinics as they are now."""
        return Family(self.portal.people, self.portal.practice)

    @property
    def situation(self) -> Situation:
        """What is known when a list turns out empty."""
        state = self.portal.sync_state
        offline = state.stage is SyncStage.OFFLINE
        now = datetime.now(UTC)
        return Situation(self.family, self.portal.chosen, state.saved_at, offline, now)

    def reload(self) -> None:
        """Ask the portal for rows. Called on the UI thread; must not block."""
        raise NotImplementedError

    def reveal(self, record: Findable) -> None:
        """Choose this record in its place, and put the focus there; the tab is shown (HEAD-6)."""

    def set_width(self, width: float) -> None:
        """The window's effective width (at 100 % text): choose the shape that fits it."""

    def compose(self, message: Compose) -> None:
        """Begin a message, in a tab that `composes`."""
        raise NotImplementedError

    def offer_compose(self, *, offered: bool) -> None:
        """Whether there is a tab in which a message can be written now."""

    def show_waiting(self) -> None:
        """Go to what waits here to be sent."""
        self.parts()[0].target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def parts(self) -> list[Part]:
        """What F6 walks through, in order."""
        return [Part(self, self)]

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return stops(self)

    def say_note(self, text: str) -> None:
        """Tell the footer what to say while this tab is shown."""
        self.note = text
        self.noted.emit(text)

    def failing(self, show: Callable[[], None]) -> Callable[[PortalError], None]:
        """For a read of rows: when it fails the bar tells why, and their place does not wait."""

        def failed(error: PortalError) -> None:
            self.troubled.emit(error)
            show()

        return failed

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & (self.watches | {Kind.PERSON, Kind.PRACTICE}):
            self._stale = True
            self._refresh_if_visible()

    def _on_chosen(self, _patient: object) -> None:
        self._stale = True
        self._refresh_if_visible()

    def _on_remedy(self, remedy: Remedy) -> None:
        """What an empty list offers to do (HEAD-7)."""
        if remedy is Remedy.CHECK:
            self.portal.refresh()
        elif remedy is Remedy.EVERYONE:
            self.portal.choose(None)
        else:
            self.contact_wanted.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_visible()

    def _refresh_if_visible(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.reload()


def discover(package: ModuleType) -> Iterator[tuple[str, Spec]]:
    """Every section in the package, in tab order. The installer spec calls this too."""
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        spec = importlib.import_module(f"{package.__name__}.{module.name}").SECTION
        found.append((module.name, spec))
    yield from sorted(found, key=lambda pair: (pair[1].order, pair[0]))
