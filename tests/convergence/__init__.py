"""Server and vault together: whatever happens in between, they come to the same."""
