"""Take my record: everything that is shared, as files outside the program (OFF-7). No Qt."""
