"""The patient's desktop program."""

from desktop import collector
from desktop.steady_none import keep_none

collector.look_rarely()
keep_none()
