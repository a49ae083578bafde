"""What stands over and under a plan's table: whose it is, who pays what, who signed (PLAN-1…5)."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.family import Family, full_name
from desktop.models.items.plan_sums import Sums, sums_of
from desktop.models.items.plans import heading_of, saved_on, saved_words
from portal_protocol.plans import Signature, TreatmentPlan

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Share:
    """What one side pays: the name in the legend, a short one before the amount."""

    legend: str
    name: str
    amount: str


@dataclass(frozen=True, slots=True)
class PlanHead:
    """The head of a plan, ready to be shown; `person` is a full name.

    `shares` are insurance, discount, you; None for a side that does not pay.
    """

    title: str
    person: str
    about: str
    note: str
    figure: str
    fees: str
    sums: Sums
    shares: tuple[Share | None, Share | None, Share]
    completed: bool
    signed: str
    foot: str

    @property
    def spoken_shares(self) -> str:
        """Insurance $1,179.70, you $1,344.30."""
        said = [f"{one.name} {one.amount}" for one in self.shares if one is not None]
        return ", ".join([said[0], *(f"{words[:1].lower()}{words[1:]}" for words in said[1:])])


def head_of(plan: TreatmentPlan, family: Family) -> PlanHead:
    """Word the head of a plan."""
    sums = sums_of(plan.procedures)
    return PlanHead(
        title=heading_of(plan),
        person=_person(plan, family),
        about=_about(plan, family),
        note=plan.note,
        figure=written.money(sums.patient, plan.currency),
        fees=translate("Plan", "Fees %1").replace("%1", written.money(sums.fee, plan.currency)),
        sums=sums,
        shares=_shares(sums, plan.currency),
        completed=plan.completed,
        signed=_signed(plan, family),
        foot=_foot(plan, family),
    )


def _about(plan: TreatmentPlan, family: Family) -> str:
    """For Elena, by Dr. Amina Farrow. Saved Oct 21, 2026."""
    whom, by = family.name(plan.patient), family.provider(plan.provider)
    first = translate("Plan", "For %1, by %2") if by else translate("Plan", "For %1")
    words = first.replace("%1", whom).replace("%2", by) if whom else by
    return " ".join(f"{one}." for one in (words, saved_words(plan, family)) if one)


def _person(plan: TreatmentPlan, family: Family) -> str:
    """The full name, as on letters."""
    person = next((one for one in family.people if one.id == plan.patient), None)
    return full_name(person) if person else ""


def _shares(sums: Sums, currency: str) -> tuple[Share | None, Share | None, Share]:
    insurance = Share(
        translate("Plan", "Insurance estimate"),
        translate("Plan", "Insurance"),
        written.money(sums.insurance, currency),
    )
    discount = translate("Plan", "Discount")
    you = Share(
        translate("Plan", "Your part"),
        translate("Plan", "You"),
        written.money(sums.patient, currency),
    )
    reduced = Share(discount, discount, written.money(sums.discount, currency))
    return (insurance if sums.insurance else None, reduced if sums.discount else None, you)


def _signed(plan: TreatmentPlan, family: Family) -> str:
    """Who signed, and when (PLAN-5)."""
    practice = family.practice.name if family.practice else ""
    said = (
        _signature(
            translate("Plan", "Signed by %1 on %2."),
            plan.patient_signature,
            _person(plan, family),
            plan,
            family,
        ),
        _signature(
            translate("Plan", "Signed for the practice by %1 on %2."),
            plan.practice_signature,
            practice,
            plan,
            family,
        ),
    )
    return " ".join(filter(None, said))


def _signature(
    template: str, signature: Signature | None, otherwise: str, plan: TreatmentPlan, family: Family
) -> str:
    if signature is None:
        return ""
    home = family.home(plan.patient)
    day = written.local(signature.at, family.zone(home.id if home else None)).date()
    return template.replace("%2", written.day(day)).replace("%1", signature.name or otherwise)


def _foot(plan: TreatmentPlan, family: Family) -> str:
    """These are estimates, not a bill, as of the day it was saved (PLAN-1)."""
    day = saved_on(plan, family)
    said = translate("Plan", "These are estimates, not a bill.")
    if day is not None:
        said = translate("Plan", "These are estimates, not a bill, as of %1.")
        said = said.replace("%1", written.day(day))
    return " ".join(filter(None, (said, _left(plan))))


def _left(plan: TreatmentPlan) -> str:
    if plan.insurance_left_cents is None:
        return ""
    left = written.money(plan.insurance_left_cents, plan.currency)
    if plan.insurance_maximum_cents is None:
        return translate("Plan", "Insurance left this year: about %1.").replace("%1", left)
    most = written.money(plan.insurance_maximum_cents, plan.currency)
    said = translate("Plan", "Insurance left this year: about %1 of %2.")
    return said.replace("%1", left).replace("%2", most)
