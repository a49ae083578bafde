"""Sync: what waits goes out, what changed comes in, page by page (ARCHITECTURE.md, Sync).

A page, its positions and the answers to actions are one transaction, and no transaction waits for
the network: only the next page is asked for beside it (`ahead`). Whatever happens between two lines
of this file, the next round goes on from there.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import Connection

from desktop.models.mail import NEW_MESSAGE, Folder
from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import attachments, meta, news, outbox, streams
from desktop.services.ahead import Ahead
from desktop.services.context import Context, Progress
from desktop.services.live import Live
from desktop.services.uploads import Uploads
from portal_protocol.actions import ActionHead
from portal_protocol.records import Kind
from portal_protocol.sync import MAX_PAGE, MAX_WAIT_SECONDS, SyncAnswer, SyncRequest

SAVED_AT = "sync.saved_at"
_HEADER_EVERY = timedelta(minutes=1)
_KINDS_OF_ACTIONS = {
    "answer_visit": Kind.APPOINTMENT,
    "send_message": Folder.OUTBOX,
    "mark_read": Kind.MESSAGE,
}


@dataclass(slots=True)
class Sync:
    """The rounds of one open copy; `run` for the lane SYNC, `wait_for_change` for WAIT."""

    live: Live
    page: int = MAX_PAGE
    wait_seconds: int = MAX_WAIT_SECONDS
    _untold: set[str] = field(default_factory=set, init=False)
    _swept: bool = field(default=False, init=False)
    _noted_at: datetime | None = field(default=None, init=False)

    def run(self, context: Context) -> frozenset[str]:
        """One whole round; returns which kinds changed, of records or of what waits over them.

        Raises PortalError and the vault's errors; what came before stays, and `untold` tells its
        kinds, or else the next round.
        """
        done = 0
        more = True
        with Ahead(self.live.client) as ahead:
            while more:
                context.check_cancelled()
                request = self._request(context)
                answer = self.live.call(lambda access: ahead.answer(access, request))  # noqa: B023
                self._untold |= self._taken(request, answer)
                done += sum(len(page.items) for page in answer.pages)
                if answer.left or done > self.page:
                    context.report(Progress(done, done + answer.left))
                more = answer.more or self._unsent(request, answer)
        self._finish()
        return self.untold()

    def untold(self) -> frozenset[str]:
        """The kinds that changed and were not told yet; once."""
        kinds, self._untold = frozenset(self._untold), set()
        return kinds

    def wait_for_change(self, context: Context) -> bool:
        """Wait at the server until something changes; False when nothing did in that time.

        Network only, on a connection of its own; cancelling ends it at once. Nothing of the
        answer is kept: `run` fetches it.
        """
        with self.live.vault.reading() as connection:
            have = streams.have(connection)
        request = SyncRequest(have=have, limit=1, wait=self.wait_seconds)
        context.on_cancel(self.live.waiting.interrupt)
        context.check_cancelled()
        try:
            answer = self.live.call(lambda access: self.live.waiting.sync(access, request))
        except PortalError:
            context.check_cancelled()
            raise
        context.check_cancelled()
        return bool(answer.pages or answer.gone or answer.more)

    def saved_at(self) -> datetime | None:
        """When the last whole round ended, by this computer's clock; None before the first."""
        with self.live.vault.reading() as connection:
            return meta.get(connection, SAVED_AT, datetime)

    def _request(self, context: Context) -> SyncRequest:
        """What to ask; files of messages go first, and messages that fail by that are told."""
        with self.live.vault.reading() as connection:
            have = streams.have(connection)
            waits = bool(outbox.waiting(connection, 1))
        if not waits:
            return SyncRequest(have=have, limit=self.page)
        uploaded = Uploads(self.live).run(context)
        if uploaded.failed:
            self._untold.add(Folder.OUTBOX)
        with self.live.vault.writing() as connection:
            actions = outbox.send(connection, upto=uploaded.upto)
        return SyncRequest(have=have, actions=actions, limit=self.page)

    def _taken(self, request: SyncRequest, answer: SyncAnswer) -> set[str]:
        """Take in one answer; BAD_ANSWER for one that says `more` and brings nothing."""
        if answer.more and not (answer.results or answer.gone or _items(answer)):
            raise PortalError(Trouble.BAD_ANSWER, detail="more of nothing")
        if not (answer.results or answer.gone or answer.pages):
            return set()
        with self.live.vault.writing() as connection:
            outbox.settle(connection, answer.results)
            fresh = {NEW_MESSAGE} if self._brings_news(connection, answer) else set()
            applied = streams.apply(connection, answer)
        attachments.forget(self.live.vault, applied.digests_gone)
        of_rights = {Folder.DRAFTS, Folder.OUTBOX} if answer.gone else set()
        return set(applied.kinds) | fresh | of_rights | _kinds_answered(request, answer)

    def _brings_news(self, connection: Connection, answer: SyncAnswer) -> bool:
        """Whether it is worth a word outside the window; nothing is, before all is here."""
        whole = meta.get(connection, SAVED_AT, datetime) is not None
        return whole and news.unread_messages(connection, answer)

    def _unsent(self, request: SyncRequest, answer: SyncAnswer) -> bool:
        """Whether more actions wait than one call carries."""
        if not answer.results or not request.actions:
            return False
        with self.live.vault.reading() as connection:
            return bool(outbox.waiting(connection, 1))

    def _finish(self) -> None:
        """Note the time; once a run, remove documents that a crash left behind."""
        now = datetime.now(UTC)
        with self.live.vault.writing() as connection:
            first = meta.get(connection, SAVED_AT, datetime) is None
            ended = streams.end_round(connection, first=first)
            meta.put(connection, SAVED_AT, now)
        self._untold |= ended.kinds
        attachments.forget(self.live.vault, ended.digests_gone)
        if self._noted_at is None or abs(now - self._noted_at) > _HEADER_EVERY:
            self.live.vault.folder.saved(now)
            self._noted_at = now
        if not self._swept:
            with self.live.vault.writing() as connection:  # nothing is attached meanwhile
                self.live.vault.documents.sweep(streams.digests(connection))
            self._swept = True


def _items(answer: SyncAnswer) -> bool:
    return any(page.items or page.complete for page in answer.pages)


def _kinds_answered(request: SyncRequest, answer: SyncAnswer) -> set[str]:
    """Kinds whose rows show an action that was answered now."""
    if not answer.results:
        return set()
    answered = {result.id for result in answer.results}
    heads = (msgspec.json.decode(raw, type=ActionHead) for raw in request.actions)
    return {
        _KINDS_OF_ACTIONS[head.do]
        for head in heads
        if head.id in answered and head.do in _KINDS_OF_ACTIONS
    }
