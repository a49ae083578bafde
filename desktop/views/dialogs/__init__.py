"""Dialogs, each a window of its own."""
