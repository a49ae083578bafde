from datetime import timedelta

import pytest

from desktop.models.items import freshness
from tests.desktop.models.items.sample import NOW

NBSP = "\u00a0"


@pytest.mark.rule("HEAD-1")
def test_up_to_date_says_since_when():
    assert freshness.fresh(NOW - timedelta(minutes=2), NOW).text == "Up to date, 2 min ago"
    assert freshness.fresh(None, NOW).text == "Up to date"


@pytest.mark.rule("HEAD-1")
def test_syncing_says_how_far_it_is():
    assert freshness.checking(0, None).text == "Checking for changes"
    assert freshness.checking(500, 20000).text == "Getting your records, 500 of 20,000"


@pytest.mark.rule("HEAD-1")
@pytest.mark.rule("OFF-1")
def test_offline_says_what_is_shown_and_when_it_was_saved():
    saved = NOW - timedelta(minutes=30)
    assert freshness.offline(saved, NOW).text == f"Offline - showing what was saved at 9:30{NBSP}AM"
    older = freshness.offline(NOW - timedelta(days=3), NOW).text
    assert older == f"Offline - showing what was saved Sat, Nov 7, 10:00{NBSP}AM"


def test_changes_are_counted_in_words():
    assert freshness.changes_waiting(1) == "1 change waiting to send"
    assert freshness.changes_waiting(3) == "3 changes waiting to send"
    assert freshness.changes_failed(1) == "1 change was not accepted"
