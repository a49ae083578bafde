"""How the program looks now: theme, text scale, fonts and icons, for widgets and painters."""

import sys
from collections.abc import Mapping

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.theme import fonts, icons, palette, sheet
from desktop.views.theme.accent import with_accent
from desktop.views.theme.followers import Dress, Followers
from desktop.views.theme.steps import Steps
from desktop.views.theme.tokens import Theme, tokens

LARGEST = 2.5
FADE = 120
FUSION = "fusion"
"""Set on an application that was started with "-style Fusion", which is quicker than setStyle."""


def system_theme() -> Theme:
    """What the system asks for: more contrast, dark, or light (EASE-3)."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return Theme.CONTRAST
    return Theme.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Theme.LIGHT


def system_reduces_motion() -> bool:
    """Whether the system asks for less motion (EASE-3)."""
    hints = QGuiApplication.styleHints()
    return hints.accessibility().motionPreference() == Qt.MotionPreference.ReducedMotion


def system_text_factor() -> float:
    """How much larger than usual the system draws text, 1 to 2.5."""
    screen = QGuiApplication.primaryScreen()
    usual = 72 if sys.platform == "darwin" else 96
    return min(LARGEST, max(1.0, screen.logicalDotsPerInch() / usual))


class Look(QObject):
    """The one look of the program. What follows it is dressed anew in steps when it changes."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = Theme.LIGHT
        self.scale = 1.0
        self.reduced_motion = False
        self._asked: Theme | None = None
        self._accent = ""
        self._colors: Mapping[str, str] = tokens(Theme.LIGHT)
        self._families: list[str] = []
        self._fonts: dict[tuple[float, int, bool], QFont] = {}
        self._ratio = 1.0
        self._following = False
        self._worn = ("", "")
        self._followers = Followers()
        self._steps = Steps()

    def apply(
        self,
        app: QApplication,
        theme: str = "system",
        scale: float = 1.0,
        *,
        system_font: bool = False,
        reduced_motion: bool = False,
        accent: str | None = None,
    ) -> None:
        """Dress `app`: `theme` is "system" or a `Theme`, `scale` the chosen text size (1 to 2).

        `accent` as in `set_practice_accent`, None to leave it.
        """
        self._accent = self._accent if accent is None else accent
        self._asked = None if theme == "system" else Theme(theme)
        self.scale = min(LARGEST, max(1.0, scale) * system_text_factor())
        self.reduced_motion = reduced_motion or system_reduces_motion()
        self._families = fonts.families(system=system_font)
        self._fonts = {}
        self._ratio = app.devicePixelRatio()
        if not self._following:
            self._following = True
            if not app.property(FUSION):
                app.setStyle("Fusion")
            app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._dress(app)

    def set_practice_accent(self, app: QApplication, accent: str) -> None:
        """Take the practice's colour (#RRGGBB, or "" for ours) where it can be read."""
        if accent != self._accent:
            self._accent = accent
            self._dress(app)

    def finish(self) -> None:
        """Dress at once what a change has not come to yet."""
        self._steps.finish()

    @property
    def sheet(self) -> str:
        """The style sheet of now."""
        return sheet.fill(self._colors, self.scale)

    def carry(self, part: QWidget) -> None:
        """Let a part of a window, and all in it, have the style sheet of now and of later."""
        self._followers.carry(part, self.sheet)

    def follow(self, dress: Dress) -> None:
        """Call `dress`, a widget's own method, whenever the look changed."""
        self._followers.follow(dress)

    def color(self, token: str) -> QColor:
        """A token's colour in the theme of now. Raises `KeyError` for an unknown one."""
        return QColor(self._colors[token])

    @property
    def family(self) -> str:
        """The family that text is asked for in."""
        if not self._families:
            self._families = fonts.families(system=False)
        return self._families[0]

    def px(self, size: float) -> int:
        """`size` logical pixels at 100 %, at the text scale of now."""
        return round(size * self.scale)

    def font(self, size: float = 15, weight: int = 400, *, tabular: bool = False) -> QFont:
        """A font `size` pixels high at 100 %; `tabular` for amounts and columns of figures."""
        asked = (size, weight, tabular)
        kept = self._fonts.get(asked)
        if kept is None:
            names = self._families or fonts.families(system=False)
            kept = fonts.make(names, self.px(size), weight, tabular=tabular)
            self._fonts[asked] = kept
        return QFont(kept)  # its own: whoever asked may change it

    def pixmap(self, name: str, size: float, token: str) -> QPixmap:
        """Icon `name`, `size` pixels at 100 %, in a token's colour."""
        mirror = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        color = self._colors[token]
        return icons.draw(name, color, self.px(size), self._ratio, mirror=mirror)

    def icon(self, name: str, ink: str = "text2", size: float = 18, *, gap: float = 0) -> QIcon:
        """Icon `name` with its disabled look; `gap` adds space towards the text beside it."""
        icon = QIcon()
        for mode, color in ((QIcon.Mode.Normal, ink), (QIcon.Mode.Disabled, "disabled")):
            icon.addPixmap(_padded(self.pixmap(name, size, color), self.px(gap)), mode)
        return icon

    def icon_size(self, size: float = 18, *, gap: float = 0) -> QSize:
        """What to give `setIconSize` for an icon made with the same arguments."""
        return QSize(self.px(size) + self.px(gap), self.px(size))

    def effective_width(self, widget: QWidget) -> float:
        """The width of the widget's window at 100 %: what layouts choose their shape by."""
        return widget.window().width() / self.scale

    def fade(self) -> int:
        """How long something may take to appear, in milliseconds; 0 with reduced motion."""
        return 0 if self.reduced_motion else FADE

    def _dress(self, app: QApplication) -> None:
        self.theme = self._asked or system_theme()
        colors = tokens(self.theme)
        own = self._accent and self.theme is not Theme.CONTRAST
        self._colors = with_accent(colors, self._accent) if own else colors
        worn, self._worn = self._worn, (self.sheet, self.family)
        if worn == self._worn:  # as when less motion was asked for
            return
        app.setPalette(palette.make(self._colors))
        app.setFont(self.font())
        self._steps.begin(self._followers.dress(self.sheet))
        if not any(window.isVisible() for window in app.topLevelWidgets()):
            self.finish()

    def _on_system_changed(self) -> None:
        app = QApplication.instance()
        if self._asked is None and isinstance(app, QApplication):
            self._dress(app)


def _padded(pixmap: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(gap * ratio), pixmap.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    left = QGuiApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight
    painter.drawPixmap(0 if left else gap, 0, pixmap)
    painter.end()
    return wide
