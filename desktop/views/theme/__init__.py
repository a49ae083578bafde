"""The theme: `look` is how the program looks now."""

from desktop.views.theme.look import Look
from desktop.views.theme.tokens import Theme

look = Look()

__all__ = ["Theme", "look"]
