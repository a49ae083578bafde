"""Taking the picture along as it is seen: to the clipboard, and on paper."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop.models.picture import Picture
from desktop.services.portal.readers import Readers
from desktop.views import clipboard
from desktop.views.viewers.image.pair import Pair
from desktop.views.viewers.image.printing import ImagePrint
from desktop.views.viewers.image.tiles import as_seen
from desktop.views.viewers.pdf.print_strip import PrintStrip
from desktop.views.viewers.pdf.printing import PrinterDialog

MOST_COPIED = 16_000_000  # pixels


class Taking(QObject):
    """Works on the picture that is looked at; what is said about printing stands in `strip`."""

    def __init__(self, portal: Readers, pair: Pair, viewer: QWidget) -> None:
        super().__init__(viewer)
        self._portal, self._pair, self._viewer = portal, pair, viewer
        self.strip = PrintStrip()
        self.strip.again_wanted.connect(self.print_image)

    def copy(self) -> None:
        """Put the picture on the clipboard, zoom and all."""
        image, canvas = self._pair.active.image, self._pair.active.canvas
        if image is None:
            return
        area = canvas.place.seen
        shrink = min(1.0, (MOST_COPIED / max(1.0, area[2] * area[3])) ** 0.5)
        size = max(1, round(area[2] * shrink)), max(1, round(area[3] * shrink))
        self._portal.images.draw(image, canvas.look, area, size, owner=self, done=_to_clipboard)

    def print_image(self) -> None:
        """Ask for the printer, then print; one at a time."""
        if self._pair.active.image is not None and not self.strip.running:
            dialog = PrinterDialog(self._viewer)
            dialog.accepted.connect(lambda: self.print_to(dialog.printer()))
            dialog.ask(1)

    def print_to(self, printer: QPrinter) -> ImagePrint | None:
        """Print what is seen of the picture."""
        image, canvas = self._pair.active.image, self._pair.active.canvas
        if image is None:
            return None
        run = ImagePrint(self._portal, image, (canvas.look, canvas.place.seen), printer, self)
        self.strip.follow(run)
        run.ended.connect(run.deleteLater)
        QTimer.singleShot(0, run, run.start)
        return run

    def stop(self) -> None:
        """Stop what is being printed, and say nothing more of it."""
        self.strip.stop()
        self.strip.hide()


def _to_clipboard(picture: Picture) -> None:
    clipboard.copy_picture(as_seen(picture).image.copy())
