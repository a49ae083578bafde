"""What is drawn of one image: all of it in the size of the view, and tiles where that is not
enough; asked for when they show, kept while there is room."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.models.image import Area, Look, OpenImage, Size
from desktop.models.items.image_place import Place
from desktop.models.items.image_tiles import Spread, Tile, tiles
from desktop.models.picture import Picture
from desktop.models.trouble import PortalError
from desktop.services.portal import Context
from desktop.services.portal.readers import Readers

MOST_BYTES = 96 << 20
MOST_ASKED = 4  # at once; the rest waits its turn here, where it can be forgotten
BESIDE = 1


class Seen(NamedTuple):
    """A picture for the screen; a QImage does not own the memory it was made over."""

    image: QImage
    bits: bytes | bytearray


class Tiles(QObject):
    """Pictures of one open image. What shows always has one look: that of `whole`."""

    arrived = Signal()
    failed = Signal(object)  # PortalError: its process died

    def __init__(self, portal: Readers, parent: QObject) -> None:
        super().__init__(parent)
        self._portal = portal
        self._image: OpenImage | None = None
        self._whole: Seen | None = None
        self._whole_of: tuple[Look, Size] | None = None
        self._asked_whole: tuple[Look, Size] | None = None
        self._kept: dict[Tile, Seen] = {}
        self._asked: dict[Tile, Context] = {}
        self._wanted: tuple[Look, Place, bool] | None = None

    def show(self, image: OpenImage | None, first: Picture | None, look: Look) -> None:
        """Become those of another image, or of none; `first` is all of it, drawn in haste."""
        self._forget()
        self._image, self._whole, self._whole_of = image, None, None
        if first is not None:
            self._whole = as_seen(first)
            self._whole_of = look, (0, 0)  # whatever its size: a better one is asked for

    @property
    def whole(self) -> QImage | None:
        """All of it, in about the size of the view."""
        return self._whole.image if self._whole else None

    @property
    def look(self) -> Look | None:
        """The look of what is there."""
        return self._whole_of[0] if self._whole_of else None

    @property
    def busy(self) -> bool:
        """Whether something is on its way."""
        return self._asked_whole is not None or bool(self._asked)

    def get(self, tile: Tile) -> QImage | None:
        """A tile, if it is there."""
        kept = self._kept.get(tile)
        return kept.image if kept else None

    def want(self, place: Place, look: Look) -> None:
        """Ask for what shows at a place in a look, and is not there yet."""
        fit = Place.fitted((place.wide, place.high), (place.across, place.down)).drawn
        self._wanted = look, place, place.drawn != fit
        self._want_whole(look, fit)
        if self._wanted[2] and self.look == look:
            self._want_tiles(look, place)

    def _want_whole(self, look: Look, size: Size) -> None:
        if self._image is None or self._asked_whole or self._whole_of == (look, size):
            return
        self._asked_whole = look, size
        wide, high = look.size(self._image.size)
        done = partial(self._on_whole, self._image, look, size)
        self._draw(self._image, look, (0.0, 0.0, float(wide), float(high)), size, done)

    def _want_tiles(self, look: Look, place: Place) -> None:
        shown = tiles(place)
        near = shown if len(self._asked) else [*shown, *tiles(place, BESIDE)]
        keys = {spread.tile for spread in tiles(place, BESIDE)}
        for tile in [tile for tile in self._asked if tile not in keys]:
            self._asked.pop(tile).cancel()
        for spread in near:
            if len(self._asked) >= MOST_ASKED:
                return
            if spread.tile not in self._kept and spread.tile not in self._asked:
                self._ask(look, spread)

    def _ask(self, look: Look, spread: Spread) -> None:
        if self._image is not None:
            done = partial(self._on_tile, self._image, look, spread.tile)
            drawn = self._draw(self._image, look, spread.area, spread.size, done)
            self._asked[spread.tile] = drawn

    def _draw(
        self, image: OpenImage, look: Look, area: Area, size: Size, done: Callable[[Picture], None]
    ) -> Context:
        failed = partial(self._on_failed, image)
        return self._portal.images.draw(
            image, look, area, size, owner=self, done=done, failed=failed
        )

    def _on_whole(self, image: OpenImage, look: Look, size: Size, picture: Picture) -> None:
        if image is not self._image:
            return
        self._asked_whole = None
        if look != self.look:
            self._drop_tiles()
        self._whole, self._whole_of = as_seen(picture), (look, size)
        self._go_on()

    def _on_tile(self, image: OpenImage, look: Look, tile: Tile, picture: Picture) -> None:
        if image is not self._image or look != self.look:
            return  # of an image or a look that nobody looks at any more
        self._asked.pop(tile, None)
        self._kept[tile] = as_seen(picture)
        while (
            len(self._kept) > 1 and sum(len(kept.bits) for kept in self._kept.values()) > MOST_BYTES
        ):
            del self._kept[next(iter(self._kept))]
        self._go_on()

    def _on_failed(self, image: OpenImage, error: PortalError) -> None:
        if image is self._image:
            self._forget()
            self._image = None
            self.failed.emit(error)

    def _go_on(self) -> None:
        self.arrived.emit()
        if self._wanted is not None:
            self.want(self._wanted[1], self._wanted[0])

    def _drop_tiles(self) -> None:
        self._kept.clear()
        for context in self._asked.values():
            context.cancel()
        self._asked.clear()

    def _forget(self) -> None:
        self._drop_tiles()
        self._asked_whole = self._wanted = None


def as_seen(picture: Picture) -> Seen:
    """A picture as Qt's, with its bits."""
    bits = memoryview(picture.data)
    form = QImage.Format.Format_RGB32
    return Seen(QImage(bits, picture.width, picture.height, picture.stride, form), picture.data)
