"""What activity there is to choose from, without decoding an entry (HEAD-8)."""

from datetime import timedelta

import pytest
from msgspec import Raw

from desktop.models.vault import activity
from desktop.models.vault.vault import Vault
from portal_protocol.activity import Activity
from portal_protocol.records import PatientId
from portal_protocol.sync import patient_stream
from tests.desktop.models.vault.making import ELENA, NOON, page, take

STREAM = patient_stream(ELENA)


def entry(number: int, actor: str, name: str, what: str = "viewed") -> Activity:
    at = NOON + timedelta(hours=number)
    return Activity(
        id=f"a{number}", patient=ELENA, at=at, actor=PatientId(actor), actor_name=name, what=what
    )


@pytest.mark.rule("HEAD-8")
def test_who_and_what_are_told_once_by_the_latest_name(vault: Vault):
    entries = [
        entry(3, "elena", "Elena Marlowe-Reyes", "sent"),
        entry(1, "elena", "Elena Marlowe"),
        entry(2, "jonas", ""),
    ]
    strange = Raw(b'{"kind":"activity","id":"s","patient":"elena","what":7,"actor":[1]}')
    take(vault, page(STREAM, 4, [*entries, strange]))

    with vault.reading() as connection:
        assert activity.actors(connection) == {"elena": "Elena Marlowe-Reyes", "jonas": ""}
        assert activity.whats(connection) == {"sent", "viewed"}


@pytest.mark.rule("HEAD-8")
def test_a_copy_that_is_still_being_collected_tells_nothing(vault: Vault):
    take(vault, page(STREAM, 1, [entry(1, "elena", "Elena")]))
    take(vault, page(STREAM, 1, [entry(2, "ruth", "Ruth")], start_over=True, complete=False))

    with vault.reading() as connection:
        assert activity.actors(connection) == {"elena": "Elena"}
