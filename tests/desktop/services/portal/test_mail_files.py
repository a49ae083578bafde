"""Files of messages through the portal's face: opened by content, attached where allowed."""

import io
from pathlib import Path

import pytest
from PIL import Image

from desktop.services.portal import (
    Draft,
    Folder,
    PortalError,
    Trouble,
    Viewing,
)
from portal_protocol.offices import Webmail
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.mailing import (
    LETTER,
    harbor,
    message,
    written,
)


@pytest.mark.rule("MAIL-4")
def test_an_attachment_is_opened_by_its_content_and_saved(mail: Patient, tmp_path: Path) -> None:
    first = mail.ask(mail.portal.mail.messages, Folder.INBOX).rows[2].record
    face = mail.portal.attachments
    attachment = mail.ask(face.open, first, first.blobs[0])
    assert (attachment.viewing, attachment.data) == (Viewing.PDF, LETTER)
    target = tmp_path / "sheet.pdf"
    mail.ask(face.save, first, first.blobs[0], target)
    assert target.read_bytes() == LETTER


@pytest.mark.rule("MAIL-4")
def test_a_picture_is_drawn_to_fit(mail: Patient) -> None:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(file, "PNG")
    picture = message("m-3", 1, blobs=(mail.server.feed_blob(file.getvalue(), "text/plain"),))
    mail.server.feed([picture])
    face = mail.portal.attachments
    mail.wait(lambda: mail.portal.badges.webmail == 3)
    attachment = mail.ask(face.open, picture, picture.blobs[0])
    assert attachment.viewing is Viewing.IMAGE
    shown = mail.ask(face.picture, attachment, (30, 30))
    assert (shown.width, shown.height) == (30, 20)


@pytest.mark.rule("MAIL-5")
def test_files_are_attached_only_where_the_practice_takes_them(
    mail: Patient, tmp_path: Path
) -> None:
    face, draft = mail.portal.attachments, written(mail.portal)
    path = tmp_path / "tooth.jpg"
    sheet = LETTER + b"% another one"
    path.write_bytes(sheet)
    assert refused(mail, draft, path) is Trouble.ATTACHMENT_REFUSED
    allowed = Webmail(attachments=True, attachment_types=("application/pdf",), attachment_bytes=100)
    mail.server.feed([harbor(webmail=allowed)])
    mail.wait(lambda: mail.portal.practice is not None and mail.portal.practice.webmail == allowed)
    with_file = mail.ask(face.add, draft, path)
    (blob,) = with_file.attachments
    assert (blob.media_type, blob.size) == ("application/pdf", len(sheet))  # by content
    assert mail.ask(face.add, draft, path).attachments == (blob,)
    mail.portal.mail.keep_draft(draft)  # the window knows of no file yet
    assert mail.ask(mail.portal.mail.drafts)[0].attachments == (blob,)
    path.write_bytes(b"\x7fELF a program")
    assert refused(mail, draft, path) is Trouble.ATTACHMENT_REFUSED
    path.write_bytes(LETTER + b" " * 100)
    assert refused(mail, draft, path) is Trouble.ATTACHMENT_TOO_LARGE
    assert refused(mail, draft, tmp_path / "gone") is Trouble.FILE_UNREADABLE
    assert mail.ask(face.remove, draft, blob.digest).attachments == ()
    opened = mail.portal._core.opened
    assert opened is not None
    assert not opened._live.vault.documents.has(blob.digest)


def refused(patient: Patient, draft: Draft, path: Path) -> Trouble:
    with pytest.raises(PortalError) as caught:
        patient.ask(patient.portal.attachments.add, draft, path)
    return caught.value.trouble
