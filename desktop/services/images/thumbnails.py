"""Thumbnails of images: made once of the document in the vault, and kept there (IMG-1)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.models.picture import Picture
from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import thumbnails as kept
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from desktop.services.documents import Documents
from desktop.services.first_pages import first_page, is_pdf
from desktop.services.images.pool import Pool
from portal_protocol.images import Image

SIZE = (320, 240)
"""Pixels: twice what a list shows at 100 % text."""

MOST = 64 * 1024 * 1024
"""Bytes of a file that is fetched for its thumbnail."""

_QUALITY = 85
_SHOWS_NOTHING = frozenset(
    {
        Trouble.DOCUMENT_DAMAGED,
        Trouble.DOCUMENT_LOCKED,
        Trouble.DOCUMENT_TOO_LARGE,
        Trouble.NO_PICTURE,
    }
)


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """Of one open copy; work for lanes."""

    vault: Vault
    documents: Documents

    def stored(self, _context: Context, *, images: Sequence[Image]) -> dict[str, Picture | None]:
        """Those that were made, by the images' ids; None where nothing can be shown."""
        with self.vault.reading() as conn:
            found = kept.stored(conn, images)
        return {name: _unpacked(body) for name, body in found.items()}

    def made(self, context: Context, *, image: Image, pool: Pool) -> Picture | None:
        """The thumbnail of an image, its file fetched first if it is not here; then kept.

        None when there is nothing to show. Raises as `Documents.fetched`.
        """
        [blob] = image.blobs
        quiet = Context()
        context.on_cancel(quiet.cancel)
        data = self.documents.fetched(image, blob, quiet, MOST)
        try:
            if is_pdf(data):
                picture = first_page(context, data=data, size=SIZE)
            else:
                picture = pool.thumbnail(context, data=data, size=SIZE, settings=image.settings)
        except PortalError as error:
            if error.trouble not in _SHOWS_NOTHING:
                raise
            picture = None
            if error.detail:  # its process ended, maybe for another reason: the next run tries
                return None
        body = kept.HOPELESS if picture is None else _packed(picture)
        with self.vault.writing() as conn:
            kept.put(conn, image, body)
        return picture


def _packed(picture: Picture) -> bytes:
    from PIL import Image as Pillow  # noqa: PLC0415 - after first paint

    size, stride = (picture.width, picture.height), picture.stride
    pixels = Pillow.frombuffer("RGB", size, picture.data, "raw", "BGRX", stride, 1)
    file = io.BytesIO()
    pixels.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _unpacked(body: bytes) -> Picture | None:
    """What `_packed` made; nothing else is ever stored."""
    if body == kept.HOPELESS:
        return None
    from PIL import Image as Pillow  # noqa: PLC0415 - after first paint

    with Pillow.open(io.BytesIO(body), formats=("JPEG",)) as pixels:
        wide, high = pixels.size
        bits = pixels.convert("RGB").tobytes("raw", "BGRX")
    return Picture(wide, high, wide * 4, bits)
