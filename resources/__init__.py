"""Icons, fonts, tokens and their licences, as package data."""
