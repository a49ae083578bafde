"""The encrypted vault and the Qt item models over its records."""
