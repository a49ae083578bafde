"""What the demo practice proposes to its patients, before it is a record."""

from dataclasses import dataclass
from typing import Final

from portal_protocol.plans import PlanStatus
from portal_protocol.records import PatientId
from practice_server.demo import people

FIRST, NEXT, LATER = "Do first", "Next", "Can wait"
PRIORITIES: Final = {
    FIRST: "Before the end of the year",
    NEXT: "Within 3 months",
    LATER: "When you are ready",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A procedure: its fee and discount in cents, what the two insurances pay in percent.

    `visit` is what the visit is called that it is booked for, if there is one.
    """

    description: str
    fee: int
    first: int = 0
    tooth: str = ""
    priority: str = ""
    second: int = 0
    discount: int = 0
    surface: str = ""
    code: str = ""
    visit: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan that was saved so many days from today; `left` of `maximum` are the insurance's."""

    patient: PatientId
    key: str
    heading: str
    saved: int
    provider: str
    steps: tuple[Step, ...]
    note: str = ""
    status: PlanStatus = PlanStatus.SAVED
    discount_plan: bool = False
    completed: bool = False
    signed_by: str = ""
    left: int | None = None
    maximum: int | None = None


_CROWN_VISIT: Final = "Crown preparation, tooth 14"
_ELENA: Final = (
    Proposal(
        people.ELENA,
        "crown",
        "Crown and gum care",
        -19,
        "farrow",
        (
            Step("Crown, porcelain", 124000, 50, "14", FIRST, code="CRN", visit=_CROWN_VISIT),
            Step(
                "Build-up under the crown", 26500, 50, "14", FIRST, code="BLD", visit=_CROWN_VISIT
            ),
            Step("Filling, two surfaces", 24800, 80, "30", NEXT, surface="MO", code="FIL2"),
            Step("Deep cleaning, lower right, 4 teeth", 28600, 80, "", NEXT, code="DCL"),
            Step("Night guard, upper teeth", 48500, 0, "", LATER, code="NGD"),
        ),
        note="Fees last checked on the day this was saved.",
        left=121200,
        maximum=150000,
    ),
    Proposal(
        people.ELENA,
        "whitening",
        "Whitening at home",
        -159,
        "farrow",
        (
            Step("Whitening trays, upper and lower", 26000, discount=5000, code="WTR"),
            Step("Whitening gel, four weeks", 12000, discount=2000, code="WGL"),
        ),
        discount_plan=True,
    ),
    Proposal(
        people.ELENA,
        "wisdom",
        "Wisdom tooth, lower left",
        -607,
        "renwick",
        (
            Step("Consultation and X-ray", 14500, 80, "17", code="CON"),
            Step("Removal of a wisdom tooth", 38500, 60, "17", code="REM"),
            Step("Follow-up visit", 0, 0, "17", code="FUP"),
        ),
        note="All of it was done.",
        completed=True,
        signed_by="Elena Marlowe",
    ),
    Proposal(
        people.ELENA,
        "implant",
        "Implant instead of the crown",
        -18,
        "farrow",
        (Step("Implant", 240000, 40, "14"), Step("Crown on the implant", 165000, 40, "14")),
        status=PlanStatus.ACTIVE,
    ),
    Proposal(
        people.ELENA,
        "veneers",
        "Veneers, upper front",
        -400,
        "farrow",
        (Step("Veneer", 118000, tooth="8"), Step("Veneer", 118000, tooth="9")),
        status=PlanStatus.INACTIVE,
    ),
)
_FAMILY: Final = (
    Proposal(
        people.JONAS,
        "bridge",
        "Bridge, lower right",
        -64,
        "renwick",
        (
            Step("Bridge, three units", 312000, 40, "28-30", FIRST, 15, 31200, code="BRG"),
            Step("Temporary bridge", 28000, 50, "28-30", FIRST, 10, 2800, code="TBR"),
            Step("Periodontal maintenance", 14600, 60, "", NEXT, 20, 1460, code="PMT"),
        ),
        note="Both of your insurances were asked. They have not promised to pay.",
        left=64000,
        maximum=200000,
    ),
    Proposal(
        people.JONAS,
        "guard",
        "Night guard",
        -420,
        "renwick",
        (Step("Night guard, upper teeth", 48500, 50, code="NGD"),),
        completed=True,
    ),
    Proposal(
        people.JONAS,
        "draft",
        "Bridge or implant, to discuss",
        -3,
        "renwick",
        (Step("Implant", 240000, 40, "29"),),
        status=PlanStatus.ACTIVE,
    ),
    Proposal(
        people.IVY,
        "sealants",
        "Sealants and fluoride",
        -54,
        "farrow",
        (
            *(Step("Sealant", 6200, 80, tooth, FIRST, code="SEA") for tooth in ("3", "14", "19")),
            Step("Fluoride varnish", 4800, 0, "", NEXT, code="FLV"),
        ),
        note="Two of the sealants were done on the day.",
    ),
    Proposal(
        people.THEO,
        "retainers",
        "After the braces: retainers",
        -25,
        "castellan",
        (
            Step("Removal of braces", 32000, 50, "", FIRST, code="RMB"),
            Step("Retainer, upper", 29500, 50, "", FIRST, code="RET"),
            Step("Retainer, lower", 29500, 50, "", FIRST, code="RET"),
        ),
        note="Please bring this with you to your next visit.",
        signed_by="Elena Marlowe",
        left=98000,
        maximum=150000,
    ),
)
_OTHERS: Final = (
    *(
        Proposal(
            patient,
            "filling",
            "Two fillings",
            saved,
            "farrow",
            (
                Step("Filling, one surface", 19800, 80, "5", FIRST, surface="O", code="FIL1"),
                Step("Filling, two surfaces", 24800, 80, "12", NEXT, surface="DO", code="FIL2"),
            ),
        )
        for patient, saved in (
            (people.DANIEL, -33),
            (people.MARGIT, -71),
            (people.GRACE, -90),
            (people.WALTER, -320),
            (people.HANAKO, -12),
            (PatientId("oduya-amara"), -500),
        )
    ),
)
PROPOSALS: Final = (*_ELENA, *_FAMILY, *_OTHERS)
"""All plans; those not saved, and those of persons who are not shown, nobody must see."""
