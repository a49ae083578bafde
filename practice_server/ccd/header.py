"""The header: whom it is about, who wrote it, who keeps it, who answers for it (reference 199)."""

from datetime import date, datetime
from typing import Final
from urllib.parse import quote

from lxml import etree

from portal_protocol.coding import CodeSystem, Concept
from portal_protocol.offices import PostalAddress
from portal_protocol.records import Provider
from practice_server.ccd.sources import Sources
from practice_server.ccd.xml import E, clean, coded, fixed, identity, when

NPI: Final = "2.16.840.1.113883.4.6"
_GENDERS: Final = {"female": ("F", "Female"), "male": ("M", "Male")}
_UNDIFFERENTIATED: Final = ("UN", "Undifferentiated")


def record_target(sources: Sources) -> etree._Element:
    """The person: name, sex, birth, race, ethnicity, language, address, telephones."""
    person, chart = sources.person, sources.chart
    patient = E.patient(
        E.name(
            E.given(clean(person.first_name).strip()),
            E.family(clean(person.last_name).strip()),
            use="L",
        ),
        _sex(person.gender),
        when("birthTime", person.birthdate),
        _group("raceCode", chart.race),
        _group("ethnicGroupCode", chart.ethnicity),
    )
    if chart.language:
        patient.append(E.languageCommunication(E.languageCode(code=chart.language)))
    mail = [E.telecom(value=f"mailto:{_quoted(person.email)}")] if person.email.strip() else []
    phones = [telephone(each, "HP") for each in person.phones if clean(each).strip()]
    return E.recordTarget(
        E.patientRole(
            identity("person", person.id),
            postal(sources.address, "HP"),
            *phones,
            *mail,
            patient,
        )
    )


def author(sources: Sources, provider: Provider, made_at: datetime) -> etree._Element:
    """The person's primary provider."""
    return E.author(
        when("time", made_at),
        E.assignedAuthor(*_identified(sources, provider), _person_of(provider)),
    )


def custodian(sources: Sources, provider: Provider) -> etree._Element:
    """The practice, by its default provider."""
    office = sources.office
    organization = E.representedCustodianOrganization(
        E.id(root=NPI, extension=provider.npi),
        E.name(clean(provider.name if provider.organization else office.name).strip()),
        telephone(office.phone, "WP"),
        postal(office.address, "WP"),
    )
    return E.custodian(E.assignedCustodian(organization))


def legal_authenticator(sources: Sources, provider: Provider, at: datetime) -> etree._Element:
    """Who answers for it: the default provider, who is a person."""
    return E.legalAuthenticator(
        when("time", at),
        E.signatureCode(code="S"),
        E.assignedEntity(*_identified(sources, provider), _person_of(provider)),
    )


def documentation_of(
    sources: Sources, provider: Provider, span: tuple[date, date]
) -> etree._Element:
    """The care that it tells of, and who gave it."""
    performer = E.performer(
        E.assignedEntity(*_identified(sources, provider), _person_of(provider)), typeCode="PRF"
    )
    time = E.effectiveTime(when("low", span[0]), when("high", span[1]))
    return E.documentationOf(E.serviceEvent(time, performer, classCode="PCPR"))


def postal(address: PostalAddress, use: str) -> etree._Element:
    """An address of the US realm; what nobody has said of it is said to be unknown."""
    lines = [clean(line).strip() for line in address.street if clean(line).strip()]
    return E.addr(
        *(E.streetAddressLine(line) for line in lines),
        E.city(clean(address.city).strip()),
        _part("state", address.state),
        _part("postalCode", address.postal_code),
        E.country(address.country),
        use=use,
    )


def telephone(number: str, use: str) -> etree._Element:
    """A number as an address: what of it can be dialled, else all of it."""
    dialled = "".join(sign for sign in number if sign in "0123456789+")
    return E.telecom(value=f"tel:{dialled or _quoted(number)}", use=use)


def _identified(sources: Sources, provider: Provider) -> tuple[etree._Element, ...]:
    office = sources.office
    return (
        E.id(root=NPI, extension=provider.npi),
        postal(office.address, "WP"),
        telephone(office.phone, "WP"),
    )


def _person_of(provider: Provider) -> etree._Element:
    name = ", ".join(filter(None, (clean(provider.name).strip(), clean(provider.suffix).strip())))
    return E.assignedPerson(E.name(name))


def _sex(gender: str) -> etree._Element:
    if not gender:
        return E.administrativeGenderCode(nullFlavor="UNK")
    code, name = _GENDERS.get(gender.casefold(), _UNDIFFERENTIATED)
    return fixed("administrativeGenderCode", code, "2.16.840.1.113883.5.1", name)


def _group(tag: str, concept: Concept | None) -> etree._Element:
    return coded(tag, concept, CodeSystem.CDC_RACE)


def _part(tag: str, text: str) -> etree._Element:
    said = clean(text).strip()
    return E(tag, said) if said else E(tag, nullFlavor="UNK")


def _quoted(text: str) -> str:
    return quote(clean(text).strip(), safe="@")
