"""The encrypted cache of one login at one practice: records, outbox, search, documents, key."""
