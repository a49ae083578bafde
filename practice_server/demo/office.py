"""Harbor Family Dental itself: clinics, providers, switches."""

from typing import Final

from portal_protocol.offices import Hours, PostalAddress, Webmail
from portal_protocol.records import Clinic, Practice, Provider
from practice_server.demo import logo

PIER = Clinic(
    id="pier",
    name="Pier Street office",
    time_zone="America/New_York",
    phone="(555) 555-0142",
    email="pier@harborfamilydental.example",
    address=("18 Pier Street", "Port Alder"),
    postal=PostalAddress(
        street=("18 Pier Street",), city="Port Alder", state="ME", postal_code="04099"
    ),
    hours=(*(Hours(day, "08:00", "17:00") for day in range(4)), Hours(4, "08:00", "13:00")),
    emergency="For pain or swelling, call us any time.",
)
MESA = Clinic(
    id="mesa",
    name="Larkspur Lane office",
    time_zone="America/Denver",
    phone="(555) 555-0187",
    email="larkspur@harborfamilydental.example",
    address=("240 Larkspur Lane", "Cedar Mesa"),
    postal=PostalAddress(
        street=("240 Larkspur Lane",), city="Cedar Mesa", state="CO", postal_code="81399"
    ),
    hours=(*(Hours(day, "09:00", "18:00") for day in range(4)), Hours(5, "09:00", "12:00")),
    emergency="Out of hours, call the Pier Street office.",
)
CLINICS: Final = {clinic.id: clinic for clinic in (PIER, MESA)}

FARROW = Provider(id="farrow", name="Dr. Amina Farrow", npi="1000000012")
RENWICK = Provider(id="renwick", name="Dr. Tobias Renwick", npi="1000000020")
SANDOVAL = Provider(id="sandoval", name="Priya Sandoval", suffix="RDH", npi="1000000038")
CASTELLAN = Provider(id="castellan", name="Dr. Naomi Castellan", npi="1000000046")
ORTEGA = Provider(id="ortega", name="Luis Ortega", suffix="RDH", npi="1000000053")
PROVIDERS: Final = {
    provider.id: provider for provider in (FARROW, RENWICK, SANDOVAL, CASTELLAN, ORTEGA)
}

KEPT_STATUS: Final = "Spoke to front desk"


ANSWERS_WITHIN: Final = "The practice answers within 1 workday."


def practice(*, attachments: bool = False) -> Practice:
    """The practice's own record; with `attachments`, patients may attach files (MAIL-5)."""
    return Practice(
        id="practice",
        name="Harbor Family Dental",
        logo=logo.data_uri(),
        accent=logo.TEAL,
        clinics=(PIER, MESA),
        providers=tuple(PROVIDERS.values()),
        default_provider=FARROW.id,
        payments_online=True,
        payment_address="https://pay.harborfamilydental.example/",
        kept_statuses=(KEPT_STATUS,),
        webmail=Webmail(answers_within=ANSWERS_WITHIN, attachments=attachments),
    )
