"""The sections of a care summary, one file each, in the order of the reference (3.15)."""
