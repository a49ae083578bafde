"""The practice server's store: tables, transactions, streams and migrations."""
