"""What is still in the lanes when the program ends or the copy locks: notes of what was looked at
are kept (MAIL-3, WHO-7, HEAD-2), all else is given up (SIGN-14)."""

import threading
from collections.abc import Callable

import pytest

from desktop.services.jobs import Context, Lane
from desktop.services.portal import Asked, Folder
from desktop.services.portal.core import nothing
from portal_protocol.activity import What
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA
from tests.planning import plan


def hold(context: Context) -> None:
    """Keep the lane busy until the program ends."""
    ended = threading.Event()
    context.on_cancel(ended.set)
    ended.wait(20)


@pytest.mark.rule("MAIL-3", "WHO-7", "HEAD-2")
def test_closing_right_after_looking_loses_no_note_of_it(
    mail: Patient, start: Callable[[], Patient]
) -> None:
    mail.wait(lambda: mail.portal.badges.account == 1)
    portal, face = mail.portal, mail.portal.mail
    mail.server.feed([plan(ELENA)])
    shown = mail.wait_asking(portal.plans.plans, lambda page: bool(page.rows)).rows[0].record
    second = mail.ask(face.messages, Folder.INBOX).rows[1].record
    email = mail.ask(face.secure).rows[0].record
    portal._core.run(Lane.READ, hold, owner=portal, done=nothing)
    face.mark_read(second)
    face.note_viewed(email)
    portal.plans.note_viewed(shown)
    portal.account.mark_seen()
    portal.close()

    again = start()
    again.sign_in()
    again.wait(lambda: (again.portal.badges.webmail, again.portal.badges.account) == (1, 0))
    wanted = {(What.READ, second.id), (What.VIEWED, email.id), (What.VIEWED, shown.id)}
    entries = again.ask(again.portal.activity.everything, Asked()).rows
    told = {(entry.record.what, entry.record.subject_id) for entry in entries}
    assert wanted <= told


@pytest.mark.rule("SIGN-14")
def test_what_waits_when_the_copy_locks_never_begins(patient: Patient) -> None:
    patient.sign_in()
    core, begun = patient.portal._core, list[str]()
    core.run(Lane.RECORD, hold, owner=patient.portal, done=nothing)
    core.run(Lane.RECORD, lambda _: begun.append("an image"), owner=patient.portal, done=nothing)
    patient.portal.lock()
    assert patient.ask(core.run, Lane.RECORD, lambda _: "after it") == "after it"
    assert begun == []
