"""Images of the practice as the Images tab shows them (IMG-1)."""

from collections.abc import Iterator

from desktop.models.shown import Page, Shown
from desktop.models.vault import queries
from desktop.models.vault.vault import Vault
from desktop.services.jobs import Context
from desktop.services.portal.reads.common import PAGE, damaged, only, sound
from desktop.services.portal.state import FilesState
from portal_protocol.images import Image
from portal_protocol.records import PatientId


class ImageReads:
    """Reads for `GalleryFace`; each is one transaction."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def images(
        self, _context: Context, *, chosen: PatientId | None, cursor: str | None
    ) -> Page[Image]:
        """A page of images, oldest first; `saved` says whether the file is on this computer."""
        who = only(chosen)
        with self._vault.reading() as conn:
            rows, following = queries.page(
                conn, Image, patients=who, newest_first=False, cursor=cursor, limit=PAGE
            )
            total = queries.count(conn, Image, patients=who)
        shown = tuple(Shown(image, saved=self._here(image)) for image in sound(rows))
        return Page(shown, following, total, damaged(rows))

    def everything(self, context: Context, *, chosen: PatientId | None) -> tuple[Image, ...]:
        """All images of the person in view, oldest first, for saving them (IMG-4)."""
        return tuple(image for image in self._all(context, chosen) if image.blobs)

    def kept(self, context: Context, *, chosen: PatientId | None) -> FilesState:
        """How many of them are on this computer."""
        here = [self._here(image) for image in self._all(context, chosen)]
        return FilesState(sum(here), len(here), active=False)

    def _all(self, context: Context, chosen: PatientId | None) -> Iterator[Image]:
        for image in queries.everything(
            self._vault.reading,
            Image,
            lambda _conn, row: row,
            patients=only(chosen),
            newest_first=False,
        ):
            context.check_cancelled()
            if isinstance(image, Image):
                yield image

    def _here(self, image: Image) -> bool:
        return all(self._vault.documents.has(blob.digest) for blob in image.blobs)
