"""The PDF viewer (ACC-5)."""

from desktop.views.viewers.pdf.viewer import PdfViewer

__all__ = ["PdfViewer"]
