"""What stands below the pictures: tones, pages, neighbours; with two pictures, what they share."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.image import Look, OpenImage
from desktop.views.theme import look
from desktop.views.viewers.image.tones import Neighbours, PageChoice, Tones
from desktop.views.widgets.buttons import quiet
from desktop.views.widgets.choices import CheckBox
from desktop.views.widgets.dressed import keep_dressed

translate = QCoreApplication.translate


class Bottom(QWidget):
    """One row for one picture, one more for what two of them share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tones, self.pages, self.neighbours = Tones(), PageChoice(), Neighbours()
        self.tones.hide()
        self.together = CheckBox(translate("Images", "Move and zoom both together"))
        self.together.setChecked(True)
        self.same_tones = CheckBox(translate("Images", "Same brightness"))
        self.close_button = quiet(translate("Images", "Close side by side"), "x")
        self._compare = QWidget()
        self._rows = [QHBoxLayout(self._compare), QHBoxLayout()]
        for part in (self.together, self.same_tones):
            self._rows[0].addWidget(part)
        self._rows[0].addStretch(1)
        self._rows[0].addWidget(self.close_button)
        self._rows[1].addWidget(self.tones)
        self._rows[1].addStretch(1)
        self._rows[1].addWidget(self.pages)
        self._rows[1].addWidget(self.neighbours)
        self._compare.hide()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._compare)
        self._column.addLayout(self._rows[1])
        keep_dressed(self._dress)

    def show_tones(self, on: bool) -> None:
        """Whether the sliders show."""
        self.tones.setVisible(on)

    def show_comparing(self, *, on: bool) -> None:
        """Whether two pictures show."""
        self._compare.setVisible(on)

    def show_image(self, image: OpenImage | None, shown: Look) -> None:
        """The picture that is looked at, and its look."""
        self.tones.show_look(shown)
        self.tones.setEnabled(image is not None)
        self.pages.show_image(image)

    def _dress(self) -> None:
        side, upright = look.px(16), look.px(6)
        self._column.setContentsMargins(side, upright, side, upright)
        self._column.setSpacing(look.px(6))
        for row in self._rows:
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(look.px(16))
