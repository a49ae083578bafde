"""Ordinary e-mail: notices that say that something is here, and nothing of it (MAIL-8)."""
