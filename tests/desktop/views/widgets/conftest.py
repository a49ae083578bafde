"""Fixtures of these tests."""

from tests.desktop.views.look import dressed

__all__ = ["dressed"]
