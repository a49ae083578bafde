"""Pictures of tiles in sight: read or made in the background, and dropped when they are many."""

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from desktop.models.items.images import ImageRow
from desktop.services.portal import Context, Picture, Portal, PortalError
from portal_protocol.image_settings import ImageSettings
from portal_protocol.images import Image

MOST = 200
"""Pixmaps that are held; more are read again when they come into sight."""

_Token = tuple[str, str, ImageSettings]
"""What a picture was made of: the image's id, its file's digest, and how the practice shows it."""


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
        self.most = MOST
        self._held: OrderedDict[_Token, QPixmap] = OrderedDict()
        self._sought: OrderedDict[str, Image] = OrderedDict()  # not looked for in the vault yet
        self._wanted: OrderedDict[str, Image] = OrderedDict()  # to be made
        self._coming: set[str] = set()  # looked for once, however often they are painted meanwhile
        self._away: set[str] = set()  # not here, and cannot come now
        self._making: Context | None = None
        self._room = QSize()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._seek)

    @property
    def busy(self) -> bool:
        """Whether something that was looked for has not come yet."""
        return bool(self._coming)

    def pixmap(self, row: ImageRow, room: QSize) -> QPixmap | None:
        """The picture of a tile in so many pixels, an empty one when it shows none, else None."""
        if room != self._room:
            self._room = room
            self._held.clear()
        image = row.shown.record
        if not image.blobs or image.id in self._away:
            return QPixmap()
        token = _token(image)
        if token in self._held:
            self._held.move_to_end(token)
            return self._held[token]
        if image.id not in self._coming:
            self._coming.add(image.id)
            self._sought[image.id] = image
            self._soon.start()
        return None

    def retry(self) -> None:
        """Records changed, or the practice answers again: what could not come may come now."""
        self._away.clear()

    def _seek(self) -> None:
        sought, self._sought = self._sought, OrderedDict()
        done, failed = partial(self._found, sought), partial(self._unread, sought)
        self._portal.gallery.stored_thumbnails(
            list(sought.values()), owner=self, done=done, failed=failed
        )

    def _found(self, sought: dict[str, Image], found: dict[str, Picture | None]) -> None:
        for key, image in sought.items():
            if key in found:
                self._take(image, found[key])
            else:
                self._wanted[key] = image
        self._make()

    def _unread(self, sought: dict[str, Image], _error: PortalError) -> None:
        for image in sought.values():
            self._miss(image)

    def _make(self) -> None:
        if self._making is not None or not self._wanted:
            return
        _key, image = self._wanted.popitem()
        done, failed = partial(self._made, image), partial(self._failed, image)
        self._making = self._portal.gallery.thumbnail(image, owner=self, done=done, failed=failed)

    def _made(self, image: Image, picture: Picture | None) -> None:
        self._making = None
        self._take(image, picture)
        self.here.emit(image.id)
        self._make()

    def _failed(self, image: Image, _error: PortalError) -> None:
        self._making = None
        self._miss(image)
        self._make()

    def _miss(self, image: Image) -> None:
        """Its tile stays empty; whoever opens the image is told why."""
        self._coming.discard(image.id)
        self._away.add(image.id)
        self.came.emit(image.id)

    def _take(self, image: Image, picture: Picture | None) -> None:
        self._coming.discard(image.id)
        pixmap = QPixmap() if picture is None else _scaled(picture, self._room)
        self._held[_token(image)] = pixmap
        while len(self._held) > self.most:
            self._held.popitem(last=False)
        self.came.emit(image.id)


def _token(image: Image) -> _Token:
    return image.id, image.blobs[0].digest, image.settings


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
