"""What a search tells of the records that it found (HEAD-6)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.models.found import Findings
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.indexing import SEARCHED, index_some
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.context import Cancelled, Context
from desktop.services.portal.reads.search import SearchReads
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import Kind, PatientId, Person, Record
from tests.desktop.models.vault.making import page, take

NOW = datetime(2026, 11, 4, 9, tzinfo=UTC)
ELENA = PatientId("elena")
MAIL = "patient/elena/webmail"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = Vault.create(VaultFolder(tmp_path / "vault"), VaultKey.new())
    yield opened
    opened.close()


def share(vault: Vault, *records: Record) -> None:
    take(vault, page(MAIL, 1, records))
    with vault.writing() as connection:
        index_some(connection, 100)


def ask(vault: Vault, typed: str, now: datetime = NOW) -> Findings:
    kinds = [Kind(one) for one in SEARCHED]
    return SearchReads(vault, lambda: now).find(Context(), typed=typed, chosen=None, kinds=kinds)


@pytest.mark.rule("HEAD-6", "MAIL-7")
def test_of_an_email_that_is_over_only_its_head_is_found(vault: Vault) -> None:
    email = SecureEmail(
        id="s-1",
        patient=ELENA,
        at=NOW,
        subject="Your images",
        body="The bridge looks sound.",
        expires_at=NOW + timedelta(days=5),
    )
    share(vault, email)
    (hit,) = ask(vault, "images bridge").hits
    assert (hit.record, hit.excerpt.text) == (email, email.body)
    over = NOW + timedelta(days=6)
    (hit,) = ask(vault, "images", over).hits
    assert isinstance(hit.record, SecureEmail)
    assert (hit.record.subject, hit.record.body, hit.excerpt.text) == ("Your images", "", "")
    assert ask(vault, "bridge", over).hits == ()
    assert ask(vault, "images bridge", over).hits == ()


@pytest.mark.rule("HEAD-6")
def test_a_name_that_was_typed_is_not_looked_for_in_the_text(vault: Vault) -> None:
    filled = "Dear Elena, " + "Nothing here. " * 30 + "The bridge is sound. "
    elena = Person(id=ELENA, patient=ELENA, first_name="Elena", last_name="Marsh")
    message = Message(id="m-1", patient=ELENA, at=NOW, subject="News", body=filled)
    share(vault, elena, message)
    (hit,) = ask(vault, "elena bridge").hits
    assert [hit.excerpt.text[slice(*mark)] for mark in hit.excerpt.marks] == ["bridge"]


def test_a_search_that_nobody_waits_for_reads_no_texts(vault: Vault) -> None:
    share(vault, Message(id="m-1", patient=ELENA, at=NOW, subject="News", body="The bridge."))
    context = Context()

    def given_up() -> datetime:
        context.cancel()
        return NOW

    with pytest.raises(Cancelled):
        SearchReads(vault, given_up).find(
            context, typed="bridge", chosen=None, kinds=[Kind.MESSAGE]
        )
