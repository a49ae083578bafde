"""Charts of every form: nothing, one, many entries; any text, days and codes at the edges."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st
from msgspec.structs import replace

from portal_protocol.charts import (
    Abnormal,
    Allergy,
    AllergyType,
    AnyEntry,
    Chart,
    Encounter,
    EntryStatus,
    FunctionalStatus,
    Immunization,
    ImmunizationStatus,
    LabResult,
    Medication,
    PlannedActivity,
    Problem,
    Procedure,
    ProcedureStatus,
    SocialHistory,
    VitalSigns,
)
from portal_protocol.coding import Code, CodeSystem, Concept
from portal_protocol.offices import PostalAddress
from portal_protocol.records import Person, Provider
from portal_protocol.summaries import Referral
from portal_protocol.times import AFTER, BEFORE
from practice_server.ccd.sources import Office, Sources
from tests.practice_server.ccd.charts import ADDRESS, DAY, FARROW, IVY

texts = st.text(max_size=30)
words = st.text(min_size=1, max_size=30)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
moments = st.datetimes(
    datetime(BEFORE + 1, 1, 1),  # noqa: DTZ001 - hypothesis wants its bounds without a zone
    datetime(AFTER - 1, 12, 31),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)
ids = st.text(min_size=1, max_size=20)
codes = st.builds(
    Code,
    st.sampled_from(CodeSystem),
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,9}", fullmatch=True),
)
concepts = st.builds(Concept, words, st.lists(codes, max_size=3).map(tuple))
statuses = st.sampled_from(EntryStatus)
measures = st.none() | st.floats(0.1, 10_000)
mine = {"id": ids, "patient": st.just(IVY)}
spans = {"started": days, "ended": days, "status": statuses}

entries: st.SearchStrategy[AnyEntry] = st.one_of(
    st.builds(Problem, condition=concepts, **mine, **spans),
    st.builds(
        Allergy,
        substance=concepts,
        type=st.sampled_from(AllergyType),
        reaction=st.none() | concepts,
        status=statuses,
        started=days,
        **mine,
    ),
    st.builds(
        Medication, drug=concepts, directions=texts, fill_instructions=texts, **mine, **spans
    ),
    st.builds(
        Immunization,
        vaccine=concepts,
        status=st.sampled_from(ImmunizationStatus),
        given=days,
        **mine,
    ),
    st.builds(
        Procedure,
        procedure=concepts,
        status=st.sampled_from(ProcedureStatus),
        site=st.none() | concepts,
        done=days,
        **mine,
    ),
    st.builds(
        LabResult,
        test=concepts,
        value=texts | st.decimals(allow_nan=False, allow_infinity=False).map(str),
        unit=st.sampled_from(["", "%", "mg/dL", "10*3/uL", "[in_i]", "µg"]),
        flag=st.none() | st.sampled_from(Abnormal),
        performed=days,
        **mine,
    ),
    st.builds(
        SocialHistory,
        element=concepts,
        description=concepts,
        smoking=st.booleans(),
        started=days,
        ended=days,
        **mine,
    ),
    st.builds(
        VitalSigns,
        measured=moments,
        height_cm=measures,
        weight_kg=measures,
        systolic=measures,
        diastolic=measures,
        **mine,
    ),
    st.builds(PlannedActivity, activity=concepts, planned=days, **mine),
    st.builds(
        Encounter,
        observation=concepts,
        performer=texts,
        at=st.none() | moments,
        notes=texts,
        **mine,
    ),
    st.builds(FunctionalStatus, condition=concepts, cognitive=st.booleans(), **mine, **spans),
)
addresses = st.builds(
    PostalAddress,
    street=st.lists(words, min_size=1, max_size=4).map(tuple),
    city=words,
    state=st.sampled_from(["", "ME"]),
    postal_code=texts,
    country=st.sampled_from(["US", "CA"]),
)
persons = st.builds(
    Person,
    id=st.just(IVY),
    first_name=words,
    last_name=words,
    birthdate=days,
    gender=st.sampled_from(["", "female", "male", "other", "unknown"]),
    phones=st.lists(texts, max_size=2).map(tuple),
    email=texts,
    address=st.lists(texts, max_size=5).map(tuple),
)
charts = st.builds(
    Chart,
    id=st.just(IVY),
    patient=st.just(IVY),
    race=st.none() | concepts,
    ethnicity=st.none() | concepts,
    language=st.sampled_from(["", "en", "es-MX", "zh-Hant-TW"]),
    address=st.none() | addresses,
)
providers = st.builds(
    Provider,
    id=st.just("farrow"),
    name=words,
    suffix=texts,
    npi=st.sampled_from(["", "1234567893"]),
    organization=st.booleans(),
)
referrals = st.builds(
    Referral,
    id=ids,
    patient=st.just(IVY),
    provider_name=words,
    reason=texts,
    at=st.none() | moments,
)
sources = st.builds(
    Sources,
    person=persons,
    chart=charts,
    office=st.builds(
        Office,
        name=words,
        phone=words,
        address=st.just(ADDRESS),
        time_zone=st.sampled_from(["America/New_York", "Pacific/Kiritimati", "nowhere"]),
    ),
    author=st.none() | providers,
    custodian=st.none() | providers,
    entries=st.lists(entries, max_size=12).map(tuple),
    referrals=st.lists(referrals, max_size=2).map(tuple),
)


def completed(made: Sources) -> Sources:
    """The same with everything in the head that a document needs."""
    person = made.person
    whole = replace(
        person,
        birthdate=person.birthdate or DAY,
        first_name=f"{person.first_name} I",
        last_name=f"{person.last_name} M",
        phones=(*person.phones, "(555) 555-0121"),
    )
    providers = (
        replace(each or FARROW, npi=FARROW.npi, name=f"{each.name if each else ''} F")
        for each in (made.author, made.custodian)
    )
    author, custodian = providers
    chart = replace(made.chart, address=ADDRESS)
    office = replace(made.office, name="Harbor", phone="(555) 555-0142")
    return replace(
        made, person=whole, chart=chart, office=office, author=author, custodian=custodian
    )


complete = sources.map(completed)
