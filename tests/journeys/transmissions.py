"""A practice that sends care summaries to others, in journeys, and the dialog that asks for it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.views.dialogs.transmit import TransmitDialog
from practice_server.demo.community import Community
from tests import processes
from tests.journeys.driver import Program, read, wait
from tests.journeys.summaries import open_person, summaries
from tests.practice_server.mail.post import Post
from tests.serving import RunningServer, copied_server

ANYBODY = "chen@endo.example"


@contextmanager
def mailing_server(
    fed: Path, folder: Path, post: Post, members: Community | None = None
) -> Iterator[RunningServer]:
    """A copy of a practice that sends by this mail server, and by Direct to the other member."""
    with copied_server(fed, folder) as server:
        server.stop()
        with server.config.open("a") as config:
            config.write(f'smtp_url = "smtp://127.0.0.1:{post.port}"\n')
            config.write('notice_from = "desk@harbor.example"\n')
            if members is not None:
                config.write(members.write(folder / "direct"))
        server.start()
        yield server


def send_what_waits(server: RunningServer) -> None:
    """What the practice's worker does every few seconds."""
    words = ["transmit", "--once", f"--config={server.config}"]
    assert processes.start(words, server.log, dict(os.environ), cold=False).wait(60) == 0


def transmit(program: Program, name: str = "") -> TransmitDialog:
    """The dialog for the summary that is open, of the first person or of this one."""
    section = summaries(program)
    if name:
        open_person(section, name)
    program.click("Transmit")
    dialog = program.dialog()
    assert isinstance(dialog, TransmitDialog)
    wait(lambda: dialog.form.way.providers.count() or "secure address" in read(dialog))
    return dialog


def address_to(dialog: TransmitDialog, address: str = ANYBODY, note: str = "") -> None:
    """Fill it in: to any e-mail address, as a file with the password that is there."""
    dialog.form.way.any.setChecked(True)
    dialog.form.way.to.setText(address)
    dialog.form.has_note.setChecked(bool(note))
    dialog.form.note.setPlainText(note)


def send(program: Program, dialog: TransmitDialog) -> None:
    """Look once more, and send."""
    program.click("Review and send", dialog)
    program.click("Send", dialog)
