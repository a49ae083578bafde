"""The practice server over HTTP."""
