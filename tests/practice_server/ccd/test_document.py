"""What a document holds: every section of the reference, and words for each entry (SUM-1)."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from lxml import etree
from msgspec.structs import replace

from portal_protocol.charts import (
    Allergy,
    AnyEntry,
    Medication,
    PlannedActivity,
    Problem,
    Procedure,
    ProcedureStatus,
    VitalSigns,
)
from portal_protocol.records import Provider
from practice_server.ccd.document import SECTIONS, document, fingerprint
from practice_server.ccd.sources import Sources, period
from tests.practice_server.ccd.charts import (
    ALBUTEROL,
    ASTHMA,
    CLEANING,
    DAY,
    FARROW,
    IVY,
    MADE_AT,
    concept,
    ivy,
    sources,
)

pytestmark = pytest.mark.rule("SUM-1")

REFERENCE = {
    "48765-2": ("Substance", "Reaction", "Allergy Type", "Status"),
    "46240-8": ("Performer", "Observation", "Date", "Notes"),
    "47420-5": ("Condition", "Effective Dates", "Condition Status"),
    "11369-6": ("Vaccine", "Date", "Status"),
    "10160-0": (
        "Medication",
        "Directions",
        "Start Date",
        "End Date",
        "Status",
        "Indications",
        "Fill Instructions",
    ),
    "18776-5": ("Planned Activity", "Planned Date"),
    "11450-4": ("Problem", "Date Start", "Date End", "Status"),
    "47519-4": ("Procedure", "Body Site", "Date"),
    "42349-1": (),
    "30954-2": ("LOINC Code", "Test", "Result", "Abnormal Flag", "Date Performed"),
    "29762-2": ("Element", "Description", "Effective Dates"),
    "8716-3": ("Date", "Height", "Weight", "BMI", "Blood Pressure"),
}
"""The sections of the reference (3.15), in its order, with the columns of their tables."""


def drawn(made: Sources) -> etree._Element:
    return etree.parse(BytesIO(document(made, MADE_AT))).getroot()


def sections(root: etree._Element) -> dict[str, etree._Element]:
    found = {section.find("{*}code"): section for section in root.iter("{*}section")}
    return {str(code.get("code")): section for code, section in found.items() if code is not None}


def cells(section: etree._Element) -> list[list[str]]:
    rows = [row for body in section.iter("{*}tbody") for row in body.iter("{*}tr")]
    return [["".join(str(text) for text in cell.itertext()) for cell in row] for row in rows]


def with_entries(*entries: AnyEntry) -> Sources:
    return sources(entries=entries)


def test_every_section_of_the_reference_is_there_with_its_columns() -> None:
    found = sections(drawn(sources()))

    assert {
        code: tuple(str(head.text) for head in section.iter("{*}th"))
        for code, section in found.items()
    } == REFERENCE
    assert list(found) == list(REFERENCE) == [section.code for section in SECTIONS]
    assert all(section.get("nullFlavor") is None for section in found.values())


def test_empty_sections_stay_and_say_that_nothing_is_recorded() -> None:
    found = sections(drawn(sources(entries=(), referrals=())))

    assert list(found) == list(REFERENCE)
    for section in found.values():
        assert section.get("nullFlavor") == "NI"
        assert section.find("{*}entry") is None
        assert [text.text for text in section.iter("{*}paragraph")] != [None]


def test_a_referral_without_a_reason_is_never_said_to_be_none() -> None:
    told = sources()
    (referral,) = told.referrals
    for reason, said in (("Root canal", "Root canal"), (" ", "No reason for a referral")):
        again = replace(told, referrals=(replace(referral, reason=reason),))
        assert said in "".join(sections(drawn(again))["42349-1"].itertext())


def test_entries_point_at_words_that_are_there() -> None:
    root = drawn(sources())
    known = {str(element.get("ID")) for element in root.iter() if element.get("ID")}
    named = [str(each.get("value")) for each in root.iter("{*}reference")]

    assert len(named) > 30
    assert {name.removeprefix("#") for name in named} <= known
    assert all(name.startswith("#") for name in named)


def test_the_header_tells_of_the_person_and_of_who_answers_for_it() -> None:
    root = drawn(sources())
    target = root.find("{*}recordTarget/{*}patientRole")
    assert target is not None

    said = [str(text) for text in target.itertext()]
    assert said[:4] == ["7 Juniper Lane", "Port Alder", "ME", "US"]
    patient = target.find("{*}patient")
    assert patient is not None
    assert [etree.QName(each).localname for each in patient] == [
        "name",
        "administrativeGenderCode",
        "birthTime",
        "raceCode",
        "ethnicGroupCode",
        "languageCommunication",
    ]
    names = [root.findtext(f"{{*}}{role}//{{*}}name") for role in ("author", "custodian")]
    assert names == ["Dr. Amina Farrow", "Harbor Family Dental"]
    assert root.findtext("{*}legalAuthenticator//{*}name") == "Dr. Amina Farrow"
    assert root.findtext("{*}title") == "Continuity of Care Document, November 9, 2026"


def test_a_default_provider_that_is_no_person_signs_nothing() -> None:
    group = Provider(id="group", name="Harbor Group", npi=FARROW.npi, organization=True)
    root = drawn(sources(custodian=group))

    assert root.find("{*}legalAuthenticator") is None
    assert root.findtext("{*}custodian//{*}name") == "Harbor Group"


def test_procedures_that_are_planned_or_referred_are_not_in_it() -> None:
    every = [
        Procedure(id=status, patient=IVY, procedure=concept(status), status=status)
        for status in ProcedureStatus
    ]
    found = sections(drawn(with_entries(*every)))["47519-4"]

    assert sorted(row[0] for row in cells(found)) == ["complete", "condition", "existing"]
    assert [head.text for head in found.iter("{*}th")] == ["Procedure", "Date"]


def test_what_has_no_code_is_left_out_and_that_is_said() -> None:
    uncoded = Problem(id="u", patient=IVY, condition=concept("Sore knee"))
    coded = Problem(id="c", patient=IVY, condition=ASTHMA)
    found = sections(drawn(with_entries(uncoded, coded)))["11450-4"]

    assert [row[0] for row in cells(found)] == ["Asthma"]
    assert "1 more is recorded" in "".join(str(text) for text in found.itertext())


def test_allergies_without_a_code_are_never_said_to_be_none() -> None:
    uncoded = Allergy(id="u", patient=IVY, substance=concept("Latex"))
    found = sections(drawn(with_entries(uncoded)))["48765-2"]

    said = "".join(str(text) for text in found.itertext())
    assert "No allergies" not in said
    assert "left out here" in said


def test_what_holds_comes_first_then_the_newest() -> None:
    every = [
        Medication(
            id="old",
            patient=IVY,
            drug=replace(ALBUTEROL, name="old"),
            started=DAY - timedelta(days=400),
        ),
        Medication(id="new", patient=IVY, drug=replace(ALBUTEROL, name="new"), started=DAY),
    ]
    planned = [
        PlannedActivity(id="later", patient=IVY, activity=concept("later"), planned=DAY),
        PlannedActivity(
            id="first", patient=IVY, activity=concept("first"), planned=date(1999, 1, 1)
        ),
    ]
    found = sections(drawn(with_entries(*every, *planned)))

    assert [row[0] for row in cells(found["10160-0"])] == ["new", "old"]
    assert [row[0] for row in cells(found["18776-5"])] == ["first", "later"]


def test_vital_signs_are_told_in_both_measures() -> None:
    signs = VitalSigns(
        id="v",
        patient=IVY,
        measured=MADE_AT,
        height_cm=170.2,
        weight_kg=70,
        systolic=120,
        diastolic=80,
    )
    nothing = VitalSigns(id="w", patient=IVY, measured=MADE_AT)
    (row,) = cells(sections(drawn(with_entries(signs, nothing)))["8716-3"])

    assert row == [
        "November 9, 2026",
        "170.2 cm (5 ft 7 in)",
        "70 kg (154 lb)",
        "24.2",
        "120/80 mm Hg",
    ]


def test_signs_that_xml_cannot_hold_are_made_visible() -> None:
    person = replace(ivy(), first_name="I\x00v\ufffey", last_name="<Marlowe & Søn>")
    root = drawn(sources(person=person))

    assert root.findtext("{*}recordTarget//{*}given") == "I\ufffdv\ufffdy"
    assert root.findtext("{*}recordTarget//{*}family") == "<Marlowe & Søn>"


def test_the_same_sources_give_the_same_bytes() -> None:
    assert document(sources(), MADE_AT) == document(sources(), MADE_AT)
    assert fingerprint(sources()) == fingerprint(sources())
    changed = sources(entries=(Procedure(id="x", patient=IVY, procedure=CLEANING),))
    assert fingerprint(changed) != fingerprint(sources())


@pytest.mark.rule("SUM-6")
def test_the_time_that_it_is_about_is_that_of_its_entries() -> None:
    first, last = DAY - timedelta(days=9), DAY + timedelta(days=9)
    done = Procedure(id="a", patient=IVY, procedure=CLEANING, done=last)
    begun = Problem(id="b", patient=IVY, condition=ASTHMA, started=first)
    planned = PlannedActivity(id="c", patient=IVY, activity=CLEANING, planned=date(2030, 1, 1))

    assert period(with_entries(done, begun, planned)) == (first, last)
    assert period(with_entries(planned)) is None
