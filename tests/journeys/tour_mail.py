"""Pictures of the WebMail tab: each folder, a message, writing, and what is not sent."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.models.draft import Compose
from desktop.models.items.messages import MessagesModel
from desktop.models.mail import Folder
from desktop.services.portal import Waiting
from desktop.views.sections.webmail import WebmailView
from portal_protocol.records import PatientId
from tests import mailing
from tests.journeys.driver import settle, wait
from tests.journeys.mail import mail

if TYPE_CHECKING:
    from tests.journeys.tour import Guide


def show(guide: "Guide") -> None:
    """The whole tab. The practice is away for a moment, and back at the end."""
    server = guide.server
    files = (
        mailing.named(server.feed_blob(b"%PDF-1.4\n%%EOF\n"), "Care after a crown visit.pdf"),
        mailing.named(server.feed_blob(b"MZ\x90\x00"), "setup.exe"),
    )
    mailing.let_write(server)
    server.feed([*mailing.inbox(files), *mailing.secure()])
    guide.program.portal.refresh()
    view = mail(guide.program)
    reading(guide, view)
    folders(guide, view)
    writing(guide, view)
    outbox(guide, view)


def reading(guide: "Guide", view: WebmailView) -> None:
    """The inbox with a message, below and beside the list."""
    inbox = view.pages.panels[Folder.INBOX]
    wait(lambda: inbox.model.find("crown").isValid(), "the messages")
    guide.take("mail")
    open_row(view, "crown")
    wait(lambda: view.preview.files.cards, "the files")
    guide.take("mail-message")
    if not guide.album.narrow:
        view.pages.place_wanted.emit("beside")
        guide.take("mail-beside")
        view.pages.place_wanted.emit("below")
    leave(view)


def folders(guide: "Guide", view: WebmailView) -> None:
    """What was sent, and secure email whose time is over."""
    for folder, key in ((Folder.SENT, "asked"), (Folder.SECURE, "secure-old")):
        view.show_folder(folder)
        model = view.pages.panels[folder].model
        wait(partial(listed_in, model, key), folder)
        guide.take(f"mail-{folder}")
        open_row(view, key)
        guide.take(f"mail-{folder}-message")
        leave(view)


def writing(guide: "Guide", view: WebmailView) -> None:
    """A new message, what is missing, a draft, an answer."""
    view.writing.begin()
    dialog = guide.program.dialog()
    guide.take("compose", dialog)
    assert view.writing.dialog is not None
    view.writing.dialog.send()
    guide.take("compose-missing", dialog)
    view.writing.dialog.form.subject.setText("Chipped front tooth")
    view.writing.dialog.form.text.setPlainText("Hello Dr. Farrow,\n\nIvy fell off her scooter.")
    close(view)
    view.show_folder(Folder.INBOX)
    row = view.pages.row("crown")
    assert row is not None
    view.reading.reply_wanted.emit(row.message)
    guide.take_dialog("reply")
    view.show_folder(Folder.DRAFTS)
    wait(view.pages.drafts.model.rowCount, "the draft")
    guide.take("mail-drafts")


def outbox(guide: "Guide", view: WebmailView) -> None:
    """Messages that wait, and one that the practice does not take."""
    program, server = guide.program, guide.server
    server.stop()
    program.portal.refresh()
    program.wait_offline()
    jonas = next(person for person in program.portal.people if person.first_name == "Jonas")
    for about, subject in ((None, "Ivy lost a baby tooth"), (jonas.patient, "Numbing on the 18th")):
        send(guide, view, subject, about)
    view.show_folder(Folder.OUTBOX)
    model = view.pages.outbox.model
    wait(lambda: model.rowCount() == 2, "the outbox")
    guide.take("mail-outbox-waiting")
    server.bring_in([mailing.without_provider("Jonas")])
    server.start()
    program.portal.refresh()
    wait(lambda: [row.outgoing.state for row in model.rows] == [Waiting.FAILED], "the refusal")
    view.pages.outgoing_acted.emit("open", model.rows[0])
    guide.take("mail-outbox-refused")
    leave(view)
    view.show_folder(Folder.INBOX)
    guide.take("mail-not-sent")
    view.writing.discard(model.rows[0].outgoing)
    wait(lambda: not program.portal.sync_state.failed, "an empty outbox")


def send(guide: "Guide", view: WebmailView, subject: str, about: PatientId | None) -> None:
    """Write a message and send it."""
    view.writing.begin(Compose(about or PatientId(""), subject, "Should we come in earlier?"))
    dialog: QWidget = guide.program.dialog()
    if about is None:
        guide.take("compose-offline", dialog)
    assert view.writing.dialog is not None
    view.writing.dialog.send()
    wait(lambda: view.writing.dialog is None, "the message to be in the outbox")


def listed_in(model: MessagesModel, key: str) -> bool:
    """Whether a message is in a list."""
    return model.find(key).isValid()


def open_row(view: WebmailView, key: str) -> None:
    """Open a message, as a click does."""
    panel = view.pages.panel()
    assert panel is not None
    panel.list.choose(key)
    panel.list.picked.emit(panel.list.current_row())
    settle()


def leave(view: WebmailView) -> None:
    """Back to the list, where a message is a page of its own."""
    if view.preview.back.isVisible():
        view.preview.back.click()
    settle()


def close(view: WebmailView) -> None:
    """Close the dialog as a person does; the draft is kept."""
    assert view.writing.dialog is not None
    view.writing.dialog.reject()
    wait(lambda: view.writing.dialog is None, "the dialog to be closed")
