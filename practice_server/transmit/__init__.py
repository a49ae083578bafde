"""Care summaries that patients send to others: one file per way of sending (SUM-4, SUM-5)."""
