"""The page of a practice that has switched every part of its portal off (HEAD-3, HEAD-7)."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from desktop.models.items.absence import Remedy, Situation, no_sections, remedy_word
from desktop.models.items.family import Family
from desktop.services.portal import Portal
from desktop.views.theme import look
from desktop.views.widgets.buttons import secondary
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.tone import Tone


def nothing_offered(portal: Portal, contact: Callable[[], None]) -> QWidget:
    """Why there is no tab, and how to reach the practice."""
    practice, saved_at = portal.practice, portal.sync_state.saved_at
    family = Family(portal.people, practice)
    found = Situation(family, None, saved_at, offline=False, now=datetime.now(UTC))
    said = no_sections(practice.name if practice else "", found)
    button = secondary(remedy_word(Remedy.CONTACT), "phone")
    button.clicked.connect(contact)
    page = EmptyState(said.icon, Tone(said.tone), said.title, said.text, [button], said.small)
    look.carry(page)
    return page
