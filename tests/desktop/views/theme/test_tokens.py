"""Colours can be read, in every theme (EASE-2), and the style sheet knows only them."""

import re

import pytest

from desktop.views.theme import Theme, sheet
from desktop.views.theme.accent import with_accent
from desktop.views.theme.tokens import contrast, tokens

TEXT, SIGN = 4.5, 3.0
GROUNDS = ("canvas", "surface", "sunken", "hover", "selected")
TONES = ("warn", "ok", "bad", "info")


def pairs() -> list[tuple[str, str, float]]:
    """Every colour, what it stands on, and the least contrast."""
    found = [("text", g, TEXT) for g in (*GROUNDS, "chip", "accentSoft", "title")]
    found += [("text2", g, TEXT) for g in (*GROUNDS, "chip", "accentSoft", "title")]
    found += [("accentText", g, TEXT) for g in (*GROUNDS, "accentSoft")]
    found += [("accent", g, TEXT) for g in ("canvas", "surface", "hover", "selected")]
    found += [("onAccent", g, TEXT) for g in ("accent", "accentHover", "accentPress")]
    found += [("control", g, SIGN) for g in GROUNDS]
    found += [("focus", g, SIGN) for g in (*GROUNDS, "accentSoft")]
    for tone in TONES:
        found += [(f"{tone}Text", g, TEXT) for g in (f"{tone}Bg", "surface", "canvas", "selected")]
        found += [(name, f"{tone}Bg", TEXT) for name in ("text", "text2", "accentText")]
        found += [(f"{tone}Line", g, SIGN) for g in (f"{tone}Bg", "surface", "canvas")]
        found += [("focus", f"{tone}Bg", SIGN)]
    found += [(f"av{i}t", f"av{i}", TEXT) for i in (1, 2, 3, 4)]
    found += [("onBadge", "badge", TEXT), ("surface", "text", TEXT)]
    found += [("chartA", "surface", SIGN), ("chartB", "surface", SIGN)]
    found += [("onViewer", "viewer", TEXT), ("viewerFocus", "viewer", SIGN)]
    return [*found, ("viewerAccent", "viewer", SIGN)]


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("ink", "ground", "least"), pairs())
def test_colours_can_be_read(theme: Theme, ink: str, ground: str, least: float) -> None:
    colors = tokens(theme)
    assert contrast(colors[ink], colors[ground]) >= least


@pytest.mark.rule("EASE-3")
def test_high_contrast_is_higher() -> None:
    colors = tokens(Theme.CONTRAST)
    assert contrast(colors["text"], colors["surface"]) >= 10
    assert contrast(colors["focus"], colors["surface"]) >= 10


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("scale", [1.0, 1.15, 2.0, 2.5])
def test_the_sheet_is_filled_without_rest(theme: Theme, scale: float) -> None:
    filled = sheet.fill(tokens(theme), scale)
    assert "@" not in filled
    assert not re.search(r"\{\d", filled)
    assert filled.count("{") == filled.count("}")


def test_the_sheet_refuses_a_colour_that_is_no_token() -> None:
    with pytest.raises(KeyError):
        sheet.fill(tokens(Theme.LIGHT), 1.0, "QLabel { color: @nothing; }")


def test_sizes_in_braces_grow_and_others_do_not() -> None:
    filled = sheet.fill(tokens(Theme.LIGHT), 2.0, "a { x: {15}; y: 8px; } /* {9} @no */")
    assert "x: 30px" in filled
    assert "y: 8px" in filled
    assert "18px" not in filled


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("accent", ["#0B5D6B", "#8A1C7C", "#F0C000", "#FFFFFF", "#000000"])
def test_a_practices_accent_can_be_read_or_is_given_up(theme: Theme, accent: str) -> None:
    colors = with_accent(tokens(theme), accent)
    for ground in ("surface", "canvas", "selected"):
        assert contrast(colors["accent"], colors[ground]) >= TEXT
    assert contrast(colors["onAccent"], colors["accent"]) >= TEXT
    kept = ("focus", "okText", "badText", "warnText", "infoText")
    assert [colors[name] for name in kept] == [tokens(theme)[name] for name in kept]


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_an_accent_that_is_our_own_has_the_shade_of_each_theme(theme: Theme) -> None:
    own = tokens(Theme.LIGHT)["accent"]
    assert with_accent(tokens(theme), own.lower()) == tokens(theme)
