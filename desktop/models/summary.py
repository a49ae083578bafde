"""A clinical document (CDA) as it is shown (SUM-2). Plain data: no Qt, no XML."""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum

from msgspec import Struct
from typing_extensions import override

_TIME = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?(?:(?P<hour>\d\d)(?P<minute>\d\d)?)?"
)


class Standard(StrEnum):
    """What a document says it follows."""

    CCDA = "c-cda"
    CDA = "cda"


class BodyKind(StrEnum):
    """What a document holds, by its content."""

    SECTIONS = "sections"
    PDF = "pdf"
    TEXT = "text"
    IMAGE = "image"
    OTHER = "other"  # can only be saved
    ELSEWHERE = "elsewhere"  # an address alone: nothing is fetched
    NOTHING = "nothing"


class Note(StrEnum):
    """What had to be set right or left out for showing; the file itself stays as it came."""

    ENCODING = "encoding"  # not in the encoding that it declares
    CHARACTERS = "characters"  # signs that no XML may hold, shown as U+FFFD
    DECLARATIONS = "declarations"  # a document type of its own was left out
    ENTITIES = "entities"  # names for text that were not looked up
    NAMESPACES = "namespaces"
    TRAILING = "trailing"  # something follows the end of the document
    SIMPLIFIED = "simplified"  # a part too deep or too wide for its form is plain text
    ELSEWHERE = "elsewhere"  # pictures or files that are addresses alone
    UNREADABLE_MEDIA = "unreadable_media"
    MORE_DOCUMENTS = "more_documents"  # the package holds more than are offered


class Source(Struct, frozen=True):
    """The text of a document as it was received; not `whole` when it goes on, `broken` when long
    lines were broken to be shown."""

    text: str
    whole: bool = True
    broken: bool = False

    @override
    def __repr__(self) -> str:
        return f"Source({len(self.text)} signs)"


class Moment(Struct, frozen=True):
    """A time as precise as it was written; `month`, `day` 0 and `minute` -1 where it says none.

    `minute` is of the day, as clocks showed it where it was written.
    """

    year: int
    month: int = 0
    day: int = 0
    minute: int = -1

    @property
    def first(self) -> date:
        """The earliest day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def moment_of(text: str) -> Moment | None:
    """A time as HL7 writes it (YYYYMMDDHHMM…); None when it is none."""
    match = _TIME.match(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    of_day = hour * 60 + minute if match["hour"] and hour < 24 and minute < 60 else -1
    moment = Moment(year, month, day, of_day if day else -1)
    try:
        _ = moment.first, moment.last
    except ValueError:
        return None
    return moment


class Days(Struct, frozen=True):
    """From a day to a day, both included; None is open."""

    since: date | None = None
    until: date | None = None

    def meets(self, since: date | None, until: date | None) -> bool:
        """Whether some day of it lies in that range."""
        late = until is not None and self.since is not None and self.since > until
        early = since is not None and self.until is not None and self.until < since
        return not (late or early)


class Section(Struct, frozen=True):
    """A section: its title "" when it has none, its level from 1, how many entries it has.

    `days` is from when to when its entries are, None where they do not say. `pieces` are its text,
    in order: HTML of Qt's kind, each small enough to be laid out at once. No piece: none recorded.
    """

    id: str
    title: str
    level: int
    entries: int
    days: Days | None = None
    pieces: tuple[str, ...] = ()


class Medium(Struct, frozen=True):
    """A picture or file inside the document; pieces name it as `picture:<id>`."""

    id: str
    type: str
    data: bytes

    @override
    def __repr__(self) -> str:
        return f"Medium({self.id}, {len(self.data)} bytes)"


class Header(Struct, frozen=True):
    """Whom it is about, who wrote it, who keeps it, of when it is, and what it covers."""

    title: str = ""
    kind: str = ""  # in the document's words
    person: str = ""
    born: Moment | None = None
    sex: str = ""
    authors: tuple[str, ...] = ()
    custodian: str = ""
    made: Moment | None = None
    since: Moment | None = None
    until: Moment | None = None

    @override
    def __repr__(self) -> str:
        return "Header(…)"


class Summary(Struct, frozen=True):
    """A whole document. `body` is set unless it has sections; `files` are the documents of the
    package that it came in, of which this is the one at `file`."""

    standard: Standard
    header: Header
    kind: BodyKind
    sections: tuple[Section, ...] = ()
    media: tuple[Medium, ...] = ()
    body: Medium | None = None
    notes: tuple[Note, ...] = ()
    files: tuple[str, ...] = ()
    file: int = 0

    @override
    def __repr__(self) -> str:
        return f"Summary({self.kind}, {len(self.sections)} sections)"
