"""The next page of a round of sync, asked for while this one is written to the vault."""

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import NamedTuple, Self

from desktop.services.client import Client
from portal_protocol.sync import SyncAnswer, SyncRequest


class _Asked(NamedTuple):
    access: str
    request: SyncRequest
    answer: Future[SyncAnswer]


class Ahead:
    """Asks the practice for pages, one ahead; a `with` block of one round, used by its worker.

    Only network: the worker decides by what the vault says. A page that was asked for and is not
    what the worker wants next is dropped, and so is what went wrong with it. Ending the calls of
    the client ends this one too. At the block's end a call that is still under way is given up at
    once, so that what went wrong is told: it leaves neither thread nor connection.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._own: Client | None = None
        self._thread = ThreadPoolExecutor(1, "SYNC_AHEAD")
        self._next: _Asked | None = None

    def answer(self, access: str, request: SyncRequest) -> SyncAnswer:
        """The answer to a request; the page after it is on its way then. Raises PortalError."""
        asked, self._next = self._next, None
        if asked is not None and (asked.access, asked.request) == (access, request):
            answer = asked.answer.result()
        else:
            answer = self._client.sync(access, request)
        if answer.more and answer.pages:
            self._ask(access, following(request, answer))
        return answer

    def _ask(self, access: str, request: SyncRequest) -> None:
        if self._own is None:  # of its own, so that giving up ends no other call
            self._own = self._client.beside()
        answer = self._thread.submit(self._own.sync, access, request)
        self._next = _Asked(access, request, answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._own is not None:
            self._own.abort()
        self._thread.shutdown(wait=True, cancel_futures=True)
        if self._own is not None:
            self._own.close()


def following(request: SyncRequest, answer: SyncAnswer) -> SyncRequest:
    """What is asked after an answer was taken in, when nothing waits in the outbox by then."""
    have = {name: upto for name, upto in request.have.items() if name not in answer.gone}
    have |= {page.stream: page.upto for page in answer.pages}
    return SyncRequest(have=have, limit=request.limit)
