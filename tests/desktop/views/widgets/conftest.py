"""Fixtures of these tests."""

from tests.desktop.views.look import dressed, dressed_parts

__all__ = ["dressed", "dressed_parts"]
