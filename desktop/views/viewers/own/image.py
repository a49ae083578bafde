"""A picture or DICOM image of the person's own."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.image import ImageSource, Look
from desktop.models.items.own import image_words
from desktop.models.own import OwnFile
from desktop.models.picture import Picture
from desktop.services.portal.readers import Readers
from desktop.views.viewers.image import ImageViewer
from desktop.views.viewers.image.tiles import as_seen
from desktop.views.viewers.own.page import OwnPage, Taken, Told

translate = QCoreApplication.translate
MOST_SIDE = 8_000  # pixels of a picture that is taken; a larger one is made to fit


class ImagePage(OwnPage):
    """There is nothing to compare it with, and no practice that shows it in its own way."""

    def __init__(self, readers: Readers, file: OwnFile, parent: QWidget) -> None:
        viewer = ImageViewer(readers, parent)
        super().__init__(viewer)
        self._readers, self._file, self._image_viewer = readers, file, viewer
        tools = viewer.tools
        for part in (tools.save_button, tools.compare, viewer.bottom.neighbours):
            part.hide()
        as_it_came = translate("Files", "As it came")
        tools.reset.setToolTip(as_it_came)
        tools.reset.setAccessibleName(as_it_came)
        viewer.shown.connect(self.settled)
        viewer.refused.connect(self.refused)
        viewer.show_image(ImageSource(file.data, file.name))

    @property
    @override
    def target(self) -> QWidget:
        return self._image_viewer.pane.canvas

    @override
    def close(self) -> None:
        self._image_viewer.clear()

    @override
    def words(self) -> str:
        image = self._image_viewer.pane.image
        return image_words(self._file.form, image) if image else self._file.form

    @override
    def tell(self, done: Told) -> None:
        """A picture has no text but what it is."""
        done(self.words())

    @override
    def take(self, done: Taken) -> None:
        """All of it, pixel for pixel, as the practice's images are drawn."""
        image = self._image_viewer.pane.image
        if image is None:
            return

        def drawn(picture: Picture) -> None:
            done(as_seen(picture).image.copy())

        wide, high = image.size
        shrink = min(1.0, MOST_SIDE / max(wide, high))
        size = max(1, round(wide * shrink)), max(1, round(high * shrink))
        area = (0.0, 0.0, float(wide), float(high))
        self._readers.images.draw(
            image, Look(), area, size, owner=self, done=drawn, failed=self.refused.emit
        )
