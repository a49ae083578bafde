"""Images for the viewer (IMG-2, IMG-3)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.models.image import Area, Look, OpenImage, Size
from desktop.models.picture import Picture
from desktop.services.context import Context
from desktop.services.images.opened import First, OpenImages
from desktop.services.images.pool import Pool
from desktop.services.jobs import Lane
from desktop.services.portal.core import Failed, Lanes, nothing
from portal_protocol.image_settings import AS_IT_IS, ImageSettings

LOOK_AFTER = 2_000  # milliseconds


class ImagesFace:
    """Opens images that are in memory, and draws what is seen of them.

    Failures are DOCUMENT_DAMAGED, DOCUMENT_TOO_LARGE and NO_PICTURE.
    """

    def __init__(self, core: Lanes) -> None:
        self._core = core
        self.pool = Pool()
        self._images = OpenImages(self.pool)
        self._guard = QTimer(singleShot=True, interval=LOOK_AFTER)
        self._guard.timeout.connect(self._look)

    def warm_up(self, *, owner: QObject) -> None:
        """Start a process before the first image is wanted."""
        warm_up = self.pool.warm_up
        self._core.run(Lane.IMAGES, lambda _context: warm_up(), owner=owner, done=nothing)

    def open(  # noqa: PLR0913 - all by name
        self,
        data: bytes,
        *,
        page: int = 0,
        settings: ImageSettings = AS_IT_IS,
        view: Size | None = None,
        owner: QObject,
        done: Callable[[First], None],
        failed: Failed,
    ) -> Context:
        """Open a page of a file under the practice's settings; whoever opens it closes it.

        With `view` all of it, made to fit those pixels, comes along.
        """
        work = partial(_open, self._images, data, page, settings, view)
        return self._run(work, owner=owner, done=done, failed=failed)

    def turn(
        self,
        image: OpenImage,
        page: int,
        view: Size | None = None,
        *,
        owner: QObject,
        done: Callable[[First], None],
        failed: Failed,
    ) -> Context:
        """Another page of it."""
        work = partial(self._images.turn, image=image, page=page, view=view)
        return self._run(work, owner=owner, done=done, failed=failed)

    def draw(  # noqa: PLR0913 - what of one image, and how
        self,
        image: OpenImage,
        look: Look,
        area: Area,
        size: Size,
        *,
        owner: QObject,
        done: Callable[[Picture], None],
        failed: Failed = nothing,
    ) -> Context:
        """An area of it in a look; the answer can be cancelled while it waits its turn."""
        work = partial(self._images.draw, image=image, look=look, area=area, size=size)
        return self._run(work, owner=owner, done=done, failed=failed)

    def close(self, image: OpenImage, *, owner: QObject) -> None:
        """Forget an image."""
        work = partial(self._images.close, image=image)
        self._run(work, owner=owner, done=nothing, failed=nothing)

    def stop(self) -> None:
        """Forget all images and end their processes, at once: the copy is locked or left, or the
        program ends."""
        self._guard.stop()
        self._images.stop()

    def _run(
        self,
        work: Callable[[Context], First] | Callable[[Context], Picture] | Callable[[Context], None],
        *,
        owner: QObject,
        done: Callable[..., None],
        failed: Failed,
    ) -> Context:
        if not self._guard.isActive():
            self._guard.start()
        return self._core.run(Lane.IMAGES, work, owner=owner, done=done, failed=failed)

    def _look(self) -> None:
        """A process that something holds still cannot end itself."""
        self.pool.look()
        if self.pool.busy:
            self._guard.start()


def _open(
    images: OpenImages,
    data: bytes,
    page: int,
    settings: ImageSettings,
    view: Size | None,
    context: Context,
) -> First:
    return images.open(context, data=data, page=page, settings=settings, view=view)
