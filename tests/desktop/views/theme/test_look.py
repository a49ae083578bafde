"""The look: sizes, fonts, icons, and that everything follows a change."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import desktop.views
from desktop.views.theme import Theme, look
from desktop.views.theme.tokens import RESOURCES, tokens
from desktop.views.widgets.text import label
from tests.desktop.views.look import wear

ICONS = RESOURCES / "icons"
VIEWS = Path(desktop.views.__file__).parent
TAKES_ICON = {
    *("primary", "secondary", "quiet", "plain", "destructive", "icon_button", "Button", "_Fact"),
    *("IconLabel", "TintCircle", "ActionCard", "EmptyState", "StatusChip", "Banner", "Notice"),
    *("icon", "pixmap", "set_icon", "show_icon", "show_state", "show_notice", "add", "paint_chip"),
}
NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")


def icon_names() -> set[str]:
    """Every icon that the views ask for by a literal name."""
    found: set[str] = set()
    for file in VIEWS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in TAKES_ICON:
                found |= {word for word in _literals(node) if NAME.match(word)}
    kinds = {"secondary", "primary", "quiet", "plain", "link", "icon", "segment", "toast", "foot"}
    return found - set(tokens(Theme.LIGHT)) - kinds


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _literals(node: ast.Call) -> Iterator[str]:
    for argument in [*node.args, *(word.value for word in node.keywords if word.arg == "icon")]:
        for choice in ast.walk(argument) if isinstance(argument, ast.IfExp) else [argument]:
            if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                yield choice.value


def test_every_icon_that_is_used_is_shipped() -> None:
    shipped = {file.stem for file in ICONS.glob("*.svg")}
    used = {name for name in icon_names() if "-" in name or name in shipped}
    assert {"lock", "eye", "circle-alert", "phone"} <= used
    assert used <= shipped


@pytest.mark.parametrize("file", sorted(ICONS.glob("*.svg")), ids=lambda file: file.stem)
def test_every_shipped_icon_can_be_drawn(qapp: QApplication, file: Path) -> None:
    image = look.pixmap(file.stem, 24, "text").toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    assert any(image.pixelColor(x, y).alpha() > 128 for x, y in points)


def test_licences_lie_beside_what_they_are_for() -> None:
    assert "SIL Open Font License" in (RESOURCES / "fonts" / "LICENSE-Inter.txt").read_text()
    assert "ISC License" in (ICONS / "LICENSE-Lucide.txt").read_text()


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_the_weights_are_faces_of_inter(dressed_parts: QApplication, weight: int) -> None:
    font = look.font(15, weight)
    assert font.weight() == QFont.Weight(weight)
    assert QFontInfo(font).family() == "Inter"
    assert QFontInfo(font).weight() == weight


def test_tabular_figures_have_one_width(dressed_parts: QApplication) -> None:
    metrics = QFontMetricsF(look.font(15, 400, tabular=True))
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0000"))


def test_the_fonts_write_the_languages_of_patients(dressed_parts: QApplication) -> None:
    metrics = QFontMetrics(look.font())
    assert all(metrics.inFontUcs4(ord(sign)) for sign in "éñŁőșΩЖ−’“…€ễ")


@pytest.mark.rule("EASE-2")
def test_text_grows_to_200_per_cent(dressed_parts: QApplication, qtbot: QtBot) -> None:
    title = label("Statements", "card")
    qtbot.addWidget(title)
    title.show()
    before = title.sizeHint().height()
    wear(dressed_parts, "light", 2.0)
    assert title.sizeHint().height() >= before * 1.8
    assert look.px(15) == 30
    assert look.font(15).pixelSize() == 30


@pytest.mark.rule("EASE-3")
@pytest.mark.parametrize("theme", Theme)
def test_a_theme_dresses_everything(
    dressed_parts: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    wear(dressed_parts, theme, 1.0)
    words = QLabel("Words")
    qtbot.addWidget(words)
    words.show()
    colors = tokens(theme)
    assert look.theme is theme
    assert look.color("text") == QColor(colors["text"])
    assert words.palette().color(words.foregroundRole()) == QColor(colors["text"])


@pytest.mark.rule("EASE-3")
@pytest.mark.parametrize(
    ("scheme", "theme"),
    [(Qt.ColorScheme.Dark, Theme.DARK), (Qt.ColorScheme.Light, Theme.LIGHT)],
)
def test_the_systems_choice_is_followed(
    dressed_parts: QApplication, scheme: Qt.ColorScheme, theme: Theme
) -> None:
    dressed_parts.styleHints().setColorScheme(scheme)
    try:
        if dressed_parts.styleHints().colorScheme() != scheme:
            pytest.skip("a platform with a colour scheme (run with --onscreen)")
        wear(dressed_parts, "system", 1.0)
        assert look.theme is theme
    finally:
        dressed_parts.styleHints().unsetColorScheme()


@pytest.mark.rule("EASE-3")
def test_reduced_motion_takes_no_time(dressed_parts: QApplication) -> None:
    look.apply(dressed_parts, "light", 1.0, reduced_motion=True)
    assert look.fade() == 0
    wear(dressed_parts, "light", 1.0)
    assert look.fade() == 120


def test_an_icon_has_the_colour_it_was_asked_for(dressed_parts: QApplication) -> None:
    image: QImage = look.pixmap("minus", 24, "accent").toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    wanted = look.color("accent")
    assert abs(middle.red() - wanted.red()) <= 12
    assert abs(middle.blue() - wanted.blue()) <= 12


def test_an_icon_that_is_not_shipped_is_refused(dressed_parts: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        look.pixmap("no-such-icon", 18, "text")
