"""What changes under the eyes of a reader in the WebMail tab (MAIL)."""

import pytest
from msgspec.structs import replace

from desktop.views.widgets.dialog import Scrim
from portal_protocol.records import Section
from practice_server.demo import office
from tests import mailing
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import open_dialogs, wait
from tests.journeys.mail import write
from tests.serving import RunningServer


@pytest.fixture
def letters(practice: RunningServer) -> RunningServer:
    """A practice that wrote some messages."""
    mailing.let_write(practice)
    practice.feed([*mailing.inbox(), *mailing.secure()])
    return practice


@pytest.mark.rule("HEAD-2")
@pytest.mark.rule("MAIL-6")
def test_a_tab_that_is_switched_off_takes_its_dialog_along_and_keeps_the_words(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    write(program, "Half a thought", "I wanted to")
    letters.feed([replace(office.practice(), sections=(Section.APPOINTMENTS,))])
    wait(lambda: program.main.tabs.count() == 1, "the tab to go")
    wait(lambda: not open_dialogs(program.window), "its dialog to go")
    wait(lambda: not program.window.findChildren(Scrim), "the window to be clear")
    assert program.kept_here("select count(*) from draft") == [(1,)]
