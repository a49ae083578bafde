"""Messages as rows: their words, and a long mailbox that stays quick."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.models.items.family import Family
from desktop.models.items.messages import MessageRow, MessagesModel, Wording, rows_of, when
from desktop.models.items.outgoing import draft_rows, outgoing_rows
from desktop.models.items.replies import MOST_QUOTED, body, subject
from desktop.models.items.row_list import PagedListModel
from desktop.models.items.visits import GroupRow
from desktop.models.mail import Outgoing
from desktop.models.shown import Page, Pending, Shown, Waiting
from desktop.models.unreadable import Unreadable
from portal_protocol.actions import MarkRead, SendMessage
from portal_protocol.mail import MOST_SUBJECT, Message
from portal_protocol.records import Blob, PatientId, Person
from tests.desktop.models.vault.letters import draft

ELENA = PatientId("elena")
TODAY = datetime(2026, 11, 9, 14, 12, tzinfo=UTC)  # 9:12 on the clock of these tests
FAMILY = Family((Person(id=ELENA, patient=ELENA, first_name="Elena", last_name="Marlowe"),))
WORDING = Wording(FAMILY, TODAY.date())


def message(number: int = 1, **changes: object) -> Message:
    fields: dict[str, object] = {
        "patient": ELENA,
        "at": TODAY,
        "subject": "Before your crown visit",
        "author_name": "Dr. Farrow",
        "body": "Please eat before.",
    }
    return Message(id=f"m{number}", **(fields | changes))  # type: ignore[arg-type]


def row(record: Message, pending: Pending | None = None) -> MessageRow:
    return MessageRow(Shown(record, pending), WORDING)


def mark(name: str) -> Pending:
    return Pending(MarkRead(id="1", made_at=TODAY, message=name), Waiting.QUEUED)


@pytest.mark.rule("MAIL-1", "EASE-1")
def test_a_row_is_read_aloud_as_one_sentence() -> None:
    unread = row(message(blobs=(Blob("a" * 64, 1),)))
    assert unread.spoken == (
        "Unread, attachment, from Dr. Farrow, Before your crown visit, regarding Elena, "
        "today 9:12\u00a0AM"
    )
    sent = row(message(from_patient=True, to_name="Dr. Farrow", read_at=TODAY))
    assert sent.spoken.startswith("To Dr. Farrow, Before your crown visit, regarding Elena")
    assert sent.spoken.endswith("Read by the practice")


@pytest.mark.rule("MAIL-3")
def test_a_mark_that_waits_makes_a_row_read() -> None:
    assert row(message()).unread
    assert not row(message(), mark("m1")).unread
    assert not row(message(read_at=TODAY)).unread


@pytest.mark.rule("MAIL-1")
@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Today, 9:12\u00a0AM"), (1, "Yesterday, 9:12\u00a0AM"), (3, "Fri, Nov 6")],
)
def test_times_are_said_as_people_do(days: int, words: str) -> None:
    assert when(TODAY - timedelta(days=days), WORDING.today) == words
    assert when(TODAY - timedelta(days=100), WORDING.today) == "Aug 1, 2026"


@pytest.mark.rule("MAIL-1")
def test_states_of_what_was_sent() -> None:
    mine = message(from_patient=True)
    action = SendMessage(id="1", made_at=TODAY, regarding=ELENA, subject="s", body="b")
    waits = Pending(action, Waiting.QUEUED)
    chips = [row(mine, waits).state, row(mine).state, row(message()).state]
    assert [chip.text if chip else "" for chip in chips] == ["Waiting to send", "Sent", ""]


@pytest.mark.rule("MAIL-6")
def test_the_outbox_says_what_failed_and_why() -> None:
    action = SendMessage(id="1", made_at=TODAY, regarding=ELENA, subject="Sealants", body="b")
    failed = Outgoing(action, Waiting.FAILED, "no_provider", "Dr. Farrow")
    (shown,) = outgoing_rows([failed], WORDING, lambda code: f"because {code}")
    assert shown.spoken == (
        "Not sent, because no_provider, to Dr. Farrow, Sealants, regarding Elena, "
        "today 9:12\u00a0AM"
    )
    assert shown.editable
    (kept,) = draft_rows([draft(subject=" ")], WORDING)
    assert kept.spoken.startswith("Draft, No subject yet, regarding Elena")


@pytest.mark.rule("MAIL-2")
@pytest.mark.parametrize("before", ["", "Re: ", "RE: ", "re:AW: Re:", "Aw: RE[2]: "])
def test_a_subject_is_prefixed_once(before: str) -> None:
    assert subject(f"{before}Crown") == "Re: Crown"
    assert len(subject(before + "x" * 300)) == MOST_SUBJECT


@pytest.mark.rule("MAIL-2")
def test_the_original_is_quoted_once_with_who_wrote_when() -> None:
    original = message(body="First.\n\nSecond.\n\nElena wrote on Nov 8:\n> old\n> older")
    text = body("Thanks.", original)
    assert text == (
        "Thanks.\n\nDr. Farrow wrote on Nov 9, 2026, 9:12\u00a0AM:\n> First.\n>\n> Second."
    )
    assert len(body("", message(body="x" * 20_000))) < MOST_QUOTED + 100


class Mailbox:
    """Answers a model as the portal does, a page of fifty at a time."""

    def __init__(self, model: PagedListModel[Any], count: int) -> None:
        self.count, self.model = count, model
        model.wanted.connect(self.answer)

    def answer(self, cursor: str | None, turn: int) -> None:
        start = int(cursor or 0)
        end = min(start + 50, self.count)
        rows = tuple(Shown(message(number)) for number in range(start, end))
        self.model.take(Page(rows, str(end) if end < self.count else None, -1), turn)


@pytest.mark.rule("EASE-5")
def test_scrolling_to_the_end_arranges_each_message_once(qtbot: QtBot) -> None:
    arranged = 0

    def counting(records: Sequence[Any]) -> list[MessageRow | GroupRow]:
        nonlocal arranged
        arranged += len(records)
        return rows_of(records, WORDING)

    model: PagedListModel[MessageRow | GroupRow] = PagedListModel(counting)
    mailbox = Mailbox(model, 5000)
    top = model.find("nothing")
    with qtbot.assertNotEmitted(model.dataChanged):
        model.refresh()
        while model.canFetchMore(top):
            model.fetchMore(top)
    assert model.rowCount() == mailbox.count
    assert arranged <= 5000 + 2 * 100  # a record before each page, worded twice


def test_headings_go_on_over_the_edge_of_a_page(qtbot: QtBot) -> None:
    def by_ten(records: Sequence[Any]) -> list[GroupRow]:
        rows: list[GroupRow] = []
        last = ""
        for shown in records:
            if not isinstance(shown.record, Unreadable) and shown.key[:-1] != last:
                last = shown.key[:-1]
                rows.append(GroupRow(f"group {last}", last))
            rows.append(GroupRow(shown.key, shown.key))
        return rows

    model: PagedListModel[GroupRow] = PagedListModel(by_ten)
    pages = [
        Page(tuple(Shown(message(n)) for n in range(10, 15)), "1", -1, (Unreadable(id="odd"),)),
        Page(tuple(Shown(message(n)) for n in range(15, 23)), None, -1),
    ]
    turns: list[int] = []
    model.wanted.connect(lambda _cursor, turn: turns.append(turn))
    model.refresh()
    model.take(pages[0], turns[-1])
    model.fetchMore(model.find("nothing"))
    model.take(pages[1], turns[-1])
    keys = [shown.key for shown in model.rows]
    assert [key for key in keys if key.startswith("group")] == ["group m1", "group m2"]
    assert keys[6:9] == ["odd", "m15", "m16"]


def test_a_message_that_this_version_cannot_read_is_a_disabled_row(qtbot: QtBot) -> None:
    model = MessagesModel(now=lambda: TODAY)
    model.refresh()
    model.take(Page((Shown(message()),), None, -1, (Unreadable(id="odd"),)), 1)
    model.set_context(FAMILY)
    first, second = model.rows
    assert isinstance(first, MessageRow)
    assert first.regarding == "Elena"
    assert not second.enabled
