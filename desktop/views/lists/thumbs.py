"""Pictures of tiles in sight: read or made in the background, and dropped when they are many."""

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from desktop.models.items.images import ImageRow
from desktop.services.portal import Context, Picture, Portal, PortalError
from portal_protocol.images import Image

MOST = 200
"""Pixmaps that are held; more are read again when they come into sight."""

_PDF = "application/pdf"


class Thumbs(QObject):
    """`pixmap` answers at once and asks for what it does not have; `came` tells of one that came.

    One thumbnail is made at a time, the one that was looked for last first, so that neither a long
    list nor a slow network keeps an opened image waiting.
    """

    came = Signal(str)  # the key of its row
    here = Signal(str)  # its file is on this computer now

    def __init__(self, portal: Portal, parent: QObject) -> None:
        super().__init__(parent)
        self._portal = portal
        self._held: OrderedDict[str, QPixmap] = OrderedDict()
        self._sought: OrderedDict[str, Image] = OrderedDict()  # not looked for in the vault yet
        self._wanted: OrderedDict[str, Image] = OrderedDict()  # to be made
        self._away: set[str] = set()  # not here, and cannot come now
        self._making: Context | None = None
        self._room = QSize()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._seek)

    def pixmap(self, row: ImageRow, room: QSize) -> QPixmap | None:
        """The picture of a tile in so many pixels, an empty one when it shows none, else None."""
        if room != self._room:
            self._room = room
            self._held.clear()
        key, image = row.key, row.shown.record
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        if not image.blobs or image.blobs[0].media_type == _PDF or key in self._away:
            return QPixmap()
        if key not in self._wanted:
            self._sought[key] = image
            self._soon.start()
        return None

    def forget(self) -> None:
        """Records changed: look for everything anew."""
        self._stop()
        for kept in (self._held, self._sought, self._wanted, self._away):
            kept.clear()

    def retry(self) -> None:
        """The practice answers again."""
        self._away.clear()

    def _seek(self) -> None:
        sought, self._sought = self._sought, OrderedDict()
        done = partial(self._found, sought)
        self._portal.gallery.stored_thumbnails(list(sought), owner=self, done=done)

    def _found(self, sought: dict[str, Image], found: dict[str, Picture | None]) -> None:
        for key, image in sought.items():
            if key in found:
                self._take(key, found[key])
            else:
                self._wanted[key] = image
        self._make()

    def _make(self) -> None:
        if self._making is not None or not self._wanted:
            return
        key, image = self._wanted.popitem()
        self._making = self._portal.gallery.thumbnail(
            image, owner=self, done=partial(self._made, key), failed=partial(self._failed, key)
        )

    def _made(self, key: str, picture: Picture | None) -> None:
        self._making = None
        self._take(key, picture)
        self.here.emit(key)
        self._make()

    def _failed(self, key: str, _error: PortalError) -> None:
        """Whoever opens the image is told why."""
        self._making = None
        self._away.add(key)
        self.came.emit(key)
        self._make()

    def _take(self, key: str, picture: Picture | None) -> None:
        self._held[key] = QPixmap() if picture is None else _scaled(picture, self._room)
        while len(self._held) > MOST:
            self._held.popitem(last=False)
        self.came.emit(key)

    def _stop(self) -> None:
        self._soon.stop()
        if self._making is not None:
            self._making.cancel()
            self._making = None


def _scaled(picture: Picture, room: QSize) -> QPixmap:
    form = QImage.Format.Format_RGB32
    image = QImage(picture.data, picture.width, picture.height, picture.stride, form)
    if image.width() > room.width() or image.height() > room.height():
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        image = image.scaled(room, keep, smooth)
    return QPixmap.fromImage(image.copy())
