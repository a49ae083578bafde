"""What problems and allergies share: a concern around an observation, and its status."""

from typing import Final

from lxml import etree

from portal_protocol.charts import EntryStatus
from practice_server.ccd.xml import LOINC, SNOMED, E, fixed, status, templates, typed

_STATUSES: Final = {
    EntryStatus.ACTIVE: ("55561003", "Active"),
    EntryStatus.INACTIVE: ("73425007", "Inactive"),
    EntryStatus.RESOLVED: ("413322009", "Resolved"),
}


def concern(
    template: str,
    identity: etree._Element,
    time: etree._Element,
    observation: etree._Element,
    *,
    active: bool,
) -> etree._Element:
    """Somebody's concern about what was observed."""
    return E.act(
        {"classCode": "ACT", "moodCode": "EVN"},
        *templates((template, "2015-08-01")),
        identity,
        E.code(code="CONC", codeSystem="2.16.840.1.113883.5.6"),
        status("active" if active else "completed"),
        time,
        E.entryRelationship(observation, typeCode="SUBJ"),
    )


def status_observation(template: str, holds: EntryStatus, data_type: str) -> etree._Element:
    """Whether it still holds."""
    code, name = _STATUSES[holds]
    return E.observation(
        {"classCode": "OBS", "moodCode": "EVN"},
        *templates((template, "2019-06-20")),
        fixed("code", "33999-4", LOINC, "Status"),
        status(),
        typed(data_type, fixed("value", code, SNOMED, name)),
    )
