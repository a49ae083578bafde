"""What the demo's charts speak of, by the codes of health care."""

from typing import Final

from portal_protocol.coding import Code, CodeSystem, Concept


def _concept(system: CodeSystem, name: str, code: str, icd: str = "") -> Concept:
    codes = (Code(system, code), *((Code(CodeSystem.ICD_10, icd),) if icd else ()))
    return Concept(name, codes)


def snomed(name: str, code: str, icd: str = "") -> Concept:
    """A finding by SNOMED CT, with ICD-10 beside it."""
    return _concept(CodeSystem.SNOMED_CT, name, code, icd)


def rxnorm(name: str, code: str) -> Concept:
    """A medicine."""
    return _concept(CodeSystem.RXNORM, name, code)


def unii(name: str, code: str) -> Concept:
    """A substance."""
    return _concept(CodeSystem.UNII, name, code)


def cvx(name: str, code: str) -> Concept:
    """A vaccine."""
    return _concept(CodeSystem.CVX, name, code)


def loinc(name: str, code: str) -> Concept:
    """A test, or something asked."""
    return _concept(CodeSystem.LOINC, name, code)


def cdt(name: str, code: str) -> Concept:
    """A dental procedure; the words are the practice's own."""
    return _concept(CodeSystem.CDT, name, code)


ASTHMA: Final = snomed("Mild asthma", "195967001", "J45.20")
CARIES: Final = snomed("Dental caries", "80967001", "K02.9")
DIABETES: Final = snomed("Type 2 diabetes", "44054006", "E11.9")
GUM_DISEASE: Final = snomed("Periodontitis", "41565005", "K05.30")
HAY_FEVER: Final = snomed("Seasonal hay fever", "367498001", "J30.2")
HYPERTENSION: Final = snomed("High blood pressure", "38341003", "I10")
HYPOTHYROIDISM: Final = snomed("Underactive thyroid", "40930008", "E03.9")
HIVES: Final = snomed("Hives", "247472004")
NAUSEA: Final = snomed("Nausea", "422587007")

PENICILLIN: Final = rxnorm("Penicillin", "7980")
CODEINE: Final = rxnorm("Codeine", "2670")
LATEX: Final = unii("Latex", "2LQ0UUW8IN")
PEANUT: Final = unii("Peanut", "QE1QX6B99R")

ALBUTEROL: Final = rxnorm("Albuterol inhaler", "435")
CETIRIZINE: Final = rxnorm("Cetirizine 10 mg", "20610")
CHLORHEXIDINE: Final = rxnorm("Chlorhexidine mouth rinse 0.12%", "2358")
IBUPROFEN: Final = rxnorm("Ibuprofen 600 mg", "5640")
LEVOTHYROXINE: Final = rxnorm("Levothyroxine 50 micrograms", "10582")
LISINOPRIL: Final = rxnorm("Lisinopril 10 mg", "29046")
METFORMIN: Final = rxnorm("Metformin 500 mg", "6809")

COVID: Final = cvx("COVID-19, mRNA", "208")
FLU: Final = cvx("Influenza, seasonal", "141")
HPV: Final = cvx("HPV, nine types", "165")
MMR: Final = cvx("Measles, mumps and rubella", "03")
TETANUS: Final = cvx("Tetanus, diphtheria and whooping cough", "115")

BLOOD_SUGAR: Final = loinc("Hemoglobin A1c", "4548-4")
THYROID: Final = loinc("Thyroid-stimulating hormone", "3016-3")
SMOKING: Final = loinc("Smoking status", "72166-2")
ALCOHOL: Final = loinc("Alcohol", "11331-6")

NEVER_SMOKED: Final = snomed("Never smoked", "266919005")
FORMER_SMOKER: Final = snomed("Former smoker", "8517006")

WHITE: Final = _concept(CodeSystem.CDC_RACE, "White", "2106-3")
BLACK: Final = _concept(CodeSystem.CDC_RACE, "Black or African American", "2054-5")
ASIAN: Final = _concept(CodeSystem.CDC_RACE, "Asian", "2028-9")
NOT_HISPANIC: Final = _concept(CodeSystem.CDC_RACE, "Not Hispanic or Latino", "2186-5")

DENTAL: Final = {
    "Cleaning": "D1110",
    "Cleaning, child": "D1120",
    "Bitewing X-rays, two films": "D0272",
    "Periodontal maintenance": "D4910",
    "Orthodontic records": "D8660",
    "Braces, upper and lower": "D8080",
    "Filling, two surfaces": "D2392",
    "Root canal": "D3330",
    "Crown, ceramic": "D2740",
    "Core build-up": "D2950",
    "Sealant": "D1351",
}
"""Procedures of which a summary tells, with their CDT codes; small ones at every visit are not."""
