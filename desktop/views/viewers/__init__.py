"""Viewers of documents."""
