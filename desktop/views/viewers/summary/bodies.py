"""What a document without sections holds, in the viewer for it."""

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.models.items.summary import document_title
from desktop.models.summary import BodyKind, Summary
from desktop.services.portal import Attachment, Viewing
from desktop.services.portal.readers import Readers
from desktop.views.viewers.pdf import PdfViewer
from desktop.views.viewers.picture import PictureViewer
from desktop.views.viewers.text import TextViewer
from desktop.views.widgets.buttons import secondary
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate


def no_summary() -> QWidget:
    """Before a document is chosen."""
    title = translate("Summary", "No care summary is open")
    text = translate("Summary", "Choose one to read it here.")
    return EmptyState("file-text", Tone.ACCENT, title, text)


def body_viewer(portal: Readers, summary: Summary, save: SignalInstance | None) -> QWidget:
    """Its PDF, text or picture; else why there is nothing to read, and a way to save it.

    Without `save` nothing can be saved.
    """
    name = document_title(summary.header)
    data = summary.body.data if summary.body is not None else b""
    match summary.kind:
        case BodyKind.PDF:
            pdf = PdfViewer(portal)
            if save is not None:
                pdf.save_requested.connect(save)
            pdf.show_document(data, name)
            return pdf
        case BodyKind.TEXT:
            return TextViewer(data.decode(), name)
        case BodyKind.IMAGE:
            picture = PictureViewer(portal, Attachment(data, name, Viewing.IMAGE))
            if save is not None:
                picture.save_wanted.connect(save)
            return picture
    return _nothing(summary.kind, save)


def _nothing(kind: BodyKind, save: SignalInstance | None) -> QWidget:
    text = {
        BodyKind.OTHER: translate(
            "Summary", "It holds a file of a kind that is not shown here. You can save it."
        )
        if save is not None
        else translate("Summary", "It holds a file of a kind that is not shown here."),
        BodyKind.ELSEWHERE: translate(
            "Summary", "Its text is kept elsewhere and was not sent. Ask who sent it for the text."
        ),
    }.get(kind, translate("Summary", "It came without sections, text or a file."))
    title = translate("Summary", "This document has nothing to read here")
    if save is None:
        return EmptyState("file-text", Tone.INFO, title, text)
    button = secondary(translate("Summary", "Save as received"), "download")
    button.clicked.connect(save)
    return EmptyState("file-text", Tone.INFO, title, text, [button])
