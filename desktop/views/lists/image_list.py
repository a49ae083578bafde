"""The list of images: tiles that wrap, one opened at a time, several chosen for saving."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView
from typing_extensions import override

from desktop.models.items.images import ImageRow, ImagesModel
from desktop.services.portal import Portal
from desktop.views.lists.image_delegate import ImageDelegate, picture_size, tile_width
from desktop.views.lists.row_menu import RowAction
from desktop.views.lists.row_view import RowView
from desktop.views.lists.thumbs import Thumbs

translate = QCoreApplication.translate
_CHOOSES = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def image_actions(row: object) -> Sequence[RowAction]:
    """What can be done with an image: in its menu."""
    if not isinstance(row, ImageRow):
        return ()
    looks = (
        RowAction("open", "eye", translate("Images", "Open")),
        RowAction("beside", "columns-2", translate("Images", "Open beside the other")),
    )
    save = RowAction("download", "download", translate("Images", "Download"))
    return (*looks, save) if row.shown.record.blobs else looks


class ImageList(RowView):
    """A click or Enter opens; with Ctrl or Shift a click only chooses. `chosen_changed` tells how
    many are chosen."""

    chosen_changed = Signal(int)

    def __init__(self, portal: Portal, model: ImagesModel) -> None:
        name = translate("Images", "Images")
        super().__init__(name, model, ImageDelegate(self._pixmap), image_actions, more=False)
        self._model = model
        self.thumbs = Thumbs(portal, self)
        self.thumbs.came.connect(self._repaint)
        self.thumbs.here.connect(model.note_saved)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self.show_current)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        chosen = self.selectionModel()
        chosen.selectionChanged.connect(lambda: self.chosen_changed.emit(len(self.chosen)))

    @property
    def chosen(self) -> list[ImageRow]:
        """The images that are chosen, in the order of the list."""
        indexes = sorted(self.selectionModel().selectedIndexes(), key=QModelIndex.row)
        rows = (self._model.row_at(index) for index in indexes)
        return [row for row in rows if isinstance(row, ImageRow)]

    def show_current(self) -> None:
        """Bring the image that the keyboard is on into sight."""
        self.scrollTo(self.currentIndex())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tiles wrap otherwise in another width; the one that is chosen stays in sight."""
        super().resizeEvent(event)
        self._settled.start()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the tiles in all four ways."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            QListView.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)

    @override
    def _on_clicked(self, index: QModelIndex) -> None:
        if not QGuiApplication.keyboardModifiers() & _CHOOSES:
            super()._on_clicked(index)

    def _pixmap(self, row: ImageRow) -> QPixmap | None:
        ratio = self.devicePixelRatioF()
        size = picture_size(tile_width(self.viewport().width()))
        room = QSize(round(size.width() * ratio), round(size.height() * ratio))
        return self.thumbs.pixmap(row, room)

    def _repaint(self, key: str) -> None:
        index = self._model.find(key)
        if index.isValid():
            self.viewport().update(self.visualRect(index))
