"""Tiles of images under the days on which they were taken: picture, name, whose and where."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem
from typing_extensions import override

from desktop.models.items.images import ImageRow
from desktop.models.items.row_list import RowListModel
from desktop.views.lists import lettering
from desktop.views.lists.lettering import META, META_MEDIUM, STRONG
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.theme import look
from desktop.views.widgets.paint import mirrored, outline, round_rect

Index = QModelIndex | QPersistentModelIndex
LEAST, SIDE, PAD, RADIUS = 130, 10, 6, 6
BAR = 12
SHAPE = 0.68  # of a picture's width is its height
ICON, MARK, HEAD = 15, 22, 40
Pixmap = Callable[[ImageRow], QPixmap | None]
"""The picture of a tile; None while it is not here, an empty one where nothing can be shown."""


class ImageDelegate(RowDelegate):
    """As many tiles stand side by side as have room for their words."""

    def __init__(self, pixmap: Pixmap) -> None:
        super().__init__()
        self._pixmap = pixmap

    @override
    def ruled(self, _row: Any) -> bool:
        return False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, view = index.data(RowListModel.RowRole), option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 280
        if not isinstance(row, ImageRow):
            return QSize(width, look.px(HEAD))
        across = tile_width(width)
        return QSize(across, self._height(row, across))

    @override
    def row_height(self, row: Any, width: int) -> int:
        words = width - 2 * look.px(PAD)
        title = lettering.height(row.title, META_MEDIUM, words - look.px(ICON + 4))
        about = lettering.height(row.about, META, words) if row.about else 0
        return look.px(PAD) * 3 + picture_size(width).height() + title + about

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        if not isinstance(row, ImageRow):
            box = area.adjusted(look.px(SIDE), 0, -look.px(SIDE), 0)
            lettering.write_line(painter, box, row.title, STRONG, "text")
            return
        pad = look.px(PAD)
        size = picture_size(area.width())
        box = QRect(area.left() + pad, area.top() + pad, size.width(), size.height())
        self._paint_picture(painter, mirrored(box, area), row)
        self._paint_words(painter, area, box.bottom() + pad, row)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = index.data(RowListModel.RowRole)
        if isinstance(row, ImageRow) and option.state & QStyle.StateFlag.State_Selected:
            area: QRect = option.rect
            size, pad = picture_size(area.width()), look.px(PAD)
            box = QRect(area.left() + pad, area.top() + pad, size.width(), size.height())
            ring = QRectF(mirrored(box, area)).adjusted(-2, -2, 2, 2)
            outline(painter, ring, RADIUS + 2, look.color("accent"), 2)

    def _paint_picture(self, painter: QPainter, box: QRect, row: ImageRow) -> None:
        pixmap = self._pixmap(row)
        shows = pixmap is not None and not pixmap.isNull()
        round_rect(painter, QRectF(box), RADIUS, look.color("viewer" if shows else "sunken"))
        if pixmap is not None and shows:
            painter.save()
            path = QPainterPath()
            path.addRoundedRect(QRectF(box), RADIUS, RADIUS)
            painter.setClipPath(path)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(fitted(pixmap.size(), box), pixmap)
            painter.restore()
        elif pixmap is not None:
            name = "image" if row.media_type.startswith("image/") else "file-text"
            lettering.icon(painter, _middle(box, 28), name, 28, "text2")
        outline(painter, QRectF(box), RADIUS, look.color("line"))
        if row.mark:
            _paint_mark(painter, box, row.mark)

    def _paint_words(self, painter: QPainter, area: QRect, top: int, row: ImageRow) -> None:
        pad, icon = look.px(PAD), look.px(ICON)
        wide = area.width() - 2 * pad
        words = wide - icon - look.px(4)
        high = lettering.height(row.title, META_MEDIUM, words)
        title = QRect(area.left() + pad, top, words, high)
        lettering.write(painter, mirrored(title, area), row.title, META_MEDIUM, "text")
        at = QRect(area.right() + 1 - pad - icon, top + look.px(2), icon, icon)
        if row.saved:
            lettering.icon(painter, mirrored(at, area).topLeft(), "hard-drive", ICON, "text2")
        if row.about:
            about = QRect(area.left() + pad, top + high, wide, area.bottom() - top - high)
            lettering.write(painter, mirrored(about, area), row.about, META, "text2")


def tile_width(width: int) -> int:
    """How wide a tile is in a list of this width, beside whose end the scroll bar stands."""
    room = max(1, width - look.px(BAR))
    return room // max(1, room // look.px(LEAST))


def picture_size(width: int) -> QSize:
    """How large the picture of a tile of this width is."""
    across = max(1, width - 2 * look.px(PAD))
    return QSize(across, max(1, min(int(across * SHAPE), look.px(150))))


def fitted(size: QSize, box: QRect) -> QRect:
    """All of a picture in the middle of its place; never enlarged beyond it."""
    inside = size.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    middle = QRect(QPoint(0, 0), inside)
    middle.moveCenter(box.center())
    return middle


def _middle(box: QRect, size: int) -> QPoint:
    half = look.px(size) // 2
    return QPoint(box.center().x() - half, box.center().y() - half)


def _paint_mark(painter: QPainter, box: QRect, mark: str) -> None:
    side = look.px(MARK)
    inset = look.px(6)
    circle = QRect(box.right() + 1 - inset - side, box.top() + inset, side, side)
    round_rect(painter, QRectF(mirrored(circle, box)), side / 2, look.color("badge"))
    lettering.write_centred(painter, mirrored(circle, box), mark, META_MEDIUM, "onBadge")
