"""The patient's desktop program."""
