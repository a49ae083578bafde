"""The real window against a real practice server."""
