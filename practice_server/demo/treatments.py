"""What the demo practice does and what it costs: the fees behind every charge."""

from dataclasses import dataclass
from typing import Final

from portal_protocol.records import Provider
from practice_server.demo import office


@dataclass(frozen=True, slots=True)
class Procedure:
    """One line of a bill: its fee in cents, and how much of it insurance pays, in percent."""

    name: str
    fee: int
    covered: int

    @property
    def insured(self) -> int:
        """What insurance pays, in cents: whole tens."""
        return self.fee * self.covered // 1000 * 10


@dataclass(frozen=True, slots=True)
class Treatment:
    """A kind of visit; `discount` in cents is taken off by the insurer's network."""

    name: str
    provider: Provider
    minutes: int
    procedures: tuple[Procedure, ...]
    discount: int = 0
    bring: str = ""


EXAM = Procedure("Exam", 6800, 80)
CLEANING = Procedure("Cleaning", 11200, 100)
CHILD_CLEANING = Procedure("Cleaning, child", 8400, 100)
FLUORIDE = Procedure("Fluoride varnish", 4800, 0)
X_RAYS = Procedure("Bitewing X-rays, two films", 8200, 80)
CHARTING = Procedure("Pocket charting", 3800, 0)
SCREENING = Procedure("Oral cancer screening", 5200, 50)

CHECK_UP: Final = Treatment(
    "Cleaning and exam",
    office.SANDOVAL,
    50,
    (EXAM, CLEANING, CHARTING),
    bring="A list of the medicines you take",
)
CHILD_CHECK_UP: Final = Treatment(
    "Cleaning and exam",
    office.SANDOVAL,
    50,
    (EXAM, CHILD_CLEANING, FLUORIDE),
    bring="Her toothbrush from home",
)
TEEN_CHECK_UP: Final = Treatment(
    "Cleaning and exam", office.ORTEGA, 50, (EXAM, CHILD_CLEANING, X_RAYS, FLUORIDE)
)
EXAM_X_RAYS: Final = Treatment(
    "Exam and bitewing X-rays", office.FARROW, 40, (EXAM, X_RAYS, SCREENING)
)
SEALANTS: Final = Treatment(
    "Sealants and fluoride",
    office.SANDOVAL,
    40,
    (Procedure("Sealant, tooth 3", 6200, 80), Procedure("Sealant, tooth 14", 6200, 80), FLUORIDE),
)
GUMS: Final = Treatment(
    "Periodontal maintenance",
    office.SANDOVAL,
    45,
    (Procedure("Periodontal maintenance", 14600, 60), CHARTING, FLUORIDE),
)
BRACES_CHECK: Final = Treatment(
    "Braces check",
    office.CASTELLAN,
    30,
    (Procedure("Orthodontic visit", 9500, 50), Procedure("Wire and elastics", 2400, 50)),
)
BRACES: Final = Treatment(
    "Braces, upper and lower",
    office.CASTELLAN,
    90,
    (
        Procedure("Orthodontic records", 28500, 50),
        Procedure("Braces, upper and lower", 189000, 50),
    ),
    discount=21000,
)


def filling(tooth: int) -> Treatment:
    """A filling of two surfaces."""
    procedure = Procedure(f"Filling, two surfaces, tooth {tooth}", 26800, 43)
    return Treatment(f"Filling, tooth {tooth}", office.RENWICK, 60, (procedure,), discount=8500)


def root_canal(tooth: int) -> Treatment:
    """A root canal with its X-ray."""
    procedures = (
        Procedure(f"Root canal, tooth {tooth}", 112000, 60),
        Procedure("X-ray, one film", 3400, 100),
    )
    return Treatment(f"Root canal, tooth {tooth}", office.RENWICK, 90, procedures, discount=14000)


def crown(tooth: int) -> Treatment:
    """The first of two visits for a crown."""
    procedures = (
        Procedure(f"Crown, ceramic, tooth {tooth}", 128000, 50),
        Procedure("Core build-up", 24500, 50),
    )
    return Treatment(
        f"Crown preparation, tooth {tooth}", office.FARROW, 90, procedures, discount=16000
    )


def crown_fitting(tooth: int) -> Treatment:
    """The second of two visits for a crown; its fee is in the first."""
    return Treatment(f"Crown fitting, tooth {tooth}", office.FARROW, 45, ())
