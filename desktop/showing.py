"""One file of a person's own, shown as in its window, and what is taken of it: text, a picture."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QImage

from desktop.models.trouble import PortalError, Trouble
from desktop.services.portal.opening import OpeningFace
from desktop.views.theme import look
from desktop.views.viewers.own import OwnView

T = TypeVar("T")
SIZE = (1000, 780)  # logical pixels of the view
MOST_SECONDS = 60  # of one step; each of those inside it has bounds of its own


class Showing(QObject):
    """Every method waits; after a trouble there is nothing more to ask."""

    def __init__(self, opening: OpeningFace, path: Path) -> None:
        super().__init__(opening)
        self.trouble: PortalError | None = None
        self._loop = QEventLoop(self)
        self._view = OwnView(opening, path)
        self._view.resize(*SIZE)
        self._view.settled.connect(self._loop.quit)
        self._view.refused.connect(self.refuse)
        look.carry(self._view)

    def open(self) -> str:
        """Show it; what it was taken for, "" when it cannot be shown."""
        self._view.show()
        self._wait()
        page = self._view.page
        return page.words() if page is not None and self.trouble is None else ""

    def text(self) -> str:
        """All of its text."""
        page = self._view.page
        return self._answer(page.tell) or "" if page is not None else ""

    def picture(self) -> QImage | None:
        """Its first page."""
        page = self._view.page
        return self._answer(page.take) if page is not None else None

    def close(self) -> None:
        """Forget it."""
        self._view.stop()
        self._view.hide()
        self._view.deleteLater()
        self.deleteLater()

    def refuse(self, error: PortalError) -> None:
        """It cannot be shown, or no longer."""
        self.trouble = error
        self._loop.quit()

    def _answer(self, ask: Callable[[Callable[[T], None]], None]) -> T | None:
        """What it answers, at once or later."""
        answers = list[T]()

        def take(answer: T) -> None:
            answers.append(answer)
            self._loop.quit()

        ask(take)
        if not answers:
            self._wait()
        return answers[0] if answers else None

    def _wait(self) -> None:
        late = QTimer(singleShot=True, interval=MOST_SECONDS * 1000)
        late.timeout.connect(self._on_late)
        late.start()
        self._loop.exec()
        late.stop()

    def _on_late(self) -> None:
        self.refuse(PortalError(Trouble.DOCUMENT_TOO_LARGE))
