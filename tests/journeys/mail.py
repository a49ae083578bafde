"""What journeys do in the WebMail tab."""

import msgspec
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtWidgets import QAbstractItemView

from desktop.models.mail import Folder
from desktop.views.dialogs.compose import ComposeDialog
from desktop.views.sections.webmail import WebmailView
from portal_protocol.actions import AnyAction, SendMessage
from tests.journeys.driver import Program, settle, wait
from tests.serving import RunningServer


def mail(program: Program) -> WebmailView:
    """The tab; opened when another one is."""
    tabs = program.main.tabs
    at = next(at for at in range(tabs.count()) if tabs.tabText(at) == "WebMail")
    section = program.go_to(at)
    assert isinstance(section, WebmailView)
    return section


def open_folder(program: Program, folder: Folder) -> WebmailView:
    """Choose a folder, as a click on its name does."""
    view = mail(program)
    view.side.folders.button(folder).click()
    settle()
    return view


def listed(program: Program, name: str, words: str) -> str:
    """The row of a list that says this, once it is there."""
    wait(lambda: any(words in row for row in program.rows(name)), f"{words!r} in {name!r}")
    return next(row for row in program.rows(name) if words in row)


def open_message(program: Program, words: str, folder: str = "Inbox") -> WebmailView:
    """Open the message whose row says this, with Enter."""
    view = mail(program)
    program.activate(folder, words)
    wait(lambda: view.preview.key, "the message")
    settle()
    return view


def write(program: Program, subject: str, text: str) -> ComposeDialog:
    """Begin a message, and type it."""
    view = mail(program)
    view.side.compose.click()
    dialog = view.writing.dialog
    assert dialog is not None
    wait(dialog.isActiveWindow, "the dialog to be the active window")
    dialog.form.subject.setText(subject)
    dialog.form.text.setPlainText(text)
    return dialog


def list_of(program: Program, name: str) -> QAbstractItemView:
    """The list with this name."""
    return program.find(QAbstractItemView, name)


class Catcher(QObject):
    """Stands in for the browser."""

    def __init__(self, taken: list[str]) -> None:
        super().__init__()
        self._taken = taken

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """An address that was to be opened."""
        self._taken.append(url.toString())


def sent_to(server: RunningServer) -> list[SendMessage]:
    """The messages that arrived at the practice."""
    actions = [msgspec.json.decode(one.body, type=AnyAction) for one in server.outgoing()]
    return [one for one in actions if isinstance(one, SendMessage)]
