"""Colours, type and style sheets from the design tokens."""
