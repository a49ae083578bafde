"""What is said about printing, below the pages: how far it is, a way to stop it, how it ended."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.announce import announce
from desktop.views.theme import look
from desktop.views.viewers.pdf.printing import PrintEnd, Printing
from desktop.views.widgets.buttons import icon_button, quiet
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.progress import ProgressLine
from desktop.views.widgets.text import IconLabel, label

translate = QCoreApplication.translate


class PrintStrip(QWidget):
    """Shown while a document is printed, and after that until it is closed."""

    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Printing | None = None
        self._icon = IconLabel("printer", 18)
        self.progress = ProgressLine()
        self.words = label("", "body", wrap=True)
        self.stop_button = quiet(translate("Viewer", "Stop printing"))
        self.stop_button.clicked.connect(self.stop)
        self.again_button = quiet(translate("Viewer", "Print again"))
        self.again_button.clicked.connect(self.again_wanted)
        self.close_button = icon_button("x", translate("Viewer", "Close this message"), dense=True)
        self.close_button.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.progress)
        self._row.addWidget(self.words, 1)
        self._row.addStretch(0)
        for part in (self.stop_button, self.again_button, self.close_button):
            self._row.addWidget(part)
        keep_dressed(self._dress)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether something is being printed."""
        return self._run is not None

    def follow(self, run: Printing) -> None:
        """Show a run from its start to its end."""
        self._run = run
        run.printed.connect(self._on_printed)
        run.ended.connect(self._on_ended)
        self._icon.show_icon("printer", "text2")
        self._show(running=True, retry=False)
        self._on_printed(0, run.pages)

    def stop(self) -> None:
        """Stop what is being printed."""
        if self._run is not None:
            self._run.stop()

    def _on_printed(self, done: int, pages: int) -> None:
        self.progress.show_progress(translate("Viewer", "Printing, page"), done, pages)

    def _on_ended(self, how: PrintEnd) -> None:
        run, self._run = self._run, None
        pages = run.pages if run is not None else 0
        words, icon, ink = _words(how, pages)
        self.words.setText(words)
        self._icon.show_icon(icon, ink)
        self._show(running=False, retry=how in {PrintEnd.REFUSED, PrintEnd.STOPPED})
        announce(self, words)

    def _show(self, *, running: bool, retry: bool) -> None:
        self.progress.setVisible(running)
        self.stop_button.setVisible(running)
        self.words.setVisible(not running)
        self.close_button.setVisible(not running)
        self.again_button.setVisible(retry)
        self.show()

    def _dress(self) -> None:
        side, upright = look.px(16), look.px(6)
        self._row.setContentsMargins(side, upright, side, upright)
        self._row.setSpacing(look.px(8))


def _words(how: PrintEnd, pages: int) -> tuple[str, str, str]:
    match how:
        case PrintEnd.PRINTED:
            one = translate("Viewer", "The page went to the printer")
            more = translate("Viewer", "%n pages went to the printer", "", pages)
            return one if pages == 1 else more, "circle-check", "okText"
        case PrintEnd.STOPPED:
            return translate("Viewer", "Printing was stopped"), "info", "text2"
        case PrintEnd.UNDRAWN:
            words = translate(
                "Viewer", "A page could not be drawn. Printing ended there; the document is kept."
            )
            return words, "circle-alert", "badText"
    words = translate("Viewer", "The printer did not take the document. Nothing was printed.")
    return words, "circle-alert", "badText"
