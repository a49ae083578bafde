"""The practice server: a mailbox between a practice and its patients."""
