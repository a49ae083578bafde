"""Qt item models over frozen records. QtCore only."""
