"""The one style sheet: `resources/portal.qss` with tokens and sizes put in."""

import re
from collections.abc import Mapping
from functools import cache

from desktop.views.theme.tokens import RESOURCES


@cache
def template() -> str:
    """The sheet before it is filled: `@token` is a colour, `{15}` a size that grows with text."""
    return (RESOURCES / "portal.qss").read_text(encoding="utf-8")


def fill(colors: Mapping[str, str], scale: float, source: str | None = None) -> str:
    """The sheet for these colours and this text scale. Raises `KeyError` for an unknown token."""
    sheet = template() if source is None else source
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\{(\d+)\}", lambda size: f"{round(int(size[1]) * scale)}px", sheet)
    return re.sub(r"@(\w+)", lambda token: colors[token[1]], sheet)
