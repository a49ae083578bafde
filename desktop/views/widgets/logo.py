"""The practice's logo, or the program's own mark where there is none."""

import base64
import binascii

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.theme.tokens import RESOURCES
from desktop.views.widgets.dressed import keep_dressed

MOST = 64 * 1024
LARGEST_SIDE = 2048
REFUSED = (b"<image", b"href", b"<!entity", b"<!doctype", b"<script", b"<foreignobject")


def read_logo(uri: str, side: int) -> QImage | None:
    """A data URI (SVG or PNG, at most 64 KiB) drawn into a square; None when it cannot be.

    An SVG that refers to anything outside itself is not drawn.
    """
    head, _, body = uri.partition(",")
    if not body or len(uri) > 2 * MOST:
        return None
    try:
        data = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(data) > MOST:
        return None
    if head.startswith("data:image/svg+xml"):
        return _svg(data, side)
    return _png(data, side) if head.startswith("data:image/png") else None


def _svg(data: bytes, side: int) -> QImage | None:
    if any(word in data.lower() for word in REFUSED):
        return None
    renderer = QSvgRenderer(QByteArray(data))
    if not renderer.isValid():
        return None
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


def _png(data: bytes, side: int) -> QImage | None:
    header = data[:24]
    wide, high = int.from_bytes(header[16:20]), int.from_bytes(header[20:24])
    if not 0 < wide <= LARGEST_SIDE or not 0 < high <= LARGEST_SIDE:
        return None
    image = QImage.fromData(QByteArray(data), b"PNG")
    if image.isNull():
        return None
    scaled: QImage = image.scaled(
        QSize(side, side),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return scaled


class Logo(QWidget):
    """A square with round corners; decoration beside the practice's name."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._uri = ""
        self._image: QImage | None = None
        self._drawn: tuple[str, int, float] | None = None
        keep_dressed(self._dress)

    def show_logo(self, uri: str, name: str) -> None:
        """Show a practice's logo; `name` is what a screen reader says."""
        self._uri = uri
        self.setAccessibleName(name)
        self._dress()

    def set_size(self, size: int) -> None:
        """Another size, in pixels at 100 %."""
        if size != self._size:
            self._size = size
            self._dress()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(0, 0, self.width(), self.height())
        corner = self.height() * 0.2
        shape = QPainterPath()
        shape.addRoundedRect(area, corner, corner)
        if self._image is None:
            painter.fillPath(shape, look.color("accent"))
            self._paint_mark(painter, area)
            return
        painter.setClipPath(shape)
        ratio = self._image.devicePixelRatio()
        wide, high = self._image.width() / ratio, self._image.height() / ratio
        left, top = (self.width() - wide) / 2, (self.height() - high) / 2
        painter.drawImage(QRectF(left, top, wide, high), self._image)

    def _paint_mark(self, painter: QPainter, area: QRectF) -> None:
        source = (RESOURCES / "icons" / "portal-mark.svg").read_text(encoding="utf-8")
        filled = source.replace("currentColor", look.color("onAccent").name())
        QSvgRenderer(QByteArray(filled.encode())).render(painter, area)

    def _dress(self) -> None:
        side = look.px(self._size)
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        if self._drawn == (self._uri, side, ratio):
            return
        self._drawn = (self._uri, side, ratio)
        self.setFixedSize(side, side)
        self._image = read_logo(self._uri, round(side * ratio)) if self._uri else None
        if self._image is not None:
            self._image.setDevicePixelRatio(ratio)
        self.update()
