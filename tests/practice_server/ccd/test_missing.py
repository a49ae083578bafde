"""What a summary lacks, and whether a document is made all the same (SUM-8)."""

import pytest
from msgspec.structs import replace

from portal_protocol.charts import Allergy, AllergyType, Immunization, Medication, Problem
from portal_protocol.offices import PostalAddress
from portal_protocol.summaries import CODES_MISSING, Missing
from practice_server.summaries.making import summary_of
from tests.practice_server.ccd.charts import (
    ADDRESS,
    FARROW,
    IVY,
    MADE_AT,
    PEANUT,
    PENICILLIN,
    chart,
    concept,
    ivy,
    sources,
)

pytestmark = pytest.mark.rule("SUM-8")

OFFICE = sources().office
LACKING = {
    Missing.NAME: sources(person=replace(ivy(), first_name=" ")),
    Missing.BIRTHDATE: sources(person=replace(ivy(), birthdate=None)),
    Missing.PHONE: sources(person=replace(ivy(), phones=("",))),
    Missing.ADDRESS: sources(chart=replace(chart(), address=replace(ADDRESS, street=()))),
    Missing.CITY: sources(chart=replace(chart(), address=replace(ADDRESS, city=""))),
    Missing.STATE: sources(chart=replace(chart(), address=replace(ADDRESS, state=""))),
    Missing.PROVIDER: sources(author=None),
    Missing.PROVIDER_NPI: sources(author=replace(FARROW, npi="")),
    Missing.PRACTICE_NAME: sources(office=replace(OFFICE, name="")),
    Missing.PRACTICE_PHONE: sources(office=replace(OFFICE, phone="")),
    Missing.PRACTICE_ADDRESS: sources(office=replace(OFFICE, address=PostalAddress())),
    Missing.DEFAULT_PROVIDER: sources(custodian=None),
    Missing.DEFAULT_PROVIDER_NPI: sources(custodian=replace(FARROW, npi="")),
}
UNCODED = {
    Missing.PROBLEM_CODES: Problem(id="x", patient=IVY, condition=concept("Sore knee")),
    Missing.ALLERGY_CODES: Allergy(id="x", patient=IVY, substance=concept("Latex")),
    Missing.MEDICATION_CODES: Medication(id="x", patient=IVY, drug=concept("Tea")),
    Missing.VACCINE_CODES: Immunization(id="x", patient=IVY, vaccine=concept("Flu")),
}


def test_every_reason_is_tried() -> None:
    assert {*LACKING, *UNCODED} == set(Missing)
    assert set(UNCODED) == CODES_MISSING


def test_nothing_is_missing_where_all_is_there() -> None:
    made = summary_of(sources(), MADE_AT)

    assert made.record.missing == ()
    assert [blob.size for blob in made.record.blobs] == [len(made.data or b"")]


@pytest.mark.parametrize("lacking", LACKING)
def test_without_it_no_document_is_made(lacking: Missing) -> None:
    made = summary_of(LACKING[lacking], MADE_AT)

    assert made.record.missing == (lacking,)
    assert (made.data, made.record.blobs) == (None, ())
    assert made.record.title


@pytest.mark.parametrize("lacking", UNCODED)
def test_one_without_its_code_is_left_out_of_a_document_that_is_made(lacking: Missing) -> None:
    made = summary_of(sources(entries=(*sources().entries, UNCODED[lacking])), MADE_AT)

    assert made.record.missing == (lacking,)
    assert made.data is not None


@pytest.mark.parametrize("lacking", UNCODED)
def test_where_no_code_of_a_kind_is_there_none_is_made(lacking: Missing) -> None:
    made = summary_of(sources(entries=(UNCODED[lacking],)), MADE_AT)

    assert made.record.missing == (lacking,)
    assert made.data is None


@pytest.mark.parametrize(
    ("kind", "substance", "fits"),
    [
        (AllergyType.DRUG_ALLERGY, PENICILLIN, True),
        (AllergyType.DRUG_INTOLERANCE, PEANUT, False),
        (AllergyType.FOOD_ALLERGY, PEANUT, True),
        (AllergyType.OTHER_REACTION, PENICILLIN, False),
    ],
)
def test_medicines_need_rxnorm_and_all_else_unii(kind, substance, fits) -> None:
    allergy = Allergy(id="x", patient=IVY, substance=substance, type=kind)

    assert (summary_of(sources(entries=(allergy,)), MADE_AT).record.missing == ()) == fits


def test_an_address_in_lines_alone_lacks_its_parts() -> None:
    person = replace(ivy(), address=("7 Juniper Lane", "Port Alder ME"))
    made = summary_of(sources(person=person, chart=replace(chart(), address=None)), MADE_AT)

    assert made.record.missing == (Missing.CITY, Missing.STATE)
