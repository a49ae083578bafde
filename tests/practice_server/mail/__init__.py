"""Tests of ordinary e-mail."""
