"""Theme, text size, font, motion (EASE-2, EASE-3), and news outside the window (MAIL-9)."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QButtonGroup, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from desktop.services.portal import Portal, ThemeName
from desktop.views.widgets.buttons import primary
from desktop.views.widgets.choices import CheckBox, RadioButton
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.text import label

translate = QCoreApplication.translate
LEADING = Qt.AlignmentFlag.AlignLeft
SIZES = (100, 115, 130, 150, 175, 200)


class AppearanceDialog(Dialog):
    """Writes to the settings; whoever dresses the program follows them."""

    def __init__(self, portal: Portal, parent: QWidget) -> None:
        super().__init__(translate("Appearance", "Appearance and text size"), parent)
        self.portal = portal
        self._add_themes()
        self._add_sizes()
        self._add_switches()
        close = primary(translate("Appearance", "Done"))
        self.add(close, QDialogButtonBox.ButtonRole.AcceptRole)
        close.clicked.connect(self.accept)

    def _add_themes(self) -> None:
        names = {
            ThemeName.SYSTEM: translate("Appearance", "As the system"),
            ThemeName.LIGHT: translate("Appearance", "Light"),
            ThemeName.DARK: translate("Appearance", "Dark"),
            ThemeName.CONTRAST: translate("Appearance", "High contrast"),
        }
        box, grid = self._group(translate("Appearance", "Colours"))
        self.themes = QButtonGroup(box)
        for at, (theme, name) in enumerate(names.items()):
            button = RadioButton(name)
            button.setChecked(self.portal.settings.theme == theme)
            self.themes.addButton(button, at)
            grid.addWidget(button, at // 2, at % 2, LEADING)
        choices = list(names)
        self.themes.idClicked.connect(lambda at: self.portal.change_settings(theme=choices[at]))

    def _add_sizes(self) -> None:
        box, grid = self._group(translate("Appearance", "Text size"))
        self.sizes = QButtonGroup(box)
        for at, size in enumerate(SIZES):
            button = RadioButton(translate("Appearance", "{size} %").format(size=size))
            button.setChecked(self.portal.settings.text_scale == size)
            self.sizes.addButton(button, size)
            grid.addWidget(button, at // 3, at % 3, LEADING)
        self.sizes.idClicked.connect(lambda size: self.portal.change_settings(text_scale=size))

    def _add_switches(self) -> None:
        settings = self.portal.settings
        self.font_switch = CheckBox(translate("Appearance", "Use my system’s font"))
        self.font_switch.setChecked(settings.system_font)
        self.font_switch.toggled.connect(lambda on: self.portal.change_settings(system_font=on))
        self.motion_switch = CheckBox(translate("Appearance", "Reduce motion"))
        self.motion_switch.setChecked(settings.reduced_motion)
        self.motion_switch.toggled.connect(
            lambda on: self.portal.change_settings(reduced_motion=on)
        )
        words = translate("Appearance", "Notify me of new messages")
        self.news_switch = CheckBox(words)
        self.news_switch.setChecked(settings.notifications)
        self.news_switch.toggled.connect(lambda on: self.portal.change_settings(notifications=on))
        self.body.addWidget(self.font_switch)
        self.body.addWidget(self.motion_switch)
        self.body.addWidget(self.news_switch)

    def _group(self, title: str) -> tuple[QWidget, QGridLayout]:
        box = QWidget()
        box.setAccessibleName(title)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(title, "medium"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        column.addLayout(grid)
        self.body.addWidget(box)
        return box, grid
