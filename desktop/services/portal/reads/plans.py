"""Saved treatment plans as the Plan tab shows them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from desktop.models.shown import Page, ShownPlan
from desktop.models.vault import queries
from desktop.models.vault.vault import Vault
from desktop.services.jobs import Context
from desktop.services.portal.reads.common import PAGE, damaged, only, sound
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import Appointment, PatientId


class PlanReads:
    """Reads for `PlansFace`; each is one transaction."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def plans(
        self, _context: Context, *, chosen: PatientId | None, cursor: str | None
    ) -> Page[TreatmentPlan]:
        """Plans, newest first (PLAN-1), each as a `ShownPlan` with the visits that it names."""
        who = only(chosen)
        with self._vault.reading() as conn:
            rows, following = queries.page(
                conn, TreatmentPlan, patients=who, newest_first=True, cursor=cursor, limit=PAGE
            )
            total = queries.count(conn, TreatmentPlan, patients=who)
            visits = visits_of(conn, sound(rows))
        shown = tuple(self._shown(plan, visits) for plan in sound(rows))
        return Page(shown, following, total, damaged(rows))

    def _shown(self, plan: TreatmentPlan, visits: dict[str, Appointment]) -> ShownPlan:
        saved = all(self._vault.documents.has(blob.digest) for blob in plan.blobs)
        own = tuple(visits[name] for name in _named([plan]) if name in visits)
        return ShownPlan(plan, saved=saved, visits=own)


def visits_of(conn: Connection, plans: Sequence[TreatmentPlan]) -> dict[str, Appointment]:
    """The visits that plans name and this login sees, by id."""
    found = (queries.one(conn, Appointment, name) for name in _named(plans))
    return {visit.id: visit for visit in found if isinstance(visit, Appointment)}


def _named(plans: Sequence[TreatmentPlan]) -> tuple[str, ...]:
    """The ids of the visits of these plans, each once."""
    every = (one.appointment for plan in plans for one in plan.procedures if one.appointment)
    return tuple(dict.fromkeys(every))
