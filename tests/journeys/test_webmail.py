"""Reading in the WebMail tab: folders, lists, messages, their files (MAIL)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton

from desktop.models.mail import Folder
from desktop.views.mail_paper import print_to
from desktop.views.viewers.attachment import AttachmentDialog
from desktop.views.viewers.text import TextViewer
from portal_protocol.mail import Message
from portal_protocol.records import Blob
from practice_server.demo import documents
from tests import mailing
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, open_dialogs, read, seen, settle, wait
from tests.journeys.mail import listed, mail, open_message
from tests.serving import RunningServer

PROGRAM = b"MZ\x90\x00" + b"\x00" * 200
TEXT = "Rinse twice a day.\n<b>not bold</b> http://plain.example\n".encode()
ODD = bytes(range(7, 200))


@pytest.fixture
def letters(practice: RunningServer) -> RunningServer:
    """A practice that wrote some messages, one of them with files of every kind."""
    names = {"Care.pdf": a_pdf(), "rinse.txt": TEXT, "setup.exe": PROGRAM, "scan.dat": ODD}
    files = tuple(mailing.named(practice.feed_blob(data), name) for name, data in names.items())
    mailing.let_write(practice)
    practice.feed([*mailing.inbox(files), *mailing.secure()])
    return practice
