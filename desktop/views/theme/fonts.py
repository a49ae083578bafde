"""Inter, shipped with the program (SIL OFL 1.1), and what stands in for it."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from desktop.views.theme.tokens import RESOURCES

FAMILY = "Inter"
FALLBACK = "Noto Sans"
FACES = ("Regular", "Medium", "SemiBold")
SELDOM = ("Bold", "Italic")


@cache
def register(faces: tuple[str, ...] = FACES) -> bool:
    """Make shipped faces known to Qt, once a process; False when one could not be read."""
    files = [RESOURCES / "fonts" / f"{FAMILY}-{face}.ttf" for face in faces]
    return all(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in files)


def families(*, system: bool) -> list[str]:
    """The families to ask for, first choice first."""
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if system or not register():
        return [own]
    return [FAMILY, FALLBACK, own]


def make(names: list[str], pixels: int, weight: int, *, tabular: bool) -> QFont:
    """A font of `pixels` height; `tabular` gives all digits one width (for columns)."""
    if weight > 600 and names[0] == FAMILY:
        register(SELDOM)
    font = QFont(names)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
