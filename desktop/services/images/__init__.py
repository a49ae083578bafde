"""Images of the practice, decoded by processes of their own (IMG-2, IMG-6)."""
