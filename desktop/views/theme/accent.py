"""A practice's own accent colour, made readable or given up."""

import colorsys
from collections.abc import Mapping

from desktop.views.theme.tokens import Theme, contrast, tokens

GROUNDS = ("surface", "canvas", "selected")
READABLE = 4.5
STEP = 0.02
STEPS = 20


def _lightness(color: str, by: float) -> str:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    channels = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light + by)), saturation)
    return "#" + "".join(f"{round(c * 255):02X}" for c in channels)


def _readable(accent: str, colors: Mapping[str, str]) -> bool:
    return (
        all(contrast(accent, colors[ground]) >= READABLE for ground in GROUNDS)
        and contrast(colors["onAccent"], accent) >= READABLE
    )


def with_accent(colors: Mapping[str, str], accent: str) -> Mapping[str, str]:
    """`colors` with the practice's accent (#RRGGBB), darkened or lightened in 2 % steps.

    The colours as they are when 20 steps do not make it readable, or when the practice wants what
    is our own accent: each theme has its own shade of that. Status and focus colours stay.
    """
    if accent.upper() == tokens(Theme.LIGHT)["accent"].upper():
        return colors
    away = -STEP if contrast(colors["surface"], "#FFFFFF") < 2 else STEP
    for step in range(STEPS + 1):
        candidate = _lightness(accent, away * step)
        if _readable(candidate, colors):
            own = {
                "accent": candidate,
                "accentText": candidate,
                "accentHover": _lightness(candidate, away * 3),
                "accentPress": _lightness(candidate, away * 6),
                "badge": candidate,
                "chartA": candidate,
            }
            return {**colors, **own}
    return colors
