"""What a viewer needs to show a document: the portal has it, and so has `OpeningFace`."""

from typing import TYPE_CHECKING, Protocol

from desktop.services.settings import Settings

if TYPE_CHECKING:
    from desktop.services.portal.images import ImagesFace
    from desktop.services.portal.pdf import PdfFace
    from desktop.services.portal.pictures import PicturesFace
    from desktop.services.portal.summaries import SummariesFace


class Readers(Protocol):
    """The processes that read documents, and how large pages are shown."""

    @property
    def pdf(self) -> "PdfFace":
        """Pages of PDFs."""

    @property
    def images(self) -> "ImagesFace":
        """Images, DICOM among them."""

    @property
    def summaries(self) -> "SummariesFace":
        """Clinical documents."""

    @property
    def attachments(self) -> "PicturesFace":
        """Pictures inside documents."""

    @property
    def settings(self) -> Settings:
        """Of these, `document_zoom`."""

    def change_settings(self, **changes: object) -> None:
        """Take another zoom for the documents to come."""
