"""The patient's desktop program."""

from desktop.steady_none import keep_none

keep_none()
