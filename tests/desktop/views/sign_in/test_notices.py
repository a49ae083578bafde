"""Every trouble has words of its own (EASE-6), links lead out safely, hours are in words."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest

from desktop.services.portal import PortalError, Trouble
from desktop.views.hours import open_words, week_words
from desktop.views.links import mail_link, open_link, phone_link
from desktop.views.notices import of_error, signing_in_offline, wording
from desktop.views.theme.tokens import RESOURCES
from desktop.views.widgets.logo import read_logo
from portal_protocol.offices import Hours
from portal_protocol.records import Clinic

OUTSIDE = (
    "data:image/svg+xml;base64,"
    + b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>'
    ).decode()
)


@pytest.mark.rule("EASE-6")
@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_words(trouble: Trouble) -> None:
    notice = wording(trouble, practice="Harbor Family Dental")
    assert notice.title
    assert not notice.title.endswith(".")
    assert notice.text.endswith(".")
    assert len(notice.text.split()) >= 6
    assert "{" not in notice.title + notice.text
    assert (RESOURCES / "icons" / f"{notice.icon}.svg").is_file()


@pytest.mark.rule("EASE-6")
@pytest.mark.parametrize("trouble", [t for t in Trouble if t is not Trouble.BUG])
def test_only_a_bug_is_called_one(trouble: Trouble) -> None:
    assert wording(trouble).title != wording(Trouble.BUG).title


@pytest.mark.rule("EASE-6")
def test_words_say_when_to_try_again_and_how_to_find_it_in_the_log() -> None:
    error = PortalError(Trouble.TOO_MANY_TRIES, retry_after=30, reference="7F3A-21")
    notice = of_error(error, "Harbor Family Dental")
    assert notice.text.endswith("Try again in 30 seconds.")
    assert notice.small == "Reference 7F3A-21"
    later = wording(Trouble.BUSY, retry_after=300)
    assert later.text.endswith("Try again in 5 minutes.")


@pytest.mark.rule("OFF-1")
def test_signing_in_offline_says_what_still_works() -> None:
    assert "saved on this computer" in signing_in_offline(Trouble.OFFLINE, saved=True).text
    assert "saved on this computer" not in signing_in_offline(Trouble.OFFLINE, saved=False).text


@pytest.mark.parametrize(
    "link", ["http://pay.example", "file:///etc/passwd", "javascript:alert(1)", "", "harbor"]
)
def test_only_safe_links_leave_the_program(link: str) -> None:
    assert not open_link(link)


@pytest.mark.rule("SIGN-3")
def test_phones_and_addresses_become_links() -> None:
    assert phone_link("(555) 555-0142") == "tel:5555550142"
    assert phone_link("+1 555 555 0142") == "tel:+15555550142"
    assert mail_link("a@b.example?cc=x@y.example") == "mailto:a@b.example%3Fcc%3Dx@y.example"


def clinic(*hours: Hours) -> Clinic:
    return Clinic(id="1", name="Pier Street office", time_zone="America/New_York", hours=hours)


WEEK = clinic(*(Hours(day, "08:00", "17:00") for day in range(4)), Hours(4, "08:00", "13:00"))


@pytest.mark.rule("SIGN-3")
@pytest.mark.parametrize(
    ("now", "start"),
    [
        (datetime(2026, 11, 23, 15, tzinfo=UTC), "Open today until"),
        (datetime(2026, 11, 23, 12, tzinfo=UTC), "Closed now, opens today at"),
        (datetime(2026, 11, 23, 23, tzinfo=UTC), "Closed now, opens tomorrow at"),
        (datetime(2026, 11, 27, 20, tzinfo=UTC), "Closed now, opens Monday at"),
    ],
)
def test_opening_hours_follow_the_clinics_clock(now: datetime, start: str) -> None:
    assert open_words(WEEK, now).startswith(start)


def test_a_week_is_told_in_groups() -> None:
    words = week_words(WEEK)
    assert words.startswith("Mon to Thu ")
    assert ", Fri " in words
    assert week_words(clinic()) == ""
    assert open_words(clinic(), datetime.now(UTC)) == ""


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "data:image/png;base64,",
        "data:image/png;base64,AAAA",
        "data:image/svg+xml;base64,AAAA",
        "data:text/html;base64,PGI+",
        "https://tracker.example/logo.png",
        OUTSIDE,
    ],
)
@pytest.mark.usefixtures("dressed")
def test_a_logo_that_is_none_is_not_drawn(uri: str) -> None:
    assert read_logo(uri, 64) is None
