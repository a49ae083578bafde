"""Days and times of the demo practice, all counted from one `today`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Days:
    """A calendar that begins at `today`; the office treats from Monday to Thursday."""

    today: date

    def day(self, offset: int) -> date:
        """Exactly `offset` days from today."""
        return self.today + timedelta(days=offset)

    def office_day(self, offset: int) -> date:
        """The treating day nearest to `offset`: not later in the past, not earlier to come."""
        day = self.day(offset)
        step = timedelta(days=-1 if offset <= 0 else 1)
        while day.weekday() >= FRIDAY:
            day += step
        return day

    def age_birthdate(self, years: int, month: int, day: int) -> date:
        """A birthdate in that month and day of somebody who is `years` old today."""
        had_birthday = (month, day) <= (self.today.month, self.today.day)
        return date(self.today.year - years - (0 if had_birthday else 1), month, day)


def clock(day: date, at: str, zone: str) -> datetime:
    """HH:MM by the clocks of `zone` on `day`, in UTC."""
    return datetime.combine(day, time.fromisoformat(at), ZoneInfo(zone)).astimezone(UTC)


def next_month(day: date) -> date:
    """The first day of the month after `day`."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
