"""A program for a screen reader to read: `python -m tests.journeys.accessible URL FOLDER`.

Shows one page after the other; each waits until FOLDER has the reader's notes of it.
"""

import sys
from pathlib import Path

from desktop.app import application
from desktop.views.sections.account import AccountView
from practice_server.demo import PASSWORD
from tests.journeys.driver import Program, begin, settle, wait


def main() -> int:
    """0 when every page was read."""
    url, folder = sys.argv[1], Path(sys.argv[2])
    app = application(sys.argv[:1])
    app.setApplicationName("patient-portal")
    program = begin(folder / "computer", app)
    program.give_address(url)
    show(program, folder, "sign-in")
    program.sign_in("elena.m", PASSWORD)
    assert program.shows("Confirm Ivy’s visit")
    show(program, folder, "appointments")
    account = program.go_to(1)
    assert isinstance(account, AccountView)
    wait(lambda: account.viewer.pdf.canvas.pictures.get(0) is not None, "the first page")
    show(program, folder, "account")
    program.close()
    return 0


def show(program: Program, folder: Path, page: str) -> None:
    """Let the reader read this page."""
    settle()
    (folder / f"{page}.shown").touch()
    wait((folder / f"{page}.json").exists, f"the reader to read {page}", 60_000)


if __name__ == "__main__":
    sys.exit(main())
