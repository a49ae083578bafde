"""Moments at the edges of the calendar, which have no local time in every zone."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from portal_protocol.feed import FeedItem
from portal_protocol.records import Appointment
from portal_protocol.times import showable

_ITEM = msgspec.json.Decoder(FeedItem)
FIRST, LAST = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"
MAIL = '"patient":"elena","subject":"","body":""'


@pytest.mark.parametrize("time", [FIRST, LAST, "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize(
    "item",
    [
        '{"kind":"appointment","id":"a","at":"TIME"}',
        '{"kind":"appointment","id":"a","arrive_at":"TIME"}',
        '{"kind":"message","id":"a","author":"","author_name":"","read_at":"TIME",MAIL}',
        '{"kind":"secure_email","id":"a","author_name":"","expires_at":"TIME",MAIL}',
        '{"kind":"vital_signs","id":"a","patient":"elena","measured":"TIME"}',
        '{"kind":"treatment_plan","id":"a","heading":"","patient_signature":{"name":"","at":"TIME"}}',
    ],
)
def test_a_time_that_no_clock_shows_is_refused(item: str, time: str) -> None:
    body = item.replace("TIME", time).replace("MAIL", MAIL)
    with pytest.raises(msgspec.ValidationError, match="a time is after the year 1"):
        _ITEM.decode(body)


@pytest.mark.parametrize("year", [2, 1900, 2100, 9998])
def test_any_other_time_is_taken_and_has_a_date_everywhere(year: int) -> None:
    at = datetime(year, 1, 1, tzinfo=UTC)
    assert _ITEM.decode(msgspec.json.encode(Appointment(id="a", at=at)))
    assert showable(at)
    for hours in (-14, 14):
        assert abs(at.astimezone(timezone(timedelta(hours=hours))).year - year) <= 1


@pytest.mark.parametrize("kind", ["appointment", "recall"])
@pytest.mark.parametrize("minutes", [-30, 10_001, 10**12])
def test_a_length_that_no_visit_has_is_refused(kind: str, minutes: int) -> None:
    with pytest.raises(msgspec.ValidationError, match="length_minutes"):
        _ITEM.decode(f'{{"kind":"{kind}","id":"a","length_minutes":{minutes}}}')
