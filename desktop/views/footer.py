"""The line at the bottom: what is being saved or waits, encryption, and the text size."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.models.items.freshness import changes_failed, changes_waiting
from desktop.services.portal import FilesState, Portal, Settings, SyncState
from desktop.views.section import Part
from desktop.views.sync_words import SyncWords
from desktop.views.theme import look
from desktop.views.widgets.buttons import Button, LinkButton
from desktop.views.widgets.dressed import ground, keep_dressed, mark
from desktop.views.widgets.progress import ProgressLine
from desktop.views.widgets.text import IconLabel, label, rule

translate = QCoreApplication.translate
SCALES = (100, 115, 130, 150, 175, 200)
TINY, NARROW, WIDE = 480, 760, 1080


class Footer(QWidget):
    """`show_wanted` goes to what waits; `size_wanted` is the text size in per cent."""

    show_wanted = Signal()
    size_wanted = Signal(int)

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self.setAccessibleName(translate("Footer", "State of this computer"))
        self._portal = portal
        self._files: FilesState | None = None
        self._note = ""
        self.sync = SyncWords(portal, 13)
        self.sync.hide()
        self.icon = IconLabel("clock", 16, "text2")
        self.text = label("", "meta")
        self.show_button = LinkButton(translate("Footer", "Show"))
        self.show_button.setAccessibleName(translate("Footer", "Show what waits to be sent"))
        mark(self.show_button, small=True)
        self.show_button.clicked.connect(self.show_wanted)
        self.progress = ProgressLine()
        self.lock = IconLabel("lock", 16, "text2")
        self.encrypted = label("", "meta")
        self.scale = Button("", "foot", "a-large-small")
        self.scale.setToolTip(translate("Footer", "Text size"))
        self._menu = QMenu(self.scale)
        self._menu.aboutToShow.connect(self._fill)
        self.scale.setMenu(self._menu)
        self._lay_out()
        portal.files_changed.connect(self._on_files)
        portal.sync_changed.connect(self._on_sync)
        portal.settings_changed.connect(self._on_settings)
        self._small = self._tiny = False
        self._on_settings(portal.settings)
        self.set_width(1280)
        keep_dressed(self._dress)
        self._say()
        look.carry(self)

    def set_note(self, text: str) -> None:
        """What the tab that is shown wants said when nothing else is."""
        self._note = text
        self._say()

    def set_width(self, width: float) -> None:
        """In a narrow window the state of sync stands here, and words are short."""
        small = width < NARROW
        self.sync.setVisible(small)
        full = translate("Footer", "Records on this computer are encrypted")
        self.encrypted.setText(translate("Footer", "Encrypted") if width < WIDE else full)
        self.encrypted.setAccessibleName(full)
        self._small, self._tiny = small, width < TINY
        self._say()

    def parts(self) -> list[Part]:
        """Where F6 goes."""
        return [Part(self, self.show_button if self.show_button.isVisible() else self.scale)]

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.addWidget(self.sync)
        for part in (self.icon, self.text, self.show_button, self.progress):
            self._row.addWidget(part)
        self._row.addStretch(1)
        for end in (self.lock, self.encrypted, self.scale):
            self._row.addWidget(end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(self._row)

    def _on_sync(self, _state: SyncState) -> None:
        self._say()

    def _on_files(self, state: FilesState | None) -> None:
        self._files = state if state is not None and state.active else None
        self._say()

    def _on_settings(self, settings: Settings) -> None:
        text = translate("Footer", "Text %1 %").replace("%1", str(settings.text_scale))
        self._size = text
        spoken = translate("Footer", "Text size, %1 per cent, menu")
        self.scale.setAccessibleName(spoken.replace("%1", str(settings.text_scale)))
        self._say()

    def _say(self) -> None:
        state: SyncState = self._portal.sync_state
        held = bool(state.failed or state.waiting)
        for end in (self.lock, self.encrypted):
            end.setVisible(not self._tiny and not (self._small and held))
        self.scale.setText("" if self._tiny and held else self._size)
        files = self._files
        self.progress.setVisible(False)
        self.show_button.setVisible(False)
        if state.failed:
            self._line("circle-alert", "badText", changes_failed(state.failed))
            self.show_button.setVisible(True)
        elif state.waiting:
            self._line("clock", "text2", changes_waiting(state.waiting))
            self.show_button.setVisible(True)
        elif files is not None:
            text = translate("Footer", "Saving files for offline use")
            self._line("hard-drive", "text2", "")
            self.icon.setVisible(not self._small)
            self.progress.show_progress(text, files.done, files.total)
            self.progress.setVisible(not self._small)
        else:
            self._line("hard-drive-download", "text2", "" if self._small else self._note)

    def _line(self, icon: str, token: str, text: str) -> None:
        self.icon.show_icon(icon, token)
        self.icon.setVisible(bool(text))
        self.text.setText(text)
        self.text.setVisible(bool(text) and not self._tiny)

    def _fill(self) -> None:
        self._menu.clear()
        for scale in SCALES:
            text = translate("Footer", "%1 %").replace("%1", str(scale))
            action: QAction = self._menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(scale == self._portal.settings.text_scale)
            action.triggered.connect(lambda _on=False, scale=scale: self.size_wanted.emit(scale))

    def _dress(self) -> None:
        self.setMinimumHeight(look.px(33))
        self._row.setContentsMargins(18, 0, 12, 0)
        self._row.setSpacing(look.px(8))
