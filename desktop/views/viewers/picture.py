"""A picture as it came, made to fit; decoded in a process of its own (MAIL-4)."""

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from desktop.services.portal import Attachment, Picture, PortalError
from desktop.services.portal.readers import Readers
from desktop.views.theme import look
from desktop.views.viewers.pdf.says import could_not_open, loading
from desktop.views.widgets.dressed import ground

translate = QCoreApplication.translate
MOST_SIDE = 4000  # pixels of the device; larger ones are shown smaller


class PictureCanvas(QWidget):
    """Paints the picture in the middle, as large as there is room and never enlarged."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture: Picture | None = None

    def show_picture(self, picture: Picture) -> None:
        """Its bits are kept as long as it shows."""
        self._picture = picture
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("viewer"))
        if self._picture is None:
            return
        image = _as_image(self._picture)
        size = QSize(image.size() / self.devicePixelRatio())
        if size.width() > self.width() or size.height() > self.height():
            size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)


class PictureViewer(QWidget):
    """`shown` when the picture is there; else why it is not."""

    shown = Signal()
    refused = Signal(object)  # PortalError
    save_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, portal: Readers, attachment: Attachment) -> None:
        super().__init__()
        ground(self, "surface")
        self._portal, self._attachment = portal, attachment
        spoken = translate("Mail", "Picture, %1").replace("%1", attachment.name)
        self.canvas = PictureCanvas(spoken)
        self._said: QWidget | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.canvas)
        self.again_wanted.connect(self.show_picture)
        self.show_picture()

    def show_picture(self) -> None:
        """Have it decoded, and show it."""
        self._say(loading())
        room = (MOST_SIDE, MOST_SIDE)
        self._portal.attachments.picture(
            self._attachment, room, owner=self, done=self._show, failed=self._refuse
        )

    def _show(self, picture: Picture) -> None:
        self.canvas.show_picture(picture)
        self._stack.setCurrentWidget(self.canvas)
        self.shown.emit()

    def _refuse(self, error: PortalError) -> None:
        self._say(could_not_open(error, retry=self.again_wanted, save=self.save_wanted))
        self.refused.emit(error)

    def _say(self, said: QWidget) -> None:
        if self._said is not None:
            self._stack.removeWidget(self._said)
            self._said.deleteLater()
        self._said = said
        self._stack.addWidget(said)
        self._stack.setCurrentWidget(said)


def _as_image(picture: Picture) -> QImage:
    form = QImage.Format.Format_RGB32
    bits = memoryview(picture.data)
    return QImage(bits, picture.width, picture.height, picture.stride, form)
