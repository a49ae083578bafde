"""The shipped icons (Lucide), drawn in any colour and kept as pixmaps."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.views.theme.tokens import RESOURCES

MIRRORED = frozenset(
    {"chevron-left", "chevron-right", "arrow-left", "arrow-right", "send", "reply", "undo-2"}
)


@cache
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=600)
def draw(name: str, color: str, size: int, ratio: float, *, mirror: bool = False) -> QPixmap:
    """Icon `name` in `color` (#RRGGBB), `size` logical pixels square, for a device pixel ratio.

    `mirror` turns the icons that point somewhere, for right-to-left. Raises `FileNotFoundError`
    for an icon that is not shipped.
    """
    side = round(size * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    source = _source(name).replace("currentColor", color)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    if mirror and name in MIRRORED:
        image = image.flipped(Qt.Orientation.Horizontal)
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
