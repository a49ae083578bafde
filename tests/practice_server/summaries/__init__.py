"""Care summaries that the practice server makes."""
