"""A whole session in a process of its own: `python -m tests.journeys.session URL NAME WORD`.

Signs in, reads, previews, finds, answers, looks at every dialog, locks, unlocks, signs out.
"""

import sys

from desktop.app import application
from desktop.services.portal import Stage
from desktop.services.settings import Places
from desktop.views.sections.account import AccountView
from desktop.views.sections.appointments import AppointmentsView
from practice_server.demo import PASSWORD
from tests.journeys.driver import Program, begin_at, settle, wait


def session(program: Program, url: str, name: str, word: str) -> None:
    """What a patient does in an evening."""
    program.give_address(url)
    program.sign_in(name, PASSWORD)
    appointments = program.section
    assert isinstance(appointments, AppointmentsView)
    wait(lambda: appointments.upcoming.rowCount() and appointments.past.rowCount(), "visits")
    program.activate("Past visits", "Elena with")
    program.dialog().close()
    program.click("Confirm")
    read_statements(program, word)
    program.main.show_family()
    program.dialog().close()
    program.portal.lock()
    settle()
    program.type("Password", PASSWORD)
    program.click("Unlock")
    wait(lambda: program.portal.stage is Stage.OPEN, "the records")
    program.wait_fresh()
    program.portal.sign_out()
    settle()
    program.close()


def read_statements(program: Program, word: str) -> None:
    """Open the newest one, with small pages, and find a word in it."""
    account = program.go_to(1)
    assert isinstance(account, AccountView)
    wait(account.model.rowCount, "statements")
    pdf = account.viewer.pdf
    wait(lambda: pdf.canvas.pictures.get(0) is not None, "the first page")
    pdf.tools.thumbnails_action.setChecked(True)
    program.type("Find in this document", word)
    wait(lambda: pdf.canvas.marks.hits, "hits")
    wait(lambda: not program.main.footer.progress.isVisible(), "all statements to be here")


def main() -> int:
    """0 when everything could be done."""
    url, name, word = sys.argv[1:]
    app = application(sys.argv[:1])
    places = Places.of_user()
    session(begin_at(places, app), url, name, word)
    return 0


if __name__ == "__main__":
    sys.exit(main())
