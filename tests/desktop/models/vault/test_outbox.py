"""What waits for the practice: order, sending, answers, taking back."""

import uuid

import msgspec
import pytest
from sqlalchemy.exc import IntegrityError

from desktop.models.shown import Waiting
from desktop.models.vault import outbox
from desktop.models.vault.vault import Vault
from portal_protocol.actions import (
    ActionHead,
    ActionResult,
    AnyAction,
    NoteDownloaded,
    NoteSignedIn,
    NoteViewed,
    Outcome,
)
from tests.desktop.models.vault.making import NOON, confirm


def states(vault: Vault) -> list[tuple[Waiting, str]]:
    with vault.reading() as connection:
        return [(waits.state, waits.code) for waits in outbox.pending(connection)]


def sent(vault: Vault, limit: int = 100) -> list[str]:
    with vault.writing() as connection:
        bodies = outbox.send(connection, limit)
    return [msgspec.json.decode(body, type=ActionHead).id for body in bodies]


def settle(vault: Vault, *results: ActionResult) -> None:
    with vault.writing() as connection:
        outbox.settle(connection, results)


def test_actions_go_out_in_the_order_they_were_made(vault: Vault):
    made = [confirm(vault, f"v{number}") for number in range(5)]

    assert made == sorted(made)
    assert sent(vault, limit=3) == made[:3]
    assert sent(vault) == made
    assert states(vault) == [(Waiting.SENDING, "")] * 5


def test_looking_at_what_waits_does_not_send_it(vault: Vault):
    confirm(vault, "v1")

    with vault.reading() as connection:
        (body,) = outbox.waiting(connection)
    assert msgspec.json.decode(body)["do"] == "answer_visit"
    assert states(vault) == [(Waiting.QUEUED, "")]


@pytest.mark.rule("OFF-6")
def test_clock_set_back_changes_no_order(vault: Vault):
    late = f"ffffffff-ff00-7fff-bfff-{'f' * 12}"
    with vault.writing() as connection:
        outbox.put(connection, NoteViewed(id=late, made_at=NOON, kind="statement", record="s1"))
    after = [confirm(vault, "v1"), confirm(vault, "v2")]

    assert sent(vault) == [late, *after]
    assert [late, *after] == sorted([late, *after])
    for body in after:
        assert uuid.UUID(body).version == 7
        assert uuid.UUID(body).variant == uuid.RFC_4122


def test_done_goes_and_refused_stays_until_dismissed(vault: Vault):
    one, other = confirm(vault, "v1"), confirm(vault, "v2")
    sent(vault)

    settle(
        vault,
        ActionResult(one, Outcome.DONE),
        ActionResult(other, Outcome.REFUSED, "visit_changed"),
        ActionResult("unknown", Outcome.DONE),
    )

    assert states(vault) == [(Waiting.FAILED, "visit_changed")]
    assert sent(vault) == []
    with vault.writing() as connection:
        assert outbox.counts(connection) == (0, 1)
        assert not outbox.take_back(connection, other)
        assert outbox.dismiss(connection, other)
        assert not outbox.dismiss(connection, other)
    assert states(vault) == []


@pytest.mark.rule("WHO-7")
def test_notes_that_are_refused_go_without_a_word(vault: Vault):
    with vault.writing() as connection:
        ids = [outbox.new_id(connection)]
        viewed = NoteViewed(id=ids[0], made_at=NOON, kind="statement", record="s1")
        outbox.put(connection, viewed)
        ids.append(outbox.new_id(connection))
        saved = NoteDownloaded(id=ids[1], made_at=NOON, kind="statement", record="s1")
        outbox.put(connection, saved)
        ids.append(outbox.new_id(connection))
        outbox.put(connection, NoteSignedIn(id=ids[2], made_at=NOON, offline=True))
    waits = confirm(vault, "v1")
    assert sent(vault) == [*ids, waits]

    settle(vault, *(ActionResult(name, Outcome.REFUSED, "not_found") for name in ids))

    assert states(vault) == [(Waiting.SENDING, "")]
    assert sent(vault) == [waits]


def test_only_what_was_never_sent_is_taken_back(vault: Vault):
    one = confirm(vault, "v1")
    sent(vault)
    other = confirm(vault, "v2")

    with vault.writing() as connection:
        assert not outbox.take_back(connection, one)
        assert not outbox.dismiss(connection, other)
        assert outbox.take_back(connection, other)
        assert not outbox.take_back(connection, other)
    assert sent(vault) == [one]


@pytest.mark.parametrize("kind", [NoteViewed, NoteDownloaded])
def test_notes_wait_like_answers(vault: Vault, kind: type[NoteViewed | NoteDownloaded]):
    with vault.writing() as connection:
        action = kind(
            id=outbox.new_id(connection), made_at=NOON, kind="statement", record="s1", offline=True
        )
        outbox.put(connection, action)
    with vault.reading() as connection:
        (body,) = outbox.waiting(connection)
    assert msgspec.json.decode(body, type=AnyAction) == action


def test_same_action_is_not_queued_twice(vault: Vault):
    one = confirm(vault, "v1")

    def again() -> None:
        with vault.writing() as connection:
            outbox.put(connection, NoteViewed(id=one, made_at=NOON, kind="statement", record="s1"))

    with pytest.raises(IntegrityError):
        again()
    assert sent(vault) == [one]


def test_action_of_another_version_is_sent_but_not_listed(vault: Vault):
    strange(vault)
    assert states(vault) == []
    with vault.reading() as connection:
        assert len(outbox.waiting(connection)) == 1


def strange(vault: Vault) -> None:
    """Put what another version knows, as if it were a message."""
    with vault.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO outbox(id, body, kind, record) "
            "VALUES('x', '{\"do\":\"dance\"}', 'person', 'elena')"
        )


def test_action_of_another_version_is_neither_uploaded_nor_withdrawn(vault: Vault):
    strange(vault)
    with vault.writing() as connection:
        assert outbox.to_upload(connection) == ()
        assert outbox.withdraw(connection, "x") is None
    with vault.reading() as connection:
        assert len(outbox.waiting(connection)) == 1
