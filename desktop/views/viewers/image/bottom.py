"""What stands below the pictures: tones, pages, neighbours; with two pictures, what they share."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.image import Look, OpenImage
from desktop.views.theme import look
from desktop.views.viewers.image.tones import Neighbours, PageChoice, Tones
from desktop.views.widgets.buttons import quiet
from desktop.views.widgets.choices import CheckBox
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.flow import FlowLayout

translate = QCoreApplication.translate


class Bottom(QWidget):
    """One row for one picture, one more for what two of them share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tones, self.pages, self.neighbours = Tones(self), PageChoice(), Neighbours()
        self.together = CheckBox(translate("Images", "Move and zoom both together"))
        self.together.setChecked(True)
        self.same_tones = CheckBox(translate("Images", "Same brightness"))
        self.close_button = quiet(translate("Images", "Close side by side"), "x")
        self._compare = QWidget()
        self._flows = [FlowLayout(self._compare), FlowLayout()]
        shared, single = self._flows
        for choice in (self.together, self.same_tones):
            shared.addWidget(choice)
        shared.push()
        shared.addWidget(self.close_button)
        for slider in (self.tones.brightness, self.tones.contrast):
            single.addWidget(slider)
        single.push()
        single.addWidget(self.pages)
        single.addWidget(self.neighbours)
        self.show_tones(False)  # noqa: FBT003 - a slot of a toggle
        self._compare.hide()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._compare)
        self._column.addLayout(single)
        keep_dressed(self._dress)

    def show_tones(self, on: bool) -> None:
        """Whether the sliders show."""
        self.tones.show_sliders(on=on)

    def show_comparing(self, *, on: bool) -> None:
        """Whether two pictures show."""
        self._compare.setVisible(on)

    def show_image(self, image: OpenImage | None, shown: Look) -> None:
        """The picture that is looked at, and its look."""
        self.tones.show_look(shown)
        self.tones.enable(on=image is not None)
        self.pages.show_image(image)

    def _dress(self) -> None:
        side, upright = look.px(16), look.px(6)
        self._column.setContentsMargins(side, upright, side, upright)
        self._column.setSpacing(look.px(6))
        for flow in self._flows:
            flow.setContentsMargins(0, 0, 0, 0)
            flow.set_gaps(look.px(16), look.px(4))
