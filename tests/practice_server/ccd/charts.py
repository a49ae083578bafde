"""A person with something of every kind in the chart, and what a summary is made of."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from portal_protocol.charts import (
    Abnormal,
    Allergy,
    AllergyType,
    AnyEntry,
    Chart,
    Encounter,
    EntryStatus,
    FunctionalStatus,
    Immunization,
    LabResult,
    Medication,
    PlannedActivity,
    Problem,
    Procedure,
    SocialHistory,
    VitalSigns,
)
from portal_protocol.coding import Code, CodeSystem, Concept
from portal_protocol.offices import PostalAddress
from portal_protocol.records import PatientId, Person, Provider
from portal_protocol.summaries import Referral
from practice_server.ccd.sources import Office, Sources

IVY = PatientId("ivy")
MADE_AT = datetime(2026, 11, 9, 15, 30, tzinfo=UTC)
DAY = date(2024, 3, 5)
ADDRESS = PostalAddress(street=("7 Juniper Lane",), city="Port Alder", state="ME")
FARROW = Provider(id="farrow", name="Dr. Amina Farrow", npi="1234567893")


def concept(name: str, *codes: tuple[CodeSystem, str]) -> Concept:
    """Words and their codes."""
    return Concept(name, tuple(Code(system, code) for system, code in codes))


ASTHMA = concept("Asthma", (CodeSystem.SNOMED_CT, "195967001"), (CodeSystem.ICD_10, "J45.909"))
PENICILLIN = concept("Penicillin", (CodeSystem.RXNORM, "7980"))
PEANUT = concept("Peanut", (CodeSystem.UNII, "QE1QX6B99R"))
HIVES = concept("Hives", (CodeSystem.SNOMED_CT, "247472004"))
ALBUTEROL = concept("Albuterol inhaler", (CodeSystem.RXNORM, "745679"))
FLU = concept("Influenza vaccine", (CodeSystem.CVX, "141"))
CLEANING = concept("Cleaning", (CodeSystem.CDT, "D1120"))
TOOTH = concept("Tooth 19", (CodeSystem.SNOMED_CT, "245642008"))
NEVER = concept("Never smoked", (CodeSystem.SNOMED_CT, "266919005"))
A1C = concept("Hemoglobin A1c", (CodeSystem.LOINC, "4548-4"))
WALKS = concept("Walks with a cane", (CodeSystem.SNOMED_CT, "165245003"))


def entries() -> tuple[AnyEntry, ...]:
    """One or two of each kind."""
    return (
        Problem(id="p", patient=IVY, condition=ASTHMA, started=DAY),
        Problem(id="q", patient=IVY, condition=ASTHMA, status=EntryStatus.RESOLVED, ended=DAY),
        Allergy(
            id="a",
            patient=IVY,
            substance=PENICILLIN,
            type=AllergyType.DRUG_ALLERGY,
            reaction=HIVES,
            started=DAY,
        ),
        Allergy(id="b", patient=IVY, substance=PEANUT, status=EntryStatus.INACTIVE),
        Medication(id="m", patient=IVY, drug=ALBUTEROL, directions="2 puffs", started=DAY),
        Immunization(id="i", patient=IVY, vaccine=FLU, given=DAY),
        Procedure(id="c", patient=IVY, procedure=CLEANING, site=TOOTH, done=DAY),
        LabResult(id="l", patient=IVY, test=A1C, value="5.4", unit="%", flag=Abnormal.NORMAL),
        SocialHistory(
            id="s", patient=IVY, element=concept("Smoking"), description=NEVER, smoking=True
        ),
        SocialHistory(
            id="t", patient=IVY, element=concept("School"), description=concept("Fourth grade")
        ),
        VitalSigns(
            id="v", patient=IVY, measured=MADE_AT, height_cm=134, weight_kg=29.5, systolic=98
        ),
        PlannedActivity(id="n", patient=IVY, activity=CLEANING, planned=date(2027, 1, 4)),
        Encounter(id="e", patient=IVY, observation=CLEANING, performer="Luis", at=MADE_AT),
        FunctionalStatus(id="f", patient=IVY, condition=WALKS, started=DAY),
        FunctionalStatus(id="g", patient=IVY, condition=WALKS, cognitive=True),
    )


def ivy() -> Person:
    """A child with all that a summary needs."""
    return Person(
        id=IVY,
        patient=IVY,
        first_name="Ivy",
        last_name="Marlowe",
        birthdate=date(2017, 6, 30),
        gender="female",
        phones=("(555) 555-0121",),
        primary_provider="farrow",
    )


def chart() -> Chart:
    """The head of her chart."""
    return Chart(
        id=IVY,
        patient=IVY,
        race=concept("White", (CodeSystem.CDC_RACE, "2106-3")),
        ethnicity=concept("Not Hispanic or Latino", (CodeSystem.CDC_RACE, "2186-5")),
        language="en",
        address=ADDRESS,
    )


def sources(**changes: object) -> Sources:
    """What her summary is made of."""
    made = Sources(
        person=ivy(),
        chart=chart(),
        office=Office("Harbor Family Dental", "(555) 555-0142", ADDRESS, "America/New_York"),
        author=FARROW,
        custodian=FARROW,
        entries=entries(),
        referrals=(
            Referral(id="r", patient=IVY, provider_name="Dr. Chen", reason="Impacted tooth"),
        ),
    )
    return replace(made, **changes)
