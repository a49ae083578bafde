"""One file is one tab of the portal."""
