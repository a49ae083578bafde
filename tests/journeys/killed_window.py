"""The program with its window, made to be killed: `python -m tests.journeys.killed_window`.

Words after it: the folder of the computer, the practice's address, user name, password. Signs in,
confirms every visit that asks for it, waits for all documents, and lives on until it is killed.
Writes `up` before it signs in, the id of each answer that is on the disk, and `end`.
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from desktop.app import application
from desktop.services.portal import FilesState, Stage
from desktop.services.settings import Places
from desktop.views.sections.appointments import AppointmentsView
from tests.journeys.driver import Program, begin_at, seen, wait


def live(program: Program, url: str, user_name: str, password: str) -> None:
    """What a patient does who is at home for a minute."""
    if program.portal.stage is Stage.NO_PRACTICE:
        program.give_address(url)
    wait(program.sign_in_page.form.isVisible, "the form")
    say("up")
    program.sign_in(user_name, password)
    confirm_all(program)
    wait(lambda: not program.kept_here("select id from outbox"), "the answers to be sent")
    program.wait_fresh()
    wait_for_documents(program)
    say("end")


def confirm_all(program: Program) -> None:
    """Press Confirm, card after card, and tell which answers are on the disk after each."""
    view = program.section
    assert isinstance(view, AppointmentsView)
    wait(lambda: view.upcoming.loaded, "the visits")
    wait(view.deck.isVisible, "the cards")
    while asking := asked(view):
        visit, button = asking.popitem()
        button.click()
        wait(lambda: visit not in asked(view), "the card to go")  # noqa: B023 - waited for here
        for (name,) in program.kept_here("select id from outbox"):
            say(name)


def asked(view: AppointmentsView) -> dict[str, QPushButton]:
    """The Confirm buttons by what they confirm; a sync may bring more at any time."""
    return {button.accessibleName(): button for button in seen(QPushButton, "Confirm", view.deck)}


def wait_for_documents(program: Program) -> None:
    """Until each statement that has a document is here."""
    kept = [FilesState(0, 1)]

    def all_here() -> bool:
        program.portal.account.kept(owner=program.window, done=kept.append)
        return kept[-1].done == kept[-1].total

    wait(all_here, "the documents")


def say(word: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> int:
    """Lives until it is killed; 0 when nobody does."""
    folder, url, user_name, password = sys.argv[1:]
    app = application(sys.argv[:1])
    places = Places.under(Path(folder))
    program = begin_at(places, app)
    live(program, url, user_name, password)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
