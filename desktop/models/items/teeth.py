"""Teeth and parts of the mouth in words: "Upper left first molar, tooth 14" (DESIGN.md, 9).

The universal notation is put into words: 1 to 32, and A to T for first teeth. Anything else stays
as the practice writes it.
"""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

ADULT, FIRST = 8, 5  # teeth of a quarter
FIRST_TEETH = "ABCDEFGHIJKLMNOPQRST"


class _Place(NamedTuple):
    """A quarter of the mouth, and how many teeth further out than the middle."""

    quarter: int
    out: int
    first: bool


def place_words(tooth: str, surface: str = "") -> str:
    """Where a procedure is done: one tooth, several, or the part that `surface` names; else ""."""
    teeth = _named(tooth)
    if not teeth:
        return _part(surface)
    if len(teeth) == 1:
        return tooth_words(teeth[0])
    quarters = {place.quarter if (place := _place(one)) else None for one in teeth}
    if len(quarters) == 1 and (quarter := quarters.pop()) is not None:
        count = translate("Teeth", "%n teeth", "", len(teeth))
        return f"{_quarters()[quarter]}, {count}"
    return translate("Teeth", "Teeth %1").replace("%1", ", ".join(teeth))


def tooth_words(tooth: str) -> str:
    """Upper left first molar, tooth 14."""
    place = _place(tooth)
    if place is None:
        return translate("Teeth", "Tooth %1").replace("%1", tooth)
    names = _first_names() if place.first else _adult_names()
    return (
        translate("Teeth", "%1 %2, tooth %3")
        .replace("%1", _quarters()[place.quarter])
        .replace("%2", names[place.out])
        .replace("%3", tooth)
    )


def _named(tooth: str) -> tuple[str, ...]:
    """The teeth of "14", "3, 4, 5" or "28-31", each as it is written."""
    parts = (part.strip() for part in tooth.split(","))
    return tuple(one for part in parts if part for one in _range(part))


def _range(part: str) -> tuple[str, ...]:
    first, dash, last = part.partition("-")
    ends = _number(first.strip()), _number(last.strip())
    if not dash or ends[0] is None or ends[1] is None or ends[0] > ends[1]:
        return (part,)
    return tuple(str(one) for one in range(ends[0], ends[1] + 1))


def _number(tooth: str) -> int | None:
    number = int(tooth) if tooth.isascii() and tooth.isdecimal() and len(tooth) <= 2 else 0
    return number if 1 <= number <= 4 * ADULT else None


def _place(tooth: str) -> _Place | None:
    number = _number(tooth)
    if number is not None:
        at, size, first = number - 1, ADULT, False
    elif len(tooth) == 1 and tooth in FIRST_TEETH:
        at, size, first = FIRST_TEETH.index(tooth), FIRST, True
    else:
        return None
    quarter, along = divmod(at, size)
    out = along if quarter % 2 else size - 1 - along
    return _Place(quarter, out, first)


def _part(surface: str) -> str:
    right, left, lower_left, lower_right = _quarters()
    return {
        "UR": right,
        "UL": left,
        "LL": lower_left,
        "LR": lower_right,
        "U": translate("Teeth", "Upper teeth"),
        "L": translate("Teeth", "Lower teeth"),
    }.get(surface.strip().upper(), "")


def _quarters() -> tuple[str, str, str, str]:
    return (
        translate("Teeth", "Upper right"),
        translate("Teeth", "Upper left"),
        translate("Teeth", "Lower left"),
        translate("Teeth", "Lower right"),
    )


def _adult_names() -> tuple[str, ...]:
    return (
        translate("Teeth", "central incisor"),
        translate("Teeth", "lateral incisor"),
        translate("Teeth", "canine"),
        translate("Teeth", "first premolar"),
        translate("Teeth", "second premolar"),
        translate("Teeth", "first molar"),
        translate("Teeth", "second molar"),
        translate("Teeth", "wisdom tooth"),
    )


def _first_names() -> tuple[str, ...]:
    return (
        translate("Teeth", "central baby incisor"),
        translate("Teeth", "lateral baby incisor"),
        translate("Teeth", "baby canine"),
        translate("Teeth", "first baby molar"),
        translate("Teeth", "second baby molar"),
    )
