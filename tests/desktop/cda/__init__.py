"""Clinical documents as they are read."""
