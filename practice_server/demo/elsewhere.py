"""What other practices have to do with the demo's patients: referrals, and what they sent.

Dr. Chen's practice gets Direct messages and is trusted; Dr. Bergström's has no such address.
"""

from typing import Final

from portal_protocol.charts import (
    AnyEntry,
    Chart,
    Encounter,
    Medication,
    Problem,
    Procedure,
    VitalSigns,
)
from portal_protocol.coding import Concept
from portal_protocol.offices import PostalAddress
from portal_protocol.records import PatientId, Person, Provider
from portal_protocol.summaries import CareSummary, Referral
from practice_server.ccd.document import TITLE, document
from practice_server.ccd.sources import Office, Sources, period
from practice_server.demo import concepts, people
from practice_server.demo.days import Days, clock
from practice_server.demo.documents import DemoBlob, demo_blob
from practice_server.demo.histories import JUNIPER
from practice_server.demo.office import PIER

CHEN: Final = Provider(id="chen", name="Dr. Mei Chen", npi="1000000061")
BAYVIEW: Final = Office(
    name="Bayview Endodontics",
    phone="(555) 555-0164",
    address=PostalAddress(street=("4 Beacon Way",), city="Port Alder", state="ME"),
    time_zone=PIER.time_zone,
)
MEDIA_TYPE: Final = "text/xml"
FILE_NAME: Final = "bayview-endodontics.xml"


def referrals(days: Days) -> list[Referral]:
    """Elena's, where Direct trust is established, and Jonas's, where it is not."""
    return [
        Referral(
            id=f"{people.ELENA}-referral-chen",
            patient=people.ELENA,
            at=clock(days.office_day(-19), "11:40", PIER.time_zone),
            provider_name=CHEN.name,
            specialty="Endodontics",
            organization=BAYVIEW.name,
            reason="Tooth 14 is sensitive to cold: please look at the root before the crown",
            direct_address="mei.chen@direct.bayviewendodontics.example",
            trusted=True,
        ),
        Referral(
            id=f"{people.JONAS}-referral-bergstrom",
            patient=people.JONAS,
            at=clock(days.office_day(-40), "09:50", PIER.time_zone),
            provider_name="Dr. Nils Bergström",
            specialty="Periodontics",
            organization="Alder Gum Clinic",
            reason="Deep pockets at teeth 2 and 3: opinion on surgery",
        ),
    ]


def received(days: Days, elena: Person) -> tuple[CareSummary, DemoBlob]:
    """What Dr. Chen's practice sent back about Elena."""
    at = clock(days.office_day(-8), "16:20", PIER.time_zone)
    sources = Sources(
        person=elena,
        chart=Chart(id=people.ELENA, patient=people.ELENA, language="en", address=JUNIPER),
        office=BAYVIEW,
        author=CHEN,
        custodian=CHEN,
        entries=_found(people.ELENA, days),
    )
    content = demo_blob(document(sources, at), media_type=MEDIA_TYPE, name=FILE_NAME)
    span = period(sources)
    record = CareSummary(
        id=f"{people.ELENA}-summary-chen",
        patient=people.ELENA,
        at=at,
        title=TITLE,
        author=CHEN.name,
        custodian=BAYVIEW.name,
        covers_from=span[0] if span else None,
        covers_to=span[1] if span else None,
        received=True,
        blobs=(content.blob,),
    )
    return record, content


def _found(who: PatientId, days: Days) -> tuple[AnyEntry, ...]:
    day = days.office_day(-9)
    at = clock(day, "10:00", PIER.time_zone)
    pulpitis = concepts.snomed("Reversible pulpitis, tooth 14", "32620007", "K04.01")
    return (
        Problem(id="chen-1", patient=who, condition=pulpitis, started=day),
        Medication(
            id="chen-2",
            patient=who,
            drug=concepts.IBUPROFEN,
            directions="1 tablet if it hurts, at most 3 a day",
            started=day,
            indication="Pain",
        ),
        Procedure(
            id="chen-3",
            patient=who,
            procedure=concepts.cdt("X-ray, one film", "D0220"),
            site=Concept("Tooth 14"),
            done=day,
        ),
        Encounter(
            id="chen-4",
            patient=who,
            observation=Concept("Examination of tooth 14"),
            performer=CHEN.name,
            at=at,
            notes="No root canal is needed now. The crown may go ahead.",
        ),
        VitalSigns(id="chen-5", patient=who, measured=at, systolic=119, diastolic=77),
    )
