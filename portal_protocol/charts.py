"""A person's chart, as the feed brings it: what care summaries are made of (reference 3.15).

None of it is shared as it is; patients get the care summary.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from portal_protocol.coding import Concept
from portal_protocol.offices import PostalAddress
from portal_protocol.records import PatientId, Utc
from portal_protocol.times import Timed

Language = Annotated[str, Meta(pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?\Z")]
Measure = Annotated[float, Meta(ge=0.1, le=10_000)]


class Entry(Timed, kw_only=True, frozen=True, tag_field="kind", omit_defaults=True):
    """What all entries of a chart share: the practice system's own id, and whose chart it is."""

    id: str
    patient: PatientId


class Chart(Entry, tag="chart", kw_only=True, frozen=True, omit_defaults=True):
    """The head of a chart; its `id` is its patient. `language` is a BCP 47 tag."""

    race: Concept | None = None
    ethnicity: Concept | None = None
    language: Language = ""
    address: PostalAddress | None = None


class EntryStatus(StrEnum):
    """Whether something still holds (reference 3.15)."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    RESOLVED = "resolved"


class Problem(Entry, tag="problem", kw_only=True, frozen=True, omit_defaults=True):
    """A condition, by its SNOMED CT code; ICD-10 beside it."""

    condition: Concept
    status: EntryStatus = EntryStatus.ACTIVE
    started: date | None = None
    ended: date | None = None


class AllergyType(StrEnum):
    """Reference 195; the first three are of medicines and need RxNorm, the others UNII."""

    DRUG_ALLERGY = "drug_allergy"
    DRUG_INTOLERANCE = "drug_intolerance"
    DRUG_REACTION = "drug_reaction"
    FOOD_ALLERGY = "food_allergy"
    FOOD_INTOLERANCE = "food_intolerance"
    SUBSTANCE_ALLERGY = "substance_allergy"
    OTHER_REACTION = "other_reaction"


class Allergy(Entry, tag="allergy", kw_only=True, frozen=True, omit_defaults=True):
    """An allergy or intolerance; `reaction` by its SNOMED CT code."""

    substance: Concept
    type: AllergyType = AllergyType.OTHER_REACTION
    reaction: Concept | None = None
    status: EntryStatus = EntryStatus.ACTIVE
    started: date | None = None


class Medication(Entry, tag="medication", kw_only=True, frozen=True, omit_defaults=True):
    """A medicine that is or was taken, by its RxNorm code."""

    drug: Concept
    directions: str = ""
    status: EntryStatus = EntryStatus.ACTIVE
    started: date | None = None
    ended: date | None = None
    indication: str = ""
    fill_instructions: str = ""


class ImmunizationStatus(StrEnum):
    """Whether a vaccine was given."""

    GIVEN = "given"
    REFUSED = "refused"


class Immunization(Entry, tag="immunization", kw_only=True, frozen=True, omit_defaults=True):
    """A vaccine, by its CVX code."""

    vaccine: Concept
    status: ImmunizationStatus = ImmunizationStatus.GIVEN
    given: date | None = None


class ProcedureStatus(StrEnum):
    """Reference 197: the first three are in the summary, the others are not."""

    COMPLETE = "complete"
    EXISTING = "existing"
    CONDITION = "condition"
    PLANNED = "planned"
    REFERRED = "referred"


class Procedure(Entry, tag="procedure", kw_only=True, frozen=True, omit_defaults=True):
    """Something done, by its CDT code; `site` is a tooth or another place on the body."""

    procedure: Concept
    status: ProcedureStatus = ProcedureStatus.COMPLETE
    site: Concept | None = None
    done: date | None = None


class Abnormal(StrEnum):
    """How a result compares to what is usual."""

    NORMAL = "normal"
    LOW = "low"
    HIGH = "high"
    ABNORMAL = "abnormal"


class LabResult(Entry, tag="lab_result", kw_only=True, frozen=True, omit_defaults=True):
    """The result of a test, by its LOINC code; `unit` is in the notation of UCUM."""

    test: Concept
    value: str
    unit: Annotated[str, Meta(pattern=r"^\S{0,40}\Z")] = ""
    flag: Abnormal | None = None
    performed: date | None = None


class SocialHistory(Entry, tag="social_history", kw_only=True, frozen=True, omit_defaults=True):
    """A habit or circumstance. With `smoking`, `description` is the smoking status."""

    element: Concept
    description: Concept
    smoking: bool = False
    started: date | None = None
    ended: date | None = None


class VitalSigns(Entry, tag="vital_signs", kw_only=True, frozen=True, omit_defaults=True):
    """What was measured at one time: centimetres, kilograms, mm Hg."""

    measured: Utc
    height_cm: Measure | None = None
    weight_kg: Measure | None = None
    systolic: Measure | None = None
    diastolic: Measure | None = None


class PlannedActivity(Entry, tag="planned_activity", kw_only=True, frozen=True, omit_defaults=True):
    """What is planned for the person, and for when."""

    activity: Concept
    planned: date | None = None


class Encounter(Entry, tag="encounter", kw_only=True, frozen=True, omit_defaults=True):
    """A visit of which the chart tells; `observation` is what was found or done."""

    observation: Concept
    performer: str = ""
    at: Utc | None = None
    notes: str = ""


class FunctionalStatus(
    Entry, tag="functional_status", kw_only=True, frozen=True, omit_defaults=True
):
    """What a person can do, or with `cognitive`, how they think and remember."""

    condition: Concept
    cognitive: bool = False
    status: EntryStatus = EntryStatus.ACTIVE
    started: date | None = None
    ended: date | None = None


AnyEntry = (
    Chart
    | Problem
    | Allergy
    | Medication
    | Immunization
    | Procedure
    | LabResult
    | SocialHistory
    | VitalSigns
    | PlannedActivity
    | Encounter
    | FunctionalStatus
)
