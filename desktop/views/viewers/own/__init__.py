"""Viewers for files of a person's own, which did not come from the practice."""

from desktop.views.viewers.own.view import OwnView

__all__ = ["OwnView"]
