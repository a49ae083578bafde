"""Colour tokens of the three themes, and the contrast between them (WCAG 2.2, 1.4.3)."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

import resources

RESOURCES = Path(resources.__file__).parent


class Theme(StrEnum):
    """What is drawn; "as the system" is a choice of the settings, never a theme."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@cache
def tokens(theme: Theme) -> Mapping[str, str]:
    """Every colour of a theme as #RRGGBB, by the token's name in `resources/tokens.json`."""
    everything = msgspec.json.decode((RESOURCES / "tokens.json").read_bytes())
    colors: dict[str, str] = everything[theme.value]
    return colors


def _luminance(color: str) -> float:
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two #RRGGBB colours, 1 to 21, in either order."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)
