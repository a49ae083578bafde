"""The faces of the processes that read documents, each made when it is first needed."""

from typing import TYPE_CHECKING

from desktop.services.portal import heavy
from desktop.services.portal.core import Lanes

if TYPE_CHECKING:
    from desktop.services.portal.images import ImagesFace
    from desktop.services.portal.pdf import PdfFace
    from desktop.services.portal.summaries import SummariesFace


class Reading:
    """What the portal and `OpeningFace` have in common; whoever is one sets `_lanes`."""

    _lanes: Lanes
    _most_pdfs = 8  # the oldest is forgotten: the portal shows one or two, and keeps no count
    _pdf: "PdfFace | None" = None
    _images: "ImagesFace | None" = None
    _summaries: "SummariesFace | None" = None

    @property
    def pdf(self) -> "PdfFace":
        """Pages of PDFs."""
        if self._pdf is None:
            self._pdf = heavy.pdf_face(self._lanes, self._most_pdfs)
        return self._pdf

    @property
    def images(self) -> "ImagesFace":
        """Images, DICOM among them."""
        if self._images is None:
            self._images = heavy.images_face(self._lanes)
        return self._images

    @property
    def summaries(self) -> "SummariesFace":
        """Clinical documents."""
        if self._summaries is None:
            self._summaries = heavy.summaries_face(self._lanes)
        return self._summaries

    def _stop_readers(self) -> None:
        """End their processes and forget all documents, at once."""
        for face in (self._pdf, self._images, self._summaries):
            if face is not None:
                face.stop()
