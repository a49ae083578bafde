"""Care summaries of a person, and to whom they were referred (SUM-1, SUM-4, SUM-6, SUM-8)."""

from datetime import date
from enum import StrEnum

from portal_protocol.records import Record


class Missing(StrEnum):
    """What a care summary lacks, as `CareSummary.missing` carries it (SUM-8, reference 185 to 188).

    The values never change their meaning. Those that end in `_codes` say that entries were left
    out which have no code of the code system that they need.
    """

    NAME = "name"
    BIRTHDATE = "birthdate"
    PHONE = "phone"
    ADDRESS = "address"
    CITY = "city"
    STATE = "state"
    PROVIDER = "provider"
    PROVIDER_NPI = "provider_npi"
    PRACTICE_NAME = "practice_name"
    PRACTICE_PHONE = "practice_phone"
    PRACTICE_ADDRESS = "practice_address"
    DEFAULT_PROVIDER = "default_provider"
    DEFAULT_PROVIDER_NPI = "default_provider_npi"
    PROBLEM_CODES = "problem_codes"
    ALLERGY_CODES = "allergy_codes"
    MEDICATION_CODES = "medication_codes"
    VACCINE_CODES = "vaccine_codes"


CODES_MISSING = frozenset(
    {
        Missing.PROBLEM_CODES,
        Missing.ALLERGY_CODES,
        Missing.MEDICATION_CODES,
        Missing.VACCINE_CODES,
    }
)
"""Reasons for which entries are left out; for each of the others no document is made."""


class CareSummary(Record, tag="care_summary", kw_only=True, frozen=True, omit_defaults=True):
    """A clinical document about a person (SUM-1); `at` is when it was made.

    `blobs[0]` is the document: a C-CDA as XML, or what another practice sent (a zip, a PDF). It is
    not there when none could be made; then `missing` says why, each one of `Missing` or what a
    newer server says. `author` and `custodian` are names; `covers_from` to `covers_to` is the time
    that it is about (SUM-6). `received` says that it came from another practice.
    """

    title: str
    author: str = ""
    custodian: str = ""
    covers_from: date | None = None
    covers_to: date | None = None
    received: bool = False
    missing: tuple[str, ...] = ()


class Referral(Record, tag="referral", kw_only=True, frozen=True, omit_defaults=True):
    """To whom the practice referred a person (SUM-4, reference 191, 192); `at` is when.

    `direct_address` is where the provider gets Direct messages; `trusted` says that trust is
    established, without which nothing is transmitted there.
    """

    provider_name: str
    specialty: str = ""
    organization: str = ""
    reason: str = ""
    direct_address: str = ""
    trusted: bool = False
