"""What a person's care summary is made of, as one consistent view of the store has it."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from portal_protocol.charts import AnyEntry, Chart
from portal_protocol.offices import PostalAddress
from portal_protocol.records import Clinic, Kind, PatientId, Person, Practice, Provider, Section
from portal_protocol.summaries import Referral
from portal_protocol.sync import patient_stream
from practice_server.ccd.sources import Office, Sources
from practice_server.store.tables import chart_entry, record
from practice_server.visits import practice_of

_entry: msgspec.json.Decoder[AnyEntry] = msgspec.json.Decoder(AnyEntry)
_person = msgspec.json.Decoder(Person)
_referral = msgspec.json.Decoder(Referral)


def sources_of(connection: Connection, patient: PatientId) -> Sources | None:
    """The sources of this person's summary; None for one who is not shown or has no chart."""
    entries = _entries(connection, patient)
    told = _bodies(connection, patient_stream(patient), Kind.PERSON)
    if not (entries and told):
        return None
    person, practice = _person.decode(told[0]), practice_of(connection)
    referrals = _bodies(connection, patient_stream(patient, Section.SUMMARY), Kind.REFERRAL)
    heads = [entry for entry in entries if isinstance(entry, Chart)]
    return Sources(
        person=person,
        chart=heads[0] if heads else Chart(id=patient, patient=patient),
        office=_office(practice, person.clinic),
        author=_named(practice.providers, person.primary_provider),
        custodian=_named(practice.providers, practice.default_provider),
        entries=tuple(entry for entry in entries if not isinstance(entry, Chart)),
        referrals=tuple(map(_referral.decode, referrals)),
    )


def _entries(connection: Connection, patient: PatientId) -> list[AnyEntry]:
    rows = connection.scalars(
        select(chart_entry.c.body)
        .where(chart_entry.c.patient == patient)
        .order_by(chart_entry.c.kind, chart_entry.c.id)
    )
    return [_entry.decode(body) for body in rows]


def _bodies(connection: Connection, stream: str, kind: Kind) -> list[bytes]:
    """The live records of a kind, newest first."""
    mine = (record.c.stream == stream, record.c.kind == kind, record.c.alive)
    order = (record.c.at.desc(), record.c.id)
    return list(connection.scalars(select(record.c.body).where(*mine).order_by(*order)))


def _office(practice: Practice, wanted: str | None) -> Office:
    """Where the person goes, else the first office of the practice."""
    nowhere = Clinic(id="", name="", time_zone="UTC")
    clinics = (*practice.clinics, nowhere)
    clinic = next((each for each in clinics if each.id == wanted), clinics[0])
    address = clinic.postal or PostalAddress(street=clinic.address[:4])
    return Office(practice.name, clinic.phone, address, clinic.time_zone)


def _named(providers: Iterable[Provider], wanted: str | None) -> Provider | None:
    return next((each for each in providers if wanted and each.id == wanted), None)
