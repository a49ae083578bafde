"""Images that the practice shares: lists, files and thumbnails for the Images tab."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.models.attachment import Attachment
from desktop.models.picture import Picture
from desktop.models.shown import Page
from desktop.services.jobs import Context, Lane, Progress
from desktop.services.portal.core import Core, Failed, never
from desktop.services.portal.state import FilesState
from portal_protocol.images import Image

if TYPE_CHECKING:
    from desktop.services.images.pool import Pool

Thumbs = dict[str, Picture | None]


class GalleryFace:
    """Lists follow `Portal.chosen`; what is opened is noted (WHO-7). `pool` has the processes that
    decode."""

    def __init__(self, core: Core, pool: "Callable[[], Pool]") -> None:
        self._core, self._pool = core, pool

    def images(
        self,
        *,
        owner: QObject,
        done: Callable[[Page[Image]], None],
        failed: Failed | None = None,
        cursor: str | None = None,
    ) -> None:
        """Images, oldest first (IMG-1)."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.images.images, chosen=self._core.chosen, cursor=cursor)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def everything(self, *, owner: QObject, done: Callable[[tuple[Image, ...]], None]) -> None:
        """All images of whoever is in view, also those that no list has read yet (IMG-4)."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.images.everything, chosen=self._core.chosen)
            self._core.run(Lane.READ, read, owner=owner, done=done)

    def kept(self, *, owner: QObject, done: Callable[[FilesState], None]) -> None:
        """How many files of them are on this computer."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.images.kept, chosen=self._core.chosen)
            self._core.run(Lane.READ, read, owner=owner, done=done)

    def open(
        self,
        image: Image,
        *,
        owner: QObject,
        done: Callable[[Attachment], None],
        failed: Failed | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Context:
        """The file, fetched first when it is not here, and what it is by its content; noted.

        Fails with NOT_SAVED_HERE when it is not here and cannot come now.
        """
        opened = self._core.opened
        if opened is None:
            return never()

        def read(file: Attachment) -> None:
            self._core.acted.emit()
            done(file)

        work = partial(opened.gallery.open, image=image, offline=self._core.offline)
        return self._core.run(
            Lane.FILES, work, owner=owner, done=read, failed=failed, progress=progress
        )

    def stored_thumbnails(
        self,
        images: Sequence[Image],
        *,
        owner: QObject,
        done: Callable[[Thumbs], None],
        failed: Failed | None = None,
    ) -> None:
        """The thumbnails that were made of these images, by id; None where nothing can show."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.gallery.thumbnails.stored, images=tuple(images))
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def thumbnail(
        self,
        image: Image,
        *,
        owner: QObject,
        done: Callable[[Picture | None], None],
        failed: Failed,
    ) -> Context:
        """The thumbnail of an image, made now and kept; its file is fetched when it is not here.

        In a lane of its own: one that is slow to come keeps no document waiting.
        """
        opened = self._core.opened
        if opened is None:
            return never()
        work = partial(opened.gallery.thumbnails.made, image=image, pool=self._pool())
        return self._core.run(Lane.THUMBS, work, owner=owner, done=done, failed=failed)
