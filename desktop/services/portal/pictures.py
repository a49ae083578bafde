"""Pictures that are in memory, decoded for the views."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.models.attachment import Attachment
from desktop.models.picture import Picture
from desktop.services.jobs import Context, Lane
from desktop.services.portal.core import Failed, Lanes


class PicturesFace:
    """Needs no copy to be open."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes

    def picture(
        self,
        attachment: Attachment,
        size: tuple[int, int],
        *,
        owner: QObject,
        done: Callable[[Picture], None],
        failed: Failed | None = None,
    ) -> Context:
        """The picture of a Viewing.IMAGE, made to fit a size in pixels, never enlarged.

        Decoded in a process of its own; fails with DOCUMENT_DAMAGED and DOCUMENT_TOO_LARGE.
        """
        from desktop.services.pictures import decoded  # noqa: PLC0415 - after first paint

        width, height = size
        work = partial(decoded, data=attachment.data, width=width, height=height)
        return self._lanes.run(Lane.FILES, work, owner=owner, done=done, failed=failed)
