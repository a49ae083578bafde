"""Who pays what of some procedures, added up, and divided along a bar (PLAN-2, PLAN-3). No Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from portal_protocol.plans import PlannedProcedure


@dataclass(frozen=True, slots=True)
class Sums:
    """Amounts in cents."""

    fee: int = 0
    primary: int = 0
    secondary: int = 0
    discount: int = 0
    patient: int = 0

    @property
    def insurance(self) -> int:
        """What both insurances pay."""
        return self.primary + self.secondary

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.fee + other.fee,
            self.primary + other.primary,
            self.secondary + other.secondary,
            self.discount + other.discount,
            self.patient + other.patient,
        )


def sums_of(procedures: Iterable[PlannedProcedure]) -> Sums:
    """All of them together."""
    return reduce(add, map(_of, procedures), Sums())


def _of(procedure: PlannedProcedure) -> Sums:
    return Sums(
        procedure.fee_cents,
        procedure.primary_insurance_cents,
        procedure.secondary_insurance_cents,
        procedure.discount_cents,
        procedure.patient_cents,
    )


def divided(parts: Sequence[int], whole: int, gap: int = 0) -> tuple[int, ...]:
    """How wide each part is in a bar `whole` wide: nothing for none, else at least 1.

    The widths and the gaps between those that show are the whole. All are 0 where there is no
    room, or nothing to show.
    """
    shown = [at for at, part in enumerate(parts) if part > 0]
    room = whole - gap * (len(shown) - 1)
    if not shown or room < len(shown):
        return (0,) * len(parts)
    spare, total = room - len(shown), sum(parts[at] for at in shown)
    widths, taken, so_far = [0] * len(parts), 0, 0
    for at in shown:
        so_far += parts[at]
        until = spare * so_far // total
        widths[at] = 1 + until - taken
        taken = until
    return tuple(widths)
