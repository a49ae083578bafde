"""Which answers bring a message that is worth a word outside the window (MAIL-9)."""

import pytest

from desktop.models.vault import news
from desktop.models.vault.vault import Vault
from portal_protocol.records import Record
from portal_protocol.sync import StreamPage, SyncAnswer
from tests.desktop.models.vault.letters import MAIL, bring, message
from tests.desktop.models.vault.making import NOON, VISITS, page, visit


def worth(vault: Vault, *pages: StreamPage) -> bool:
    with vault.reading() as connection:
        answer = SyncAnswer(pages=pages, server_time=NOON)
        return news.unread_messages(connection, answer)


def mail(*records: Record, start_over: bool = False) -> StreamPage:
    return page(MAIL, 90, records, start_over=start_over)


@pytest.mark.rule("MAIL-9")
def test_a_message_that_nobody_has_opened_and_that_was_not_here(vault: Vault) -> None:
    bring(vault, MAIL, message(1))
    assert worth(vault, mail(message(2)))
    assert worth(vault, page(VISITS, 9, [visit(1)]), mail(message(1), message(2)))


@pytest.mark.rule("MAIL-9")
def test_nothing_else_is(vault: Vault) -> None:
    bring(vault, MAIL, *(message(number) for number in range(1200)))
    every = [message(number, subject="Edited") for number in range(1200)]
    assert not worth(vault, mail(*every))
    assert not worth(vault, mail(*every, start_over=True))
    assert not worth(vault, mail(message(1201, read_at=NOON), message(1202, from_patient=True)))
    assert not worth(vault, page(VISITS, 9, [visit(1)]))
    assert not worth(vault)
    assert worth(vault, mail(*every, message(1203)))
