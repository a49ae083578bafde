"""Files of images as work for a lane (IMG-4)."""

from dataclasses import dataclass

from desktop.models.attachment import Attachment
from desktop.services.attachments import file_name
from desktop.services.context import Context
from desktop.services.images.kinds import viewing_of
from desktop.services.images.thumbnails import Thumbnails
from desktop.services.portal.files import Files
from portal_protocol.images import Image


@dataclass(frozen=True, slots=True)
class Gallery:
    """The images of one open copy."""

    files: Files
    thumbnails: Thumbnails

    def open(self, context: Context, *, image: Image, offline: bool) -> Attachment:
        """The bytes, fetched first when they are not here, and what may be done with them."""
        [blob] = image.blobs
        data = self.files.read(context, record=image, blob=blob, offline=offline)
        name = file_name(blob.name)
        return Attachment(data, name, viewing_of(data, name))
