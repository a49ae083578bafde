"""Search for the views (HEAD-6)."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models.found import Findings, SearchState
from desktop.services.jobs import Context, Lane
from desktop.services.portal.core import Core
from desktop.services.portal.indexer import Indexer
from desktop.services.portal.life import Life
from portal_protocol.records import Kind

TYPING = 60  # milliseconds without a key before a search starts


class SearchFace(QObject):
    """The latest question wins: the one before is cancelled, and its answer never comes."""

    state_changed = Signal(object)  # SearchState

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._core = core
        self._indexer = Indexer(core)
        self._indexer.state_changed.connect(self.state_changed)
        self._asked: Context | None = None
        self._ask: Callable[[], Context | None] = _nothing
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self._on_time)

    @property
    def state(self) -> SearchState:
        """What search has still to read."""
        return self._indexer.state

    def follow(self, life: Life) -> None:
        """Read what comes while a copy is open."""
        life.entered.connect(self._indexer.start)
        life.closed.connect(self._on_closed)
        for news in (life.loop.arrived, life.files_changed, self._core.touched, self._core.acted):
            news.connect(self._indexer.wake)

    def find(
        self,
        typed: str,
        kinds: Collection[Kind],
        *,
        owner: QObject,
        done: Callable[[Findings], None],
    ) -> None:
        """The best 50 records of these kinds that have all of the words, when typing pauses.

        Of the person in view. Whatever is typed is no error; without a word nothing is found.
        """
        self.stop()
        self._ask = partial(self._find, typed, frozenset(kinds), owner, done)
        self._typing.start()

    def stop(self) -> None:
        """Nobody waits for an answer any more; what was typed is forgotten."""
        self._typing.stop()
        self._ask = _nothing
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.cancel()

    def _on_time(self) -> None:
        ask, self._ask = self._ask, _nothing
        self._asked = ask()

    def _find(
        self,
        typed: str,
        kinds: frozenset[Kind],
        owner: QObject,
        done: Callable[[Findings], None],
    ) -> Context | None:
        opened = self._core.opened
        if opened is None:
            return None
        work = partial(opened.search.find, typed=typed, chosen=self._core.chosen, kinds=kinds)
        return self._core.run(Lane.SEARCH, work, owner=owner, done=done)

    def _on_closed(self) -> None:
        self.stop()
        self._indexer.stop()


def _nothing() -> None:
    """Nothing was typed."""
