"""`python3 run.py demo --tour DIR`: a picture of everything that can be seen, in its order.

Each variant (theme and text size) is the whole journey with a new computer, also when offline.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import application
from desktop.services.portal import PortalError, Stage, Trouble
from desktop.services.settings import Places, SettingsFile
from desktop.views.sections.account import AccountView
from desktop.views.sections.appointments import AppointmentsView
from practice_server.demo import PASSWORD, feed
from practice_server.demo.desk import Desk
from tests.journeys import tour_images, tour_mail, tour_plans, tour_summaries
from tests.journeys.driver import NotShown, Program, begin, open_dialogs, settle, wait
from tests.serving import RunningServer, running_server

SIZE = (1280, 820)
VARIANTS = (("light", 100), ("dark", 100), ("light", 200), ("dark", 200), ("contrast", 100))
LOGIN = "elena.m"
ENCRYPTED, DAMAGED = "marlowe-elena-visit-018-invoice", "marlowe-elena-statement-15"


@dataclass
class Album:
    """Pictures of one variant, numbered in the order of the journey."""

    folder: Path
    variant: str
    taken: list[str] = field(default_factory=list)

    @property
    def narrow(self) -> bool:
        """Whether large text leaves no room for a document beside its list."""
        return self.variant.endswith("200")

    def take(self, name: str, widget: QWidget) -> None:
        """Save what a widget shows; raises `NotShown` when there is nothing to see."""
        settle()
        picture = widget.grab()
        file = self.folder / f"{self.variant}-{len(self.taken) + 1:02}-{name}.png"
        if picture.isNull() or not picture.save(str(file)):
            raise NotShown(name)
        self.taken.append(file.name)


@dataclass
class Guide:
    """Walks through one variant."""

    app: QApplication
    server: RunningServer
    album: Album
    computer: Path
    program: Program = field(init=False)
    bugs: list[str] = field(default_factory=list)

    def walk(self) -> None:
        """The whole journey."""
        self.program = self.start()
        self.program.portal.failed.connect(self.note_bug)
        try:
            self.first_start()
            self.sign_in()
            self.appointments()
            self.account()
            tour_plans.show_plans(self.program, self.take)
            tour_mail.show(self)
            for show in (tour_summaries.show_summaries, tour_images.show_images):
                show(self.program, self.take)
            self.menus_and_dialogs()
            self.lock()
            self.offline()
            assert not self.bugs, f"the program reported faults: {self.bugs}"
        finally:
            self.program.close()

    def note_bug(self, error: PortalError) -> None:
        """The program told of a fault of its own: what the pictures show is not as meant."""
        if error.trouble is Trouble.BUG:
            self.bugs.append(error.reference)

    def start(self) -> Program:
        """The program with an empty computer, in the size of the mock-ups."""
        theme, _, scale = self.album.variant.partition("-")
        places = Places.under(self.computer)
        places.make()
        SettingsFile(places.config).change(theme=theme, text_scale=int(scale), window=SIZE)
        return begin(self.computer, self.app)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """A picture of the window, or of a part."""
        self.album.take(name, widget or self.program.window)

    def first_start(self) -> None:
        """The address, whose it is, the sign-in page."""
        program = self.program
        wait(lambda: program.portal.stage is Stage.NO_PRACTICE, "the address page")
        self.take("first-start")
        program.type("Address of your practice’s portal", self.server.url)
        program.click("Find my practice")
        program.find(QWidget, "", program.sign_in_page.address.yes.parentWidget())
        wait(program.sign_in_page.address.yes.isVisible, "whose address it is")
        self.take("practice-found")
        program.click("Yes, continue")
        wait(lambda: program.portal.stage is Stage.SIGNED_OUT, "the sign-in page")
        wait(program.sign_in_page.form.isVisible, "the sign-in form")
        self.take("sign-in")
        program.click("Contact us")
        self.take_dialog("contact")

    def sign_in(self) -> None:
        """A wrong pair first, then the right one."""
        program = self.program
        program.type("User name", LOGIN)
        program.type("Password", "not the password")
        program.click("Sign in", program.sign_in_page.form)
        wait(program.sign_in_page.form.password.error, "the refusal")
        self.take("sign-in-refused")
        program.sign_in(LOGIN, PASSWORD)
        progress = program.main.footer.progress
        wait(lambda: not progress.isVisible(), "all statements on this computer")

    def appointments(self) -> None:
        """The tab, a visit's details, an answer given, an answer taken over."""
        section = self.program.go_to(0)
        assert isinstance(section, AppointmentsView)
        wait(lambda: section.past.rowCount() and section.upcoming.rowCount(), "visits")
        self.take("appointments")
        section.upcoming_panel.list.opened.emit(section.upcoming.rows[0])
        self.take_dialog("visit")
        self.program.click("Confirm")
        wait(self.server.outgoing, "the answer to be sent")
        assert self.program.shows("Waiting for practice")
        self.take("appointments-answered")
        Desk(self.server.url, self.server.feed_key).step()
        self.program.portal.refresh()
        self.program.wait_fresh()
        self.take("appointments-confirmed")

    def account(self) -> None:
        """The tab with a statement, a summary unfolded, find, small pages, the odd documents."""
        section = self.program.go_to(1)
        assert isinstance(section, AccountView)
        wait(lambda: section.model.rowCount() > 0, "statements")
        pdf = section.viewer.pdf
        if section.viewer.shown is not None:
            wait(lambda: pdf.canvas.pictures.get(0) is not None, "the first page")
        self.take("account")
        section.model.unfold(section.model.index(0, 0), shown=True)
        self.open_statement(section, section.model.rows[0].key)
        self.take("account-summary")
        pdf.tools.find_edit.setText("exam")
        pdf.tools.thumbnails_action.setChecked(True)
        wait(lambda: pdf.canvas.marks.hits, "hits")
        wait(pdf.thumbnails.count, "small pages")
        self.take("account-find")
        pdf.tools.thumbnails_action.setChecked(False)
        self.open_statement(section, ENCRYPTED, pages=False)
        wait(pdf.password.isVisible, "the question for the password")
        self.take("account-encrypted")
        self.open_statement(section, DAMAGED, pages=False)
        wait(lambda: "We could not open" in texts(pdf), "the message")
        self.take("account-damaged")

    def open_statement(self, section: AccountView, key: str, *, pages: bool = True) -> None:
        """Open a statement's document, wherever it stands in the list."""
        while not any(row.key == key for row in section.model.rows):
            section.model.fetchMore(section.model.index(-1, -1))
            settle()
        section.panel.list.opened.emit(next(row for row in section.model.rows if row.key == key))
        if pages:
            pictures = section.viewer.pdf.canvas.pictures
            wait(lambda: pictures.get(0) is not None, "the first page")

    def menus_and_dialogs(self) -> None:
        """The account menu, the family, appearance, one person only."""
        program = self.program
        program.go_to(0)
        QTimer.singleShot(0, program.main.header.account.showMenu)
        wait(QApplication.activePopupWidget, "the menu")
        popup = QApplication.activePopupWidget()
        assert popup
        self.take("account-menu", popup)
        popup.close()
        main = program.main
        for show in (main.show_family, main.show_appearance, main.keys.show_record):
            show()
            self.take_dialog(show.__name__.removeprefix("show_"))
        program.main.keys.show_activity()
        self.take_dialog("activity", "Signed in by Elena")
        ivy = next(person for person in program.portal.people if person.first_name == "Ivy")
        program.portal.choose(ivy.patient)
        wait(lambda: all("Ivy" in row for row in program.rows("Upcoming visits")), "Ivy's visits")
        self.take("one-person")
        program.go_to(1)
        self.take("one-person-no-statements")
        program.portal.choose(None)

    def lock(self) -> None:
        """The warning, the lock, and back."""
        program = self.program
        program.portal.lock_warned.emit(120)
        settle()
        for dialog in open_dialogs(program.window):
            self.take("lock-warning", dialog)
            dialog.close()
        program.portal.lock()
        wait(lambda: program.portal.stage is Stage.LOCKED, "the lock")
        self.take("locked")
        program.type("Password", PASSWORD)
        program.click("Unlock")
        wait(lambda: program.portal.stage is Stage.OPEN, "the records")
        program.wait_fresh()

    def offline(self) -> None:
        """The practice is away: the tabs, an answer that waits, the way in without a network."""
        program = self.program
        self.server.stop()
        program.portal.refresh()
        program.wait_offline()
        section = program.go_to(0)
        assert isinstance(section, AppointmentsView)
        wait(section.past.rowCount, "visits")
        program.click("Confirm")
        wait(lambda: program.portal.sync_state.waiting == 1, "the answer to wait")
        self.take("offline-appointments")
        account = program.go_to(1)
        assert isinstance(account, AccountView)
        wait(account.model.rowCount, "statements")
        pictures = account.viewer.pdf.canvas.pictures
        wait(lambda: self.album.narrow or pictures.get(0) is not None, "the first page")
        self.take("offline-account")
        program.portal.sign_out()
        wait(lambda: program.portal.stage is Stage.SIGNED_OUT, "the sign-in page")
        wait(program.sign_in_page.saved.isVisible, "the saved copies")
        self.take("offline-sign-in")
        self.server.start()

    def take_dialog(self, name: str, words: str = "") -> None:
        """A picture of the dialog that opened, once it says this; then it is closed."""
        dialog = self.program.dialog()
        assert self.program.shows(words, dialog)
        self.take(name, dialog)
        dialog.close()
        settle()


