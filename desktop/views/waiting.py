"""From the footer to what waits to be sent: the outbox of WebMail, or the answers about visits."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.services.portal import Folders

if TYPE_CHECKING:
    from desktop.views.main_window import MainPage


class ShowWaiting(QObject):
    """Goes where the footer's Show leads."""

    def __init__(self, page: "MainPage") -> None:
        super().__init__(page)
        self._page = page
        page.footer.show_wanted.connect(self._ask)

    def _ask(self) -> None:
        self._page.portal.mail.folders(owner=self, done=self._go)

    def _go(self, folders: Folders) -> None:
        tabs = self._page.tabs
        messages = folders.outbox_failed or folders.outbox_waiting
        writing = tabs.writing_place() if messages else None
        tabs.go_to(writing if writing is not None else 0)
        if (section := tabs.section()) is not None:
            section.show_waiting()
