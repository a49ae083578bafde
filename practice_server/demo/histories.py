"""The health of the demo's persons; times are in days from today."""

from dataclasses import dataclass, field
from typing import Final

from portal_protocol.charts import AllergyType
from portal_protocol.coding import Concept
from portal_protocol.offices import PostalAddress
from portal_protocol.records import PatientId
from practice_server.demo import concepts as of
from practice_server.demo import people

JUNIPER: Final = PostalAddress(
    street=people.JUNIPER[:1], city=people.JUNIPER[1], state="ME", postal_code="04099"
)
TIDE: Final = PostalAddress(
    street=people.TIDE[:1], city=people.TIDE[1], state="ME", postal_code="04099"
)
MILL: Final = PostalAddress(
    street=people.MILL[:1], city=people.MILL[1], state="ME", postal_code="04099"
)
ORCHARD: Final = PostalAddress(
    street=people.ORCHARD[:1], city=people.ORCHARD[1], state="CO", postal_code="81399"
)
DRUG, FOOD = AllergyType.DRUG_ALLERGY, AllergyType.FOOD_ALLERGY


@dataclass(frozen=True, slots=True)
class Since:
    """A condition; over where it has an end."""

    what: Concept
    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """An allergy and how it shows."""

    what: Concept
    type: AllergyType
    shows: Concept | None
    start: int


@dataclass(frozen=True, slots=True)
class Medicine:
    """What is taken, or was, how and for what."""

    what: Concept
    directions: str
    start: int
    end: int | None = None
    reason: str = ""
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Lab:
    """A result of a laboratory; usual unless it is high."""

    what: Concept
    value: str
    unit: str
    on: int
    high: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """Height, weight and blood pressure on one day."""

    on: int
    cm: float
    kg: float
    systolic: int | None = None
    diastolic: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A person's health. `able` and `minded` are how they are of body and mind."""

    patient: PatientId
    race: Concept = of.WHITE
    address: PostalAddress | None = JUNIPER
    language: str = "en"
    conditions: tuple[Since, ...] = ()
    allergies: tuple[Against, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    vaccines: tuple[tuple[Concept, int], ...] = ()
    tests: tuple[Lab, ...] = ()
    smoking: Since = field(default_factory=lambda: Since(of.NEVER_SMOKED, -1900))
    alcohol: str = ""
    measured: tuple[Measured, ...] = ()
    able: str = ""
    minded: str = ""


_ELENA: Final = History(
    people.ELENA,
    conditions=(
        Since(of.HYPOTHYROIDISM, -2600),
        Since(of.HAY_FEVER, -3900),
        Since(of.CARIES, -510, -480),
    ),
    allergies=(
        Against(of.PENICILLIN, DRUG, of.HIVES, -7300),
        Against(of.LATEX, AllergyType.SUBSTANCE_ALLERGY, None, -2100),
    ),
    medicines=(
        Medicine(of.LEVOTHYROXINE, "1 tablet in the morning", -2580, reason="Thyroid"),
        Medicine(of.CETIRIZINE, "1 tablet a day in spring", -420, reason="Hay fever"),
        Medicine(
            of.IBUPROFEN, "1 tablet every 8 hours with food", -480, -475, "Pain", "15 tablets"
        ),
    ),
    vaccines=((of.FLU, -400), (of.FLU, -38), (of.COVID, -410), (of.TETANUS, -1500)),
    tests=(
        Lab(of.THYROID, "2.1", "m[IU]/L", -150),
        Lab(of.THYROID, "5.9", "m[IU]/L", -520, high=True),
    ),
    alcohol="A glass of wine at weekends",
    measured=(Measured(-19, 168, 64.2, 118, 76), Measured(-384, 168, 63.5, 121, 78)),
)
_JONAS: Final = History(
    people.JONAS,
    conditions=(
        Since(of.DIABETES, -1300),
        Since(of.HYPERTENSION, -1650),
        Since(of.GUM_DISEASE, -2200),
    ),
    allergies=(Against(of.CODEINE, AllergyType.DRUG_INTOLERANCE, of.NAUSEA, -1460),),
    medicines=(
        Medicine(of.METFORMIN, "1 tablet twice a day with meals", -1290, reason="Diabetes"),
        Medicine(of.LISINOPRIL, "1 tablet a day", -1640, reason="Blood pressure"),
        Medicine(
            of.CHLORHEXIDINE, "Rinse for 30 seconds twice a day", -180, -166, "Gums", "1 bottle"
        ),
    ),
    vaccines=((of.FLU, -35), (of.TETANUS, -2050)),
    tests=(
        Lab(of.BLOOD_SUGAR, "6.9", "%", -96, high=True),
        Lab(of.BLOOD_SUGAR, "7.4", "%", -280, high=True),
    ),
    smoking=Since(of.FORMER_SMOKER, -2900),
    measured=(Measured(-40, 182, 94, 138, 86), Measured(-131, 182, 95.5, 142, 88)),
    able="Uses reading glasses",
)
_IVY: Final = History(
    people.IVY,
    conditions=(Since(of.ASTHMA, -1400), Since(of.CARIES, -640, -610)),
    allergies=(Against(of.PEANUT, FOOD, of.HIVES, -2000),),
    medicines=(
        Medicine(of.ALBUTEROL, "2 puffs before sports, bring to visits", -1390, reason="Asthma"),
    ),
    vaccines=((of.FLU, -41), (of.MMR, -1800)),
    measured=(Measured(-54, 134, 29.5), Measured(-240, 131, 28)),
    minded="Calm with a parent in the room",
)
_THEO: Final = History(
    people.THEO,
    conditions=(Since(of.HAY_FEVER, -1700),),
    vaccines=((of.FLU, -44), (of.HPV, -1100), (of.HPV, -900), (of.TETANUS, -1550)),
    measured=(Measured(-200, 176, 63, 112, 70),),
)
_DANIEL: Final = History(
    people.DANIEL,
    address=TIDE,
    conditions=(Since(of.HYPERTENSION, -900),),
    medicines=(Medicine(of.LISINOPRIL, "1 tablet a day", -890, reason="Blood pressure"),),
    measured=(Measured(-180, 178, 81, 131, 84),),
)
_MARGIT: Final = History(
    people.MARGIT,
    address=MILL,
    language="sv",
    conditions=(Since(of.GUM_DISEASE, -700),),
    able="Hears better on the left side",
)
_GRACE: Final = History(
    people.GRACE,
    of.BLACK,
    ORCHARD,
    allergies=(Against(of.PENICILLIN, DRUG, of.HIVES, -5000),),
    vaccines=((of.FLU, -50),),
)
_HANAKO: Final = History(people.HANAKO, of.ASIAN, None, "ja", conditions=(Since(of.CARIES, -60),))

HISTORIES: Final = (_ELENA, _JONAS, _IVY, _THEO, _DANIEL, _MARGIT, _GRACE, _HANAKO)
"""Of Hanako the practice knows neither telephone nor address, so that no document is made."""