def texts(widget: QWidget) -> str:
    """Everything that the widgets in a widget say."""
    parts = (part for part in widget.findChildren(QWidget) if part.isVisible())
    said = (getattr(part, "text", str) for part in parts)
    return "\n".join(str(say()) for say in said if callable(say))


def show(variant: tuple[str, int], folder: Path, app: QApplication) -> bool:
    """Walk through one variant; False, with the reason on standard error, when it failed."""
    album = Album(folder, f"{variant[0]}-{variant[1]}")
    with tempfile.TemporaryDirectory(prefix="portal-tour-") as name:
        place = Path(name)
        with running_server(place / "server", cold=True) as server:
            feed(server.url, server.feed_key)
            return done(Guide(app, server, album, place / "computer").walk, album)


def done(walk: Callable[[], None], album: Album) -> bool:
    """Whether a walk came to its end."""
    try:
        walk()
    except Exception:
        traceback.print_exc()
        return False
    sys.stdout.write(f"{album.variant}: {len(album.taken)} pictures\n")
    sys.stdout.flush()
    return True


def main() -> int:
    """Take all pictures; 0 only if everything was shown."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"LC_ALL": "en_US.UTF-8", "TZ": "America/New_York"}  # as in the mock-ups
    app = application(sys.argv)
    wanted = [pair for pair in VARIANTS if not sys.argv[2:] or f"{pair[0]}-{pair[1]}" in sys.argv]
    results = [show(variant, folder, app) for variant in wanted]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
