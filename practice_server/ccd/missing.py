"""What a care summary lacks (SUM-8, reference 185 to 188)."""

from typing import Final

from portal_protocol.charts import (
    Allergy,
    AllergyType,
    AnyEntry,
    Entry,
    Immunization,
    Medication,
    Problem,
)
from portal_protocol.coding import CodeSystem
from portal_protocol.summaries import Missing
from practice_server.ccd.sources import Sources
from practice_server.ccd.xml import clean

DRUG_TYPES: Final = frozenset(
    {AllergyType.DRUG_ALLERGY, AllergyType.DRUG_INTOLERANCE, AllergyType.DRUG_REACTION}
)
_NEEDS_CODES: Final[dict[type[AnyEntry], Missing]] = {
    Problem: Missing.PROBLEM_CODES,
    Allergy: Missing.ALLERGY_CODES,
    Medication: Missing.MEDICATION_CODES,
    Immunization: Missing.VACCINE_CODES,
}


def is_coded(entry: Entry) -> bool:
    """Whether it has the code without which it is left out (reference 195, 196)."""
    match entry:
        case Problem():
            return entry.condition.code_in(CodeSystem.SNOMED_CT) is not None
        case Allergy():
            return entry.substance.code_in(system_of(entry)) is not None
        case Medication():
            return entry.drug.code_in(CodeSystem.RXNORM) is not None
        case Immunization():
            return entry.vaccine.code_in(CodeSystem.CVX) is not None
        case _:
            return True


def system_of(allergy: Allergy) -> CodeSystem:
    """The code system that names what this allergy is against (reference 195)."""
    return CodeSystem.RXNORM if allergy.type in DRUG_TYPES else CodeSystem.UNII


def what_is_missing(sources: Sources) -> tuple[Missing, ...]:
    """What the summary lacks, in the order of `Missing`."""
    found = _of_person(sources) | _of_practice(sources) | _codes(sources)
    return tuple(each for each in Missing if found[each])


def no_code_at_all(sources: Sources) -> bool:
    """Whether of some kind there are entries and none has its code: the practice's system has not
    got the code system then, and no summary is made (reference 187)."""
    return any(
        entries and not any(map(is_coded, entries))
        for entries in (sources.of(kind) for kind in _NEEDS_CODES)
    )


def _codes(sources: Sources) -> dict[Missing, bool]:
    return {
        missing: not all(map(is_coded, sources.of(kind))) for kind, missing in _NEEDS_CODES.items()
    }


def _of_person(sources: Sources) -> dict[Missing, bool]:
    person, address = sources.person, sources.address
    return {
        Missing.NAME: not (_is_said(person.first_name) and _is_said(person.last_name)),
        Missing.BIRTHDATE: person.birthdate is None,
        Missing.PHONE: not any(map(_is_said, person.phones)),
        Missing.ADDRESS: not any(map(_is_said, address.street)),
        Missing.CITY: not _is_said(address.city),
        Missing.STATE: address.country == "US" and not address.state,
    }


def _of_practice(sources: Sources) -> dict[Missing, bool]:
    office, author, custodian = sources.office, sources.author, sources.custodian
    address = office.address
    located = any(map(_is_said, address.street)) and _is_said(address.city) and address.state
    return {
        Missing.PROVIDER: author is None or not _is_said(author.name),
        Missing.PROVIDER_NPI: author is not None and not author.npi,
        Missing.PRACTICE_NAME: not _is_said(office.name),
        Missing.PRACTICE_PHONE: not _is_said(office.phone),
        Missing.PRACTICE_ADDRESS: not located,
        Missing.DEFAULT_PROVIDER: custodian is None or not _is_said(custodian.name),
        Missing.DEFAULT_PROVIDER_NPI: custodian is not None and not custodian.npi,
    }


def _is_said(text: str) -> bool:
    return bool(clean(text).strip())
