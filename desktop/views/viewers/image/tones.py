"""The bar below the picture: brightness and contrast, pages, and older and newer."""

from PySide6.QtCore import QCoreApplication, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QSpinBox, QWidget

from desktop.models.image import Look, OpenImage
from desktop.views.theme import look
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.text import label

translate = QCoreApplication.translate
MOST = 100
WIDE = 160


class Slider(QWidget):
    """A name, a slider from -100 to 100, and its value in figures."""

    moved = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        caption = label(name, "medium")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(-MOST, MOST)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(name)
        caption.setBuddy(self.slider)
        self.figure = label("0", "body", "text2")
        self.slider.valueChanged.connect(self._on_moved)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (caption, self.slider, self.figure):
            self._row.addWidget(part)
        keep_dressed(self._dress)

    def show_value(self, value: int) -> None:
        """What it is now, without telling."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(value)
        self._say(value)

    def _on_moved(self, value: int) -> None:
        self._say(value)
        self.moved.emit(value)

    def _say(self, value: int) -> None:
        self.figure.setText(f"{value:+d}".replace("-", "−") if value else "0")

    def _dress(self) -> None:
        self._row.setSpacing(look.px(12))
        self.slider.setFixedWidth(look.px(WIDE))
        self.slider.setMinimumHeight(look.px(28))
        self.figure.setMinimumWidth(look.px(40))


class Tones(QObject):
    """Both sliders; `toned` tells what they ask for."""

    toned = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.brightness = Slider(translate("Images", "Brightness"))
        self.contrast = Slider(translate("Images", "Contrast"))
        for part in (self.brightness, self.contrast):
            part.moved.connect(self._on_moved)

    def show_sliders(self, *, on: bool) -> None:
        """Whether they show."""
        self.brightness.setVisible(on)
        self.contrast.setVisible(on)

    def enable(self, *, on: bool) -> None:
        """Whether there is a picture for them."""
        self.brightness.setEnabled(on)
        self.contrast.setEnabled(on)

    def show_look(self, shown: Look) -> None:
        """What the picture looks like."""
        self.brightness.show_value(shown.brightness)
        self.contrast.show_value(shown.contrast)

    def _on_moved(self, _value: int) -> None:
        self.toned.emit(self.brightness.slider.value(), self.contrast.slider.value())


class PageChoice(QWidget):
    """Which page of an image that has several; hidden for one that has not."""

    page_wanted = Signal(int)  # from 0

    def __init__(self) -> None:
        super().__init__()
        caption = label(translate("Images", "Page"), "medium")
        self.box = QSpinBox()
        self.box.setAccessibleName(translate("Images", "Page"))
        self.box.setKeyboardTracking(False)
        caption.setBuddy(self.box)
        self.box.valueChanged.connect(lambda value: self.page_wanted.emit(value - 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(caption)
        row.addWidget(self.box)
        self.hide()

    def show_image(self, image: OpenImage | None) -> None:
        """Where this image is open."""
        pages = image.pages if image else 1
        with QSignalBlocker(self.box):
            self.box.setRange(1, pages)
            self.box.setSuffix(" " + translate("Images", "of {pages}").format(pages=pages))
            self.box.setValue(image.page + 1 if image else 1)
        self.setVisible(pages > 1)


class Neighbours(QWidget):
    """Older and newer, and which of how many shows."""

    older_wanted = Signal()
    newer_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.older = icon_button("chevron-left", translate("Images", "Older image"))
        self.older.clicked.connect(self.older_wanted)
        self.words = label("", "body", "text2")
        self.newer = icon_button("chevron-right", translate("Images", "Newer image"))
        self.newer.clicked.connect(self.newer_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.older, self.words, self.newer):
            row.addWidget(part)
        self.show_count(0, 0)

    def show_count(self, number: int, count: int) -> None:
        """The `number`th (from 1) of `count`, oldest first; 0 of 0 for none."""
        words = translate("Images", "{number} of {count}").format(number=number, count=count)
        self.words.setText(words if count else "")
        self.older.setEnabled(number > 1)
        self.newer.setEnabled(0 < number < count)
