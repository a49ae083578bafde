"""The list of images, with what can be saved of it."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu

from desktop.models.items import format as written
from desktop.models.items.absence import Absence
from desktop.models.items.images import ImagesModel, count_words
from desktop.services.portal import Portal
from desktop.views.cards.list_panel import ListPanel
from desktop.views.lists.image_list import ImageList
from desktop.views.theme import look
from desktop.views.widgets.menu_button import MenuButton

translate = QCoreApplication.translate
LEAST = 160


class ImagePanel(ListPanel):
    """`save_all_wanted` and `save_chosen_wanted` ask to save (IMG-4)."""

    save_all_wanted = Signal()
    save_chosen_wanted = Signal()

    def __init__(self, portal: Portal, model: ImagesModel) -> None:
        self.images = ImageList(portal, model)
        super().__init__(translate("Images", "Images"), self.images, least=LEAST)
        self.model = model
        save, name = translate("Images", "Save"), translate("Images", "Save images")
        self.save = MenuButton(save, name, icon="hard-drive-download")
        self.save.menu_wanted.connect(self._fill)
        self.header_layout.addWidget(self.save)
        self.save.hide()

    def show_rows_or(self, absence: Absence) -> None:
        """The list, or why it is empty."""
        self.set_count(count_words(self.model.total))
        self.save.setVisible(self.model.rowCount() > 0)
        if self.model.rowCount():
            self.show_list()
        elif self.model.loaded:
            self.show_absence(absence)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        chosen = len(self.images.chosen)
        text = translate("Images", "Download the %1 chosen")
        if chosen <= 1:
            text = translate("Images", "Download the chosen one")
        text = text.replace("%1", written.number(chosen))
        some = menu.addAction(look.icon("download", "text2"), text)
        some.setEnabled(chosen > 0)
        some.triggered.connect(self.save_chosen_wanted)
        every = translate("Images", "Download all as a zip")
        whole = menu.addAction(look.icon("file-archive", "text2"), every)
        whole.triggered.connect(self.save_all_wanted)
