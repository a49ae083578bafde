"""The image viewer (IMG-2, IMG-3)."""

from desktop.views.viewers.image.viewer import ImageViewer

__all__ = ["ImageViewer"]
