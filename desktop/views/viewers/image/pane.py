"""One image with its caption, or what is said instead of it."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.models.image import ImageSource, Look, OpenImage
from desktop.models.picture import Picture
from desktop.models.trouble import PortalError
from desktop.services.portal import Context
from desktop.services.portal.readers import Readers
from desktop.views.viewers.image.canvas import ImageCanvas
from desktop.views.viewers.image.caption import Caption
from desktop.views.viewers.image.says import could_not_open, loading, nothing_open
from desktop.views.viewers.pdf.says import scrolled

translate = QCoreApplication.translate
LOADING_AFTER = 400  # milliseconds


class ImagePane(QWidget):
    """Opens an image in a process of its own and shows it; `changed` tells of page and look."""

    shown = Signal()  # the image is on the screen
    refused = Signal(object)  # PortalError: it could not be shown
    opened = Signal()  # an image, or another page of it, has taken the place of the old one
    changed = Signal()
    retry_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, portal: Readers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portal = portal
        self.source: ImageSource | None = None
        self._opening: Context | None = None
        self.canvas = ImageCanvas(portal)
        self.canvas.painted.connect(self.shown)
        self.canvas.tiles.failed.connect(self.show_trouble)
        self.caption = Caption(self.canvas)
        self._talk = scrolled(nothing_open())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._talk)
        self._stack.addWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._late = QTimer(self, singleShot=True, interval=LOADING_AFTER)
        self._late.timeout.connect(lambda: self._say(loading()))
        self.canvas.placed.connect(self._name_it)

    @property
    def image(self) -> OpenImage | None:
        """What is open, if anything."""
        return self.canvas.image

    def show_source(self, source: ImageSource) -> None:
        """Show an image; until it is here the old one stays, or a word that it comes."""
        self._stop_opening()
        self.source = source
        self._late.start()
        self._opening = self._portal.images.open(
            source.data,
            settings=source.settings,
            view=self.canvas.room,
            owner=self,
            done=partial(self._on_opened, source),
            failed=self.show_trouble,
        )

    def show_loading(self) -> None:
        """An image is on its way; the old one stays until it is here, or takes long."""
        self._stop_opening()
        self._late.start()

    def show_trouble(self, error: PortalError) -> None:
        """Say why there is no image, and offer to try again or to save it as it is."""
        self._put_away()
        self._say(could_not_open(error, retry=self.retry_wanted, save=self.save_wanted))
        self.refused.emit(error)

    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self._put_away()
        self.source = None
        self._say(nothing_open())

    def turn_page(self, page: int) -> None:
        """Another page of the image, from 0; nothing beyond its ends."""
        image = self.image
        if image is None or not 0 <= page < image.pages or page == image.page:
            return
        self._stop_opening()
        self._opening = self._portal.images.turn(
            image,
            page,
            self.canvas.room,
            owner=self,
            done=self._show_image,
            failed=self.show_trouble,
        )

    def set_look(self, look: Look) -> None:
        """Another look."""
        if self.image is not None and look != self.canvas.look:
            self.canvas.set_look(look)
            self.changed.emit()

    def reset(self) -> None:
        """As the practice shows it, all of it."""
        self.set_look(Look())
        self.canvas.fit()

    def _on_opened(self, source: ImageSource, opened: tuple[OpenImage, Picture | None]) -> None:
        self._close()
        self.canvas.look = Look()
        self.caption.show_words(source.title, source.detail)
        self._show_image(opened)

    def _show_image(self, opened: tuple[OpenImage, Picture | None]) -> None:
        self._opening = None
        self._late.stop()
        self._stack.setCurrentWidget(self.canvas)
        image, first = opened
        self.canvas.show_image(image, first)
        self._name_it()
        self.opened.emit()
        self.changed.emit()

    def _name_it(self) -> None:
        """Title, date, page and zoom, for screen readers."""
        source, image = self.source, self.image
        if source is None or image is None:
            self.canvas.setAccessibleName(translate("Images", "Image"))
            return
        parts = [source.spoken or source.title]
        if image.pages > 1:
            page = translate("Images", "page {page} of {pages}")
            parts.append(page.format(page=image.page + 1, pages=image.pages))
        zoom = translate("Images", "zoom {percent} percent")
        parts.append(zoom.format(percent=self.canvas.place.percent))
        self.canvas.setAccessibleName(", ".join(parts))

    def _put_away(self) -> None:
        self._stop_opening()
        self._close()
        self.canvas.look = Look()
        self.canvas.show_image(None)
        self.caption.show_words("", "")
        self._name_it()
        self.changed.emit()

    def _close(self) -> None:
        image = self.image
        if image is not None:
            self.canvas.image = None
            self._portal.images.close(image, owner=self)

    def _stop_opening(self) -> None:
        self._late.stop()
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None

    def _say(self, said: QWidget) -> None:
        self._talk.setWidget(said)  # which deletes what was said before
        self._stack.setCurrentWidget(self._talk)
