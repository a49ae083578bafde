"""The viewer's tools: zoom, moving, turning, tones, two side by side, print, download."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.views.theme import look
from desktop.views.widgets.buttons import Button, icon_button, plain, secondary
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.text import label

translate = QCoreApplication.translate
GAP = 2


class ImageToolbar(QWidget):
    """Says what is asked; knows nothing of images."""

    step_wanted = Signal(int)  # 1 larger, -1 smaller
    fit_wanted = Signal()
    turn_wanted = Signal()
    flip_wanted = Signal()
    invert_wanted = Signal()
    reset_wanted = Signal()
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.smaller = self._tool("zoom-out", translate("Images", "Smaller"), "-")
        self.smaller.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.zoom = label("", "medium")
        self.larger = self._tool("zoom-in", translate("Images", "Larger"), "+")
        self.larger.clicked.connect(lambda: self.step_wanted.emit(1))
        self.fit = self._tool("maximize", translate("Images", "Show all of it"), "0")
        self.fit.clicked.connect(self.fit_wanted)
        self.move_tool = self._tool(
            "move", translate("Images", "Drag to move"), "M", checkable=True
        )
        self.move_tool.setChecked(True)
        self.turn = self._tool("rotate-cw", translate("Images", "Turn right"), "R")
        self.turn.clicked.connect(self.turn_wanted)
        self.flip = self._tool("flip-horizontal-2", translate("Images", "Flip left to right"), "F")
        self.flip.clicked.connect(self.flip_wanted)
        invert = translate("Images", "Invert light and dark")
        self.invert = self._tool("contrast", invert, "I", checkable=True)
        self.invert.clicked.connect(self.invert_wanted)
        tones = translate("Images", "Brightness and contrast")
        self.tones = self._tool("sun", tones, "T", checkable=True)
        self.reset = self._tool(
            "undo-2", translate("Images", "As the practice shows it"), "Backspace"
        )
        self.reset.clicked.connect(self.reset_wanted)
        self.compare = plain(translate("Images", "Side by side"), "columns-2")
        self.compare.setCheckable(True)
        self.compare.setToolTip(translate("Images", "Compare with another image (S)"))
        self.compare.toggled.connect(self.compare.dress)
        self.print_button = self._tool("printer", translate("Images", "Print"), "Ctrl+P")
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button = secondary(translate("Images", "Download"), "download")
        self.save_button.clicked.connect(self.save_wanted)
        self._groups: tuple[tuple[QWidget, ...], ...] = (
            (self.smaller, self.zoom, self.larger, self.fit, self.move_tool),
            (self.turn, self.flip, self.invert, self.tones, self.reset),
            (self.compare,),
            (self.print_button, self.save_button),
        )
        self._lay_out()
        keep_dressed(self._dress)

    def enable(self, *, on: bool) -> None:
        """Whether there is an image for the tools to work on."""
        for group in self._groups:
            for part in group:
                part.setEnabled(on or part is self.save_button)

    def show_zoom(self, percent: int | None) -> None:
        """The zoom in words, nothing without an image."""
        words = "" if percent is None else translate("Images", "{percent} %")
        self.zoom.setText(words.format(percent=percent))

    def _tool(self, icon: str, name: str, key: str, *, checkable: bool = False) -> Button:
        """A tool whose tip tells its key, which `ImageKeys` listens to."""
        made = icon_button(icon, name, checkable=checkable)
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{name} ({shown})")
        return made

    def _lay_out(self) -> None:
        self._flow = FlowLayout(self)
        zoom, turn, compare, out = self._groups
        rows = [self._flow.add_group(*group) for group in (zoom, turn, compare)]
        self._flow.push()
        rows.append(self._flow.add_group(*out))
        self._rows = [row.layout() for row in rows]

    def _dress(self) -> None:
        self.zoom.setMinimumWidth(look.px(58))
        side, upright = look.px(8), look.px(6)
        self._flow.setContentsMargins(side, upright, side, upright)
        self._flow.set_gaps(look.px(12), look.px(2))
        for row in self._rows:
            if row is not None:
                row.setSpacing(look.px(GAP))
