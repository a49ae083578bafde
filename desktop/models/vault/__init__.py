"""The encrypted cache: one SQLCipher database and encrypted documents for each login."""
