"""A file of a message in a window of its own: a PDF, a picture, or plain text (MAIL-4)."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop.services.portal import Attachment, Portal, PortalError, Viewing
from desktop.views.notices import of_error
from desktop.views.viewers.pdf import PdfViewer
from desktop.views.viewers.picture import PictureViewer
from desktop.views.viewers.text import TextViewer
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import secondary
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate
SHARE = 0.9  # of the window below


class AttachmentDialog(Dialog):
    """`save_wanted` when a copy should be saved."""

    save_wanted = Signal()

    def __init__(self, portal: Portal, attachment: Attachment, parent: QWidget) -> None:
        super().__init__(attachment.name, parent)
        self.banner = Banner(Tone.OK, "")
        self.banner.hide()
        self.viewer = self._viewer(portal, attachment)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.viewer, 1)
        save = secondary(translate("Mail", "Save a copy"), "download")
        save.clicked.connect(self.save_wanted)
        close = secondary(translate("Mail", "Close"))
        close.clicked.connect(self.reject)
        self.add(save, QDialogButtonBox.ButtonRole.ActionRole)
        self.add(close, QDialogButtonBox.ButtonRole.RejectRole)
        room = parent.window().size()
        self.resize(int(room.width() * SHARE), int(room.height() * SHARE))

    def say(self, text: str) -> None:
        """Something that went well; the window below is out of reach while this one is open."""
        self.banner.show_notice(Tone.OK, text)
        self.banner.show()

    def say_error(self, error: PortalError, practice: str) -> None:
        """What went wrong, in the words of the bar of the window below."""
        notice = of_error(error, practice)
        self.banner.show_notice(notice.tone, notice.text, title=notice.title)
        self.banner.show()

    def _viewer(self, portal: Portal, attachment: Attachment) -> QWidget:
        if attachment.viewing is Viewing.TEXT:
            return TextViewer(attachment.text, attachment.name)
        if attachment.viewing is Viewing.IMAGE:
            picture = PictureViewer(portal, attachment)
            picture.save_wanted.connect(self.save_wanted)
            return picture
        return self._pdf(portal, attachment)

    def _pdf(self, portal: Portal, attachment: Attachment) -> PdfViewer:
        viewer = PdfViewer(portal)
        viewer.save_requested.connect(self.save_wanted)
        show = partial(viewer.show_document, attachment.data, attachment.name)
        viewer.retry_requested.connect(show)
        show()
        return viewer
