"""Reads of the Plan tab, and what is noted of them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.models.shown import Page
from desktop.services.jobs import Context, Lane
from desktop.services.portal.core import Core, Done, Failed, never
from portal_protocol.plans import TreatmentPlan


class PlansFace:
    """Saved treatment plans (PLAN-1…5). Lists follow `Portal.chosen`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def plans(
        self,
        *,
        owner: QObject,
        done: Callable[[Page[TreatmentPlan]], None],
        failed: Failed | None = None,
        cursor: str | None = None,
    ) -> None:
        """Saved plans, newest first (PLAN-1); the rows are `ShownPlan`s."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.plans.plans, chosen=self._core.chosen, cursor=cursor)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def note_viewed(self, plan: TreatmentPlan) -> None:
        """A plan is shown on the screen (WHO-7); once a showing."""
        opened = self._core.opened
        if opened is not None:
            note = partial(opened.files.note_viewed, record=plan, offline=self._core.offline)
            self._core.note(note, done=self._noted)

    def save(
        self,
        plan: TreatmentPlan,
        path: Path,
        *,
        data: bytes,
        owner: QObject,
        done: Done,
        failed: Failed | None = None,
    ) -> Context:
        """Write a plan that was drawn as a PDF where the patient chose; noted (PLAN-4, WHO-7)."""
        opened = self._core.opened
        if opened is None:
            return never()

        work = partial(
            opened.files.save_drawn,
            record=plan,
            data=data,
            path=path,
            offline=self._core.offline,
        )
        return self._core.run_noted(work, owner=owner, done=done, failed=failed)

    def _noted(self, _none: None) -> None:
        self._core.acted.emit()
