"""Drafts in the vault: kept, ordered, and gone with the right that they were written under."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.models.vault import attachments, drafts, outbox, streams
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from portal_protocol.actions import ActionResult, Outcome
from portal_protocol.sync import SyncAnswer, patient_stream
from tests.desktop.models.vault.letters import IVY, draft, furnish, message, person, put_message
from tests.desktop.models.vault.making import (
    ELENA,
    NOON,
    blob_of,
    copied,
    keep,
    page,
    take,
)

PICTURE, LETTER = b"\xff\xd8\xff a picture", b"%PDF-1.4 a letter"


def digests(vault: Vault) -> frozenset[str]:
    with vault.reading() as connection:
        return streams.digests(connection)


@pytest.mark.rule("MAIL-6")
def test_a_draft_is_there_after_a_crash(vault: Vault, key: VaultKey, tmp_path: Path):
    written = draft(subject="Ünïcode", body="text\nmore", reply_to="m1")
    with vault.writing() as connection:
        drafts.put(connection, written)
    again = copied(vault, key, tmp_path / "after")
    with again.reading() as connection:
        assert drafts.all_of(connection, None) == (written,)
    again.close()


@pytest.mark.rule("MAIL-1")
def test_drafts_come_latest_first_and_for_the_chosen_person(vault: Vault):
    old, new = draft("old"), draft("new", changed_at=NOON + timedelta(hours=1))
    hers = draft("hers", regarding=IVY)
    with vault.writing() as connection:
        for each in (new, old, hers):
            drafts.put(connection, each)
        assert [each.subject for each in drafts.all_of(connection, frozenset({ELENA}))] == [
            "new",
            "old",
        ]
        assert drafts.one(connection, hers.id) == hers
        assert drafts.count(connection) == 3


@pytest.mark.rule("WHO-6")
def test_a_right_that_ends_takes_drafts_messages_and_their_files(vault: Vault):
    furnish(vault, person(), person(IVY))
    kept, gone = blob_of(PICTURE), blob_of(LETTER)
    with vault.writing() as connection:
        drafts.put(connection, draft(attachments=(kept,)))
        drafts.put(connection, draft(regarding=IVY, attachments=(gone, kept)))
        mine = put_message(connection)
        put_message(connection, files=(gone,), patient=IVY)
    assert digests(vault) == {kept.digest, gone.digest}
    applied = take(vault, gone=(patient_stream(IVY),))
    assert applied.digests_gone == {gone.digest}
    with vault.reading() as connection:
        assert [each.regarding for each in drafts.all_of(connection, None)] == [ELENA]
        assert [each.action.id for each in outbox.pending(connection)] == [mine]


@pytest.mark.rule("MAIL-5")
def test_a_file_goes_with_the_answer_that_its_message_arrived(vault: Vault):
    furnish(vault)
    file = blob_of(LETTER)
    with vault.writing() as connection:
        name = put_message(connection, files=(file,))
        outbox.settle(connection, [ActionResult(name, Outcome.DONE)])
        applied = streams.apply(connection, SyncAnswer(server_time=NOON))
    assert applied.digests_gone == {file.digest}


@pytest.mark.rule("MAIL-5")
def test_a_file_stays_when_the_message_that_arrived_refers_to_it(vault: Vault):
    furnish(vault)
    file = blob_of(LETTER)
    sent = page("patient:elena/webmail", 9, [message(1, from_patient=True, blobs=(file,))])
    with vault.writing() as connection:
        name = put_message(connection, files=(file,))
        outbox.settle(connection, [ActionResult(name, Outcome.DONE)])
        applied = streams.apply(connection, SyncAnswer(pages=(sent,), server_time=NOON))
    assert applied.digests_gone == frozenset()
    assert digests(vault) == {file.digest}


@pytest.mark.rule("MAIL-5")
def test_a_refused_message_keeps_its_files(vault: Vault):
    furnish(vault)
    file = keep(vault.documents, LETTER)
    with vault.writing() as connection:
        name = put_message(connection, files=(file,))
        outbox.settle(connection, [ActionResult(name, Outcome.REFUSED, "no_provider")])
        assert attachments.take_dropped(connection) == frozenset()
        vault.documents.sweep(streams.digests(connection))
    assert vault.documents.has(file.digest)


def test_what_is_referred_to_again_is_not_forgotten(vault: Vault):
    kept, gone = keep(vault.documents, PICTURE), keep(vault.documents, LETTER)
    with vault.writing() as connection:
        drafts.put(connection, draft(attachments=(kept,)))
    attachments.forget(vault, {kept.digest, gone.digest})
    assert vault.documents.has(kept.digest)
    assert not vault.documents.has(gone.digest)


def test_only_what_was_scanned_for_files_goes_out(vault: Vault):
    with vault.writing() as connection:
        first = put_message(connection)
        upto = outbox.last(connection)
        with_file = put_message(connection, files=(blob_of(LETTER),))
        assert [(each.id, sent) for each, sent in outbox.to_upload(connection)] == [
            (with_file, False)
        ]
        assert len(outbox.send(connection, upto=upto)) == 1
        states = {each.action.id: each.state.name for each in outbox.pending(connection)}
        assert states == {first: "SENDING", with_file: "QUEUED"}
        outbox.send(connection)
        assert [sent for _, sent in outbox.to_upload(connection)] == [True]
        outbox.settle(connection, [ActionResult(with_file, Outcome.REFUSED, "no_provider")])
        assert outbox.to_upload(connection) == ()
