"""Reading for the search, in the lane INDEX: records first, then their documents (HEAD-6)."""

import time

from desktop.models.found import SearchState
from desktop.models.narrative import all_words
from desktop.models.summary import BodyKind
from desktop.models.trouble import PortalError
from desktop.models.vault import indexing, papers
from desktop.models.vault.errors import DocumentDamaged, DocumentMissing, DocumentTooLarge
from desktop.models.vault.papers import Paper
from desktop.models.vault.vault import Vault
from desktop.services.context import Cancelled, Context
from desktop.services.first_pages import is_pdf
from desktop.services.summaries import Summaries
from desktop.services.texts import Texts
from portal_protocol.records import Kind

RECORDS = 200
"""Records of one step; with a document's text, what the next writer may have to wait for."""

SECONDS = 0.2
"""After this time a step begins no further document."""

MOST_BYTES = 64 << 20
"""Of a document; a larger one is passed over."""

MOST_WORDS = 4_000_000
"""Signs of a clinical document that are searched."""


class Indexing:
    """Of one open copy; one worker. What cannot be read is passed over once."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._texts = Texts()
        self._summaries = Summaries()
        self._todo: list[Paper] = []
        self._absent = 0
        self._look_anew = True
        self._ended = False

    def step(self, context: Context, *, anew: bool = False) -> SearchState:
        """A little work; returns what is left. `anew` looks at what came and went since.

        Raises the vault's errors; what was read before stays.
        """
        context.on_cancel(self._texts.kill)
        self._look_anew = self._look_anew or anew
        records = self._read_records()
        if records:
            return SearchState(records=records)
        if self._look_anew:
            self._look()
            self._look_anew = False
        self._read_papers(context)
        if not self._todo:
            self.close()
        return SearchState(documents=len(self._todo), absent=self._absent)

    def abort(self) -> None:
        """End what is being read, for good; from any thread."""
        self._ended = True
        self._texts.kill()
        self._summaries.kill()

    def close(self) -> None:
        """End the processes that read documents."""
        self._texts.close()
        self._summaries.close()

    def _read_records(self) -> int:
        with self._vault.reading() as connection:
            if not indexing.left(connection):
                return 0
        with self._vault.writing() as connection:
            return indexing.index_some(connection, RECORDS)

    def _look(self) -> None:
        """Which documents are to be read; what lost its document loses its text."""
        has = self._vault.documents.has
        with self._vault.reading() as connection:
            gone = papers.gone(connection, has)
        if gone:
            with self._vault.writing() as connection:
                papers.forget(connection, gone)
        with self._vault.reading() as connection:
            waiting = papers.waiting(connection)
        self._todo = [paper for paper in reversed(waiting) if has(paper.digest)]
        self._absent = len(waiting) - len(self._todo)

    def _read_papers(self, context: Context) -> None:
        until = time.monotonic() + SECONDS
        texts: list[tuple[Paper, str | None]] = []
        while self._todo and time.monotonic() < until:
            paper = self._todo.pop()
            try:
                texts.append((paper, self._text(paper, context)))
            except DocumentMissing:  # it went meanwhile
                self._absent += 1
            context.check_cancelled()
            if self._ended:  # what could not be told then says nothing about the document
                raise Cancelled
        if texts:
            with self._vault.writing() as connection:
                for paper, text in texts:
                    papers.note(connection, paper, text)

    def _text(self, paper: Paper, context: Context) -> str | None:
        try:
            data = self._vault.documents.read(paper.digest, MOST_BYTES)
        except (DocumentDamaged, DocumentTooLarge):
            return None
        if paper.kind == Kind.CARE_SUMMARY and not is_pdf(data):
            return self._words(data, context)
        return self._texts.text(data)

    def _words(self, data: bytes, context: Context) -> str | None:
        """What a clinical document says; None when it cannot be read."""
        try:
            summary = self._summaries.read(context, data=data, file=0, elsewhere="")
        except PortalError:
            return None
        if summary.body is not None and summary.kind is BodyKind.PDF:
            return self._texts.text(summary.body.data)
        if summary.body is not None and summary.kind is BodyKind.TEXT:
            return summary.body.data.decode(errors="replace")[:MOST_WORDS]
        return all_words(summary)[:MOST_WORDS]
