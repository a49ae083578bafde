"""Lists of rows: one view, and a delegate for each kind of row."""
