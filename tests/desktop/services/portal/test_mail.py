"""WebMail through the portal's face: read, answered, kept offline, delivered once."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from desktop.models.mail import is_unread
from desktop.services.portal import (
    UNCOUNTED,
    Folder,
    Folders,
    PortalError,
    Trouble,
    Waiting,
)
from portal_protocol.actions import ActionHead
from portal_protocol.records import Section
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.mailing import harbor, with_provider, written
from tests.desktop.services.portal.practice import ELENA, IVY, NOW, PASSWORD, person


def keys(page: Any) -> list[str]:
    return [row.key for row in page.rows]


@pytest.mark.rule("MAIL-1")
def test_folders_hold_what_they_say_for_whom_is_chosen(mail: Patient) -> None:
    face = mail.portal.mail
    page = mail.ask(face.messages, Folder.INBOX)
    assert keys(page) == ["m-ivy", "m-2", "m-1"]
    assert (page.cursor, page.total) == (None, UNCOUNTED)
    assert [is_unread(row) for row in page.rows] == [True, True, False]
    assert keys(mail.ask(face.secure)) == ["s-1"]
    assert mail.ask(face.folders) == Folders(unread=2)
    mail.portal.choose(IVY)
    assert keys(mail.ask(face.messages, Folder.INBOX)) == ["m-ivy"]
    assert mail.ask(face.folders) == Folders(unread=1)


@pytest.mark.rule("MAIL-3")
def test_opening_offline_reads_at_once_and_on_both_sides_later(mail: Patient) -> None:
    mail.server.stop()
    mail.wait_offline()
    face = mail.portal.mail
    second = mail.ask(face.messages, Folder.INBOX).rows[1].record
    face.mark_read(second)
    face.mark_read(second)
    mail.wait(lambda: mail.portal.badges.webmail == 1)
    row = mail.ask(face.messages, Folder.INBOX).rows[1]
    assert not is_unread(row)
    assert row.record.read_at is None
    assert mail.portal.sync_state.waiting == 0  # nothing that the patient waits for
    mail.server.start()
    mail.portal.refresh()

    def read(page: Any) -> bool:
        return page.rows[1].record.read_at is not None

    page = mail.wait_asking(lambda **named: face.messages(Folder.INBOX, **named), read)
    assert page.rows[1].pending is None
    assert mail.portal.badges.webmail == 1
    assert actions(mail) == ["mark_read"]


def actions(patient: Patient) -> list[str]:
    """What the practice has got, by name."""
    return [msgspec.json.decode(one.body, type=ActionHead).do for one in patient.server.outgoing()]


@pytest.mark.rule("MAIL-2", "MAIL-9")
def test_a_reply_is_quoted_waits_in_its_thread_and_arrives_once(mail: Patient) -> None:
    mail.server.stop()
    mail.wait_offline()
    face = mail.portal.mail
    original = mail.ask(face.messages, Folder.INBOX).rows[1].record
    reply = face.start(ELENA, original, body="Thank you.")
    assert reply.subject == "Re: Before your crown visit"
    assert "\n> Please eat before you come." in reply.body
    face.keep_draft(reply)
    mail.ask(face.send, reply)
    mail.ask(face.send, reply)
    face.keep_draft(reply)  # a window's timer that comes late
    thread = mail.ask(face.conversation, original)
    assert [row.key for row in thread] == ["m-1", "m-2", reply.id]
    assert thread[-1].pending.state is Waiting.QUEUED
    assert mail.ask(face.drafts) == ()
    mail.wait(lambda: mail.portal.sync_state.waiting == 1)
    (waiting,) = mail.ask(face.outbox)
    assert (waiting.id, waiting.to_name) == (reply.id, "Dr. Farrow")

    mail.server.start()
    mail.portal.refresh()
    page = mail.wait_asking(
        lambda **named: face.messages(Folder.SENT, **named), lambda page: bool(page.rows)
    )
    assert keys(page) == [reply.id]
    assert page.rows[0].record.conversation == "m-1"
    assert mail.ask(face.outbox) == ()
    assert actions(mail) == ["send_message"]
    mail.wait(lambda: mail.portal.sync_state.waiting == 0)


@pytest.mark.rule("MAIL-2")
def test_what_cannot_be_sent_says_why_and_stays_a_draft(mail: Patient) -> None:
    face = mail.portal.mail
    assert face.why_not(ELENA) is None
    assert face.why_not(IVY) is Trouble.NO_PROVIDER
    tries = {
        Trouble.NO_SUBJECT: face.start(ELENA, subject=" ", body="text"),
        Trouble.NO_TEXT: face.start(ELENA, subject="subject", body="\n"),
        Trouble.TEXT_TOO_LONG: face.start(ELENA, subject="x" * 201, body="text"),
        Trouble.NO_PROVIDER: face.start(IVY, subject="subject", body="text"),
    }
    for trouble, draft in tries.items():
        with pytest.raises(PortalError) as caught:
            mail.ask(face.send, draft)
        assert caught.value.trouble is trouble
    assert {draft.id for draft in mail.ask(face.drafts)} == {draft.id for draft in tries.values()}
    assert mail.ask(face.outbox) == ()
    mail.server.feed([harbor(sections=(Section.APPOINTMENTS,))])
    mail.wait(lambda: face.why_not(ELENA) is Trouble.WEBMAIL_OFF)
    assert mail.portal.badges.webmail == 0


@pytest.mark.rule("MAIL-6")
def test_what_was_not_sent_can_be_edited_and_discarded(mail: Patient) -> None:
    mail.server.stop()
    mail.wait_offline()
    face = mail.portal.mail
    mail.ask(face.send, written(mail.portal))
    (outgoing,) = mail.ask(face.outbox)
    draft = mail.ask(face.edit, outgoing)
    assert (draft.subject, draft.body) == ("A question", "Is it normal?")
    assert mail.ask(face.outbox) == ()
    assert mail.ask(face.folders).drafts == 1
    face.discard_draft(draft.id)
    assert mail.ask(face.drafts) == ()
    face.keep_draft(draft)
    mail.ask(face.send, draft)
    (outgoing,) = mail.ask(face.outbox)
    face.discard(outgoing)
    assert mail.ask(face.outbox) == ()
    assert mail.ask(face.drafts) == ()
    with pytest.raises(PortalError) as caught:
        mail.ask(face.edit, outgoing)
    assert caught.value.trouble is Trouble.ALREADY_SENT


@pytest.mark.rule("MAIL-6")
def test_a_refused_message_says_why_and_goes_out_again(mail: Patient) -> None:
    mail.server.stop()
    mail.wait_offline()
    face = mail.portal.mail
    mail.ask(face.send, written(mail.portal))
    mail.server.start()
    mail.server.feed([replace(with_provider(person(ELENA, NOW.date())), primary_provider=None)])
    mail.portal.refresh()
    (failed,) = mail.wait_asking(face.outbox, lambda rows: rows[0].state is Waiting.FAILED)
    assert failed.code == Trouble.NO_PROVIDER
    mail.wait(lambda: mail.portal.sync_state.failed == 1)
    mail.server.feed([with_provider(person(ELENA, NOW.date()))])
    face.retry(failed)
    mail.wait_asking(face.outbox, lambda rows: rows == ())
    assert actions(mail) == ["send_message"]


@pytest.mark.rule("WHO-6")
def test_a_right_that_ends_takes_what_was_written_about_that_person(mail: Patient) -> None:
    face = mail.portal.mail
    hers = face.start(IVY, subject="Hers", body="text")
    face.keep_draft(hers)
    face.keep_draft(written(mail.portal))
    assert mail.ask(face.folders).drafts == 2
    mail.server.feed([harbor(guarantor_access=False)])
    mail.wait(lambda: len(mail.portal.people) == 1)
    assert [draft.regarding for draft in mail.ask(face.drafts)] == [ELENA]
    face.keep_draft(hers)  # a window that is still open
    mail.wait(lambda: bool(mail.failures))
    assert mail.failures[0].trouble is Trouble.NOT_FOUND
    assert [draft.regarding for draft in mail.ask(face.drafts)] == [ELENA]


@pytest.mark.rule("MAIL-6")
def test_what_is_written_last_is_kept_when_the_program_ends(
    mail: Patient, start: Callable[[], Patient]
) -> None:
    draft = written(mail.portal)
    mail.portal.closing.connect(lambda: mail.portal.mail.keep_draft(draft))
    mail.portal.close()
    again = start()
    (copy,) = again.ask(again.portal.session.saved_copies)
    again.ask(again.portal.session.open_saved, copy, PASSWORD)
    (kept,) = again.ask(again.portal.mail.drafts)
    assert (kept.id, kept.body) == (draft.id, draft.body)
