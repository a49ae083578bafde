"""What a care summary lacks, in plain words (SUM-8, reference 185 to 188)."""

from PySide6.QtCore import QCoreApplication

from portal_protocol.summaries import CODES_MISSING, CareSummary, Missing

translate = QCoreApplication.translate


def missing_words(summary: CareSummary) -> list[str]:
    """What it lacks, a sentence for each, in plain words (SUM-8)."""
    known = _sentences()
    said = [known[reason] for reason in summary.missing if reason in known]
    if len(said) < len(summary.missing):
        said.append(translate("Care", "Something is missing that this version cannot name."))
    return said


def left_out_words(summary: CareSummary) -> str:
    """For a summary that was made without some entries: which, and who can help; "" for none."""
    if not summary.missing or not summary.blobs:
        return ""
    text = translate("Care", "Not everything is in this summary. %1 The office can complete it.")
    return text.replace("%1", " ".join(missing_words(summary)))


def no_document_words(summary: CareSummary) -> tuple[str, str]:
    """Why there is no document, as a title and a text."""
    reasons = missing_words(summary)
    if not reasons:
        return (
            translate("Care", "There is no document"),
            translate("Care", "The practice has shared the entry alone."),
        )
    codes = CODES_MISSING.issuperset(summary.missing)
    title = translate("Care", "This care summary could not be made")
    ask = translate("Care", "The office can complete what is missing; then it shows here.")
    if codes:
        ask = translate("Care", "The office can add the codes; then it shows here.")
    return title, " ".join((*reasons, ask))


def _sentences() -> dict[str, str]:
    return {
        Missing.NAME: translate("Care", "The name on file is not complete."),
        Missing.BIRTHDATE: translate("Care", "There is no birthdate on file."),
        Missing.PHONE: translate("Care", "There is no phone number on file."),
        Missing.ADDRESS: translate("Care", "There is no address on file."),
        Missing.CITY: translate("Care", "There is no city in the address on file."),
        Missing.STATE: translate("Care", "There is no state in the address on file."),
        Missing.PROVIDER: translate("Care", "No usual dentist is set for this person."),
        Missing.PROVIDER_NPI: translate(
            "Care", "The dentist’s national number (NPI) is not set up."
        ),
        Missing.PRACTICE_NAME: translate("Care", "The practice’s name is not set up."),
        Missing.PRACTICE_PHONE: translate("Care", "The practice’s phone is not set up."),
        Missing.PRACTICE_ADDRESS: translate("Care", "The practice’s address is not set up."),
        Missing.DEFAULT_PROVIDER: translate("Care", "The practice has named no main dentist."),
        Missing.DEFAULT_PROVIDER_NPI: translate(
            "Care", "The main dentist’s national number (NPI) is not set up."
        ),
        Missing.PROBLEM_CODES: translate(
            "Care", "Some health conditions have no code, and were left out."
        ),
        Missing.ALLERGY_CODES: translate("Care", "Some allergies have no code, and were left out."),
        Missing.MEDICATION_CODES: translate(
            "Care", "Some medicines have no code, and were left out."
        ),
        Missing.VACCINE_CODES: translate("Care", "Some vaccines have no code, and were left out."),
    }
