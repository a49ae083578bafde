"""Tests of transmitting care summaries."""
