"""One batch of the feed, written in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection

from portal_protocol.charts import Entry
from portal_protocol.feed import Access, FeedItem, Guardian, Removal
from portal_protocol.images import Image, ImageFolder
from portal_protocol.mail import Message
from portal_protocol.records import Appointment, Kind, Person, Practice
from portal_protocol.sync import login_stream
from practice_server import audit, messages, visits
from practice_server.feed.accesses import ACCESS, Accesses
from practice_server.feed.charts import ENTRY_KINDS, Charts, check_entry, tag_of
from practice_server.feed.folders import FOLDER, Folders, check_folder, check_image
from practice_server.feed.publication import Published, draft_of, key_of, kind_of
from practice_server.feed.rights import Rights
from practice_server.mail import notices
from practice_server.problems import BadRequest
from practice_server.store.changes import EVERYTHING, touched_streams
from practice_server.store.streams import Key, places
from practice_server.store.writer import Writer

GUARDIAN = "guardian"
AT_ONCE = 1000
"""Ids in one statement: databases have a limit."""

FED_KINDS = frozenset(
    {
        Kind.PRACTICE,
        Kind.PERSON,
        Kind.APPOINTMENT,
        Kind.RECALL,
        Kind.STATEMENT,
        Kind.PAYMENT,
        Kind.TREATMENT_PLAN,
        Kind.MESSAGE,
        Kind.SECURE_EMAIL,
        Kind.IMAGE,
        Kind.CARE_SUMMARY,
        Kind.REFERRAL,
        Kind.TRANSMISSION,
    }
)


@dataclass(frozen=True)
class _Hands:
    """What changes each kind of thing, in one transaction."""

    writer: Writer
    accesses: Accesses
    charts: Charts


@dataclass(frozen=True)
class Batch:
    """Items of the feed, the streams that they touch, and where their records are now."""

    connection: Connection
    items: Sequence[FeedItem]
    hashes: Mapping[str, str]
    _places: dict[tuple[str, str], str] = field(default_factory=dict)
    _news: list[Message] = field(default_factory=list)

    @cached_property
    def _folders(self) -> Folders:
        return Folders(self.connection)

    def apply(self) -> int:
        """Write everything; returns how many items brought something new."""
        targets = [self._target(number) for number in range(len(self.items))]
        self._folders.take(self.items)
        self._find_places()
        again = {image.id: key_of(image) for image in self._folders.again}
        keys = [*filter(None, targets), *again.values()]
        writer = Writer(self.connection, {key.stream for key in keys} | set(self._places.values()))
        for kind, ids in self._chunks():
            writer.load(kind, ids)
        rights = Rights(self.connection)
        accesses = Accesses(self.connection, rights, writer, self.hashes)
        charts = Charts(self.connection)
        charts.load(_name(item) for item in self.items)
        hands = _Hands(writer, accesses, charts)
        last = {_name(item): number for number, item in enumerate(self.items)}
        changed = 0
        for number in sorted(last.values()):  # of two items about one thing the later one counts
            changed += self._apply_one(number, targets[number], hands)
        for image in self._folders.again:
            self._put(image, again[image.id], hands)
        writer.flush()
        charts.flush()
        notices.write(self.connection, self._news)
        if rights.entries:
            touched_streams(self.connection).add(EVERYTHING)
            audit.write_all(self.connection, rights.entries)
        return changed

    def _target(self, number: int) -> Key | None:
        try:
            return _key(self.items[number])
        except BadRequest as refused:
            raise BadRequest(f"item {number}: {refused.detail}") from None

    def _ids(self) -> dict[str, list[str]]:
        ids: dict[str, list[str]] = {}
        for kind, identity in map(_name, self.items):
            if kind in FED_KINDS:
                ids.setdefault(kind, []).append(identity)
        answered = [item.thread for item in self.items if isinstance(item, Message)]
        if any(answered):
            ids.setdefault(Kind.MESSAGE, []).extend(filter(None, answered))
        if self._folders.again:
            ids.setdefault(Kind.IMAGE, []).extend(image.id for image in self._folders.again)
        return ids

    def _chunks(self) -> Iterator[tuple[str, list[str]]]:
        for kind, ids in self._ids().items():
            for at in range(0, len(ids), AT_ONCE):
                yield kind, ids[at : at + AT_ONCE]

    def _find_places(self) -> None:
        for kind, ids in self._chunks():
            for identity, name in places(self.connection, kind, ids).items():
                self._places[kind, identity] = name

    def _apply_one(self, number: int, target: Key | None, hands: _Hands) -> bool:
        item, rights = self.items[number], hands.accesses.rights
        match item:
            case Access():
                return hands.accesses.put(item)
            case Entry():
                return hands.charts.put(item)
            case Guardian():
                return rights.put_guardian(item)
            case ImageFolder():
                return item.id in self._folders.changed
            case Removal():
                return self._remove(item, hands)
            case Practice():
                changed = rights.put_practice(item)
            case Person():
                changed = rights.put_person(item)
            case _:
                changed = False
        return self._put(item, target or key_of(item), hands) | changed

    def _put(self, item: Published, target: Key, hands: _Hands) -> bool:
        shared = self._folders.shared(item) if isinstance(item, Image) else item
        draft, writer = draft_of(shared) if shared is not None else None, hands.writer
        place = self._places.get((target.kind, target.id))
        moved = place is not None and (draft is None or place != target.stream)
        if moved and place is not None:
            writer.remove(Key(place, target.kind, target.id))
            hands.charts.touch(target.kind, place)
        held = writer.held(target)
        if draft is None or (held is not None and held.fed == draft.fed):
            return moved
        if isinstance(item, Appointment) and held is not None:
            draft = visits.with_answer(draft, item, held)
        elif isinstance(item, Message):
            answered = writer.held(Key(target.stream, target.kind, item.thread))
            draft = messages.settled(draft, item, held, answered)
            if place is None and notices.is_news(item):
                self._news.append(item)
        writer.put(target, draft)
        hands.charts.touch(target.kind, target.stream)
        return True

    def _remove(self, item: Removal, hands: _Hands) -> bool:
        rights = hands.accesses.rights
        if item.of == ACCESS:
            return hands.accesses.remove(item.id)
        if item.of in ENTRY_KINDS:
            return hands.charts.remove(item.of, item.id)
        if item.of == GUARDIAN:
            return rights.remove_guardian(item.id)
        if item.of == FOLDER:
            return item.id in self._folders.changed
        changed = False
        if item.of == Kind.PERSON:
            changed = rights.remove_person(item.id)
        elif item.of == Kind.PRACTICE:
            changed = rights.remove_practice()
        place = self._places.get((item.of, item.id))
        if place is not None:
            hands.writer.remove(Key(place, item.of, item.id))
            hands.charts.touch(item.of, place)
        return changed or place is not None


def _key(item: FeedItem) -> Key | None:
    """Where an item's record belongs; None for what has none of its own. Raises `BadRequest`."""
    match item:
        case Removal(of=of) if of not in FED_KINDS | ENTRY_KINDS | {GUARDIAN, ACCESS, FOLDER}:
            raise BadRequest("nothing of that kind is fed")
        case Access() | Removal(of="access"):
            return Key(login_stream(item.id), Kind.LOGIN, item.id)
        case ImageFolder():
            check_folder(item)
            return None
        case Removal() | Guardian():
            return None
        case Image():
            check_image(item)
            return key_of(item)
        case Entry():
            check_entry(item)
            return None
        case _:
            return key_of(item)


def _name(item: FeedItem) -> tuple[str, str]:
    match item:
        case Removal():
            return item.of, item.id
        case Access():
            return ACCESS, item.id
        case Guardian():
            return GUARDIAN, item.id
        case ImageFolder():
            return FOLDER, item.id
        case Entry():
            return tag_of(item), item.id
        case _:
            return kind_of(item), item.id
