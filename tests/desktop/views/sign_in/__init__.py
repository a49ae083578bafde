"""Tests of the sign-in side: pages, dialogs and words."""
