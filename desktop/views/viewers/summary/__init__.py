"""The viewer of clinical documents (SUM-1, SUM-2)."""

from desktop.views.viewers.summary.viewer import SummaryViewer

__all__ = ["SummaryViewer"]
