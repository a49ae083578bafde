"""Continuity of Care Documents by C-CDA R2.1, from a person's chart; no I/O (reference 3.15)."""
