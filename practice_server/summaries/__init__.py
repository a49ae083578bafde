"""Care summaries that are made here, from what the feed brought of charts."""
