"""Cards that tabs put above their lists."""
