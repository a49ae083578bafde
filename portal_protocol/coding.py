"""What is meant in a chart: words, and their codes in the code systems of health care."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct


class CodeSystem(StrEnum):
    """The code systems that a chart may use."""

    SNOMED_CT = "snomed_ct"
    RXNORM = "rxnorm"
    UNII = "unii"
    CVX = "cvx"
    LOINC = "loinc"
    CDT = "cdt"
    CPT = "cpt"
    ICD_10 = "icd_10"
    CDC_RACE = "cdc_race"


class Code(Struct, frozen=True):
    """A code of one code system."""

    system: CodeSystem
    code: Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9.\-]{0,39}\Z")]


class Concept(Struct, frozen=True, omit_defaults=True):
    """Words, and the codes that mean the same, at most one of each code system."""

    name: Annotated[str, Meta(min_length=1, max_length=1000)]
    codes: tuple[Code, ...] = ()

    def code_in(self, *systems: CodeSystem) -> Code | None:
        """Its code in the first of these systems that it has one of."""
        known = {code.system: code for code in reversed(self.codes)}
        return next((known[system] for system in systems if system in known), None)
