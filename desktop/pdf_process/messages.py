"""What the program and its PDF process say to each other: a length, a msgpack head, then bytes."""

import struct
from typing import IO, TypeVar

import msgspec
from typing_extensions import override

from desktop.models.pdf import FirstView, Unit

_LENGTHS = struct.Struct("<II")
_LARGEST_HEAD = 8 << 20
_LARGEST_BODY = 512 << 20
_FIRST_ROOM = 8 << 20  # more is made only for bytes that have come
M = TypeVar("M")

Box = tuple[float, float, float, float]
"""Left, top, width, height on a page, in points (1/72 inch) from its upper left corner."""


class Message(msgspec.Struct, frozen=True, tag=True, tag_field="is"):
    """What all messages share."""


class Open(Message, frozen=True):
    """Open the document in the body under a number of the caller's; replies `Opened`, with the
    picture of its first page in the body when the view is told that it will show in."""

    document: int
    password: str = ""
    view: FirstView | None = None

    @override
    def __repr__(self) -> str:
        return f"Open({self.document})"


class Draw(Message, frozen=True):
    """Draw a page `width` by `height` pixels; replies `Drawn` with the picture in the body."""

    document: int
    page: int
    width: int
    height: int


class Select(Message, frozen=True):
    """The text between two points of a page; replies `Selected`.

    Without a start it begins with the page, without an end it goes to the page's end. A point
    beside the text stands for the nearest place in it.
    """

    document: int
    page: int
    start: tuple[float, float] | None = None
    end: tuple[float, float] | None = None
    unit: Unit = Unit.TEXT


class Find(Message, frozen=True):
    """Where words stand in the whole document, case ignored; replies `Found`."""

    document: int
    words: str


class Close(Message, frozen=True):
    """Forget a document; replies `Done`."""

    document: int


class Drawn(Message, frozen=True):
    """A picture of 32 bits a pixel (0xffRRGGBB, native order) in the body; stride in bytes."""

    width: int
    height: int
    stride: int


class Add(Message, frozen=True):
    """Append the document in the body under a bookmark; replies `Done`."""

    title: str


class Write(Message, frozen=True):
    """Replies `Done` with everything that was added, as one PDF, in the body."""


class Show(Message, frozen=True):
    """Decode the picture in the body to fit `width` by `height` pixels; replies `Drawn`."""

    width: int
    height: int


class Tell(Message, frozen=True):
    """What the document in the body says; replies `Done` with it in the body, as UTF-8."""


class Read(Message, frozen=True):
    """Read the clinical document in the body, of a package the one at `file`; replies `Done` with
    a `desktop.models.summary.Summary` as msgpack in the body. `elsewhere` stands for pictures that
    are not in it."""

    file: int = 0
    elsewhere: str = ""


class ReadSource(Message, frozen=True):
    """Read it as text, of a package the document at `file`; replies `Done` with a
    `desktop.models.summary.Source` as msgpack in the body."""

    file: int = 0


class Opened(Message, frozen=True):
    """Width and height of each page in points, and of what is in the body."""

    pages: tuple[tuple[float, float], ...]
    first: Drawn | None = None


class Selected(Message, frozen=True):
    """The text and the boxes of its lines."""

    text: str
    boxes: tuple[Box, ...]


class Hit(msgspec.Struct, frozen=True, array_like=True):
    """One place where the words stand, with a little text around it."""

    page: int
    boxes: tuple[Box, ...]
    around: str


class Found(Message, frozen=True):
    """The places in the order of the document; `more` when there are too many to list."""

    hits: tuple[Hit, ...]
    more: bool = False


class Done(Message, frozen=True):
    """Nothing to say."""


class Refused(Message, frozen=True):
    """Why not: `damaged`, `locked` (asks for a password) or `too_large`; of a clinical document
    also `malformed` (no XML) and `not_a_summary`."""

    why: str


Request = Open | Draw | Select | Find | Close
Reply = Opened | Drawn | Selected | Found | Done | Refused
REQUESTS: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
TO_COMBINE: msgspec.msgpack.Decoder[Add | Write] = msgspec.msgpack.Decoder(Add | Write)
TO_SHOW: msgspec.msgpack.Decoder[Show] = msgspec.msgpack.Decoder(Show)
TO_TELL: msgspec.msgpack.Decoder[Tell] = msgspec.msgpack.Decoder(Tell)
TO_READ: msgspec.msgpack.Decoder[Read | ReadSource] = msgspec.msgpack.Decoder(Read | ReadSource)
REPLIES: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def send(stream: IO[bytes], message: Message, body: bytes | bytearray | memoryview = b"") -> None:
    """Write one message with its bytes."""
    head = msgspec.msgpack.encode(message)
    stream.write(_LENGTHS.pack(len(head), len(body)) + head)
    if body:
        stream.write(body)
    stream.flush()


def receive(stream: IO[bytes], decoder: msgspec.msgpack.Decoder[M]) -> tuple[M, bytearray]:
    """Read one message; raises EOFError when the other side is gone, ValueError when it babbles."""
    head, body_length = _head(stream)
    body, at = bytearray(min(body_length, _FIRST_ROOM)), 0
    while at < body_length:
        if at == len(body):
            body.extend(bytes(min(at, body_length - at)))
        with memoryview(body) as view:
            got = stream.readinto(view[at:])  # type: ignore[attr-defined]  # buffered streams do
        if not got:
            raise EOFError
        at += got
    return decoder.decode(head), body


def receive_at_once(stream: IO[bytes], decoder: msgspec.msgpack.Decoder[M]) -> tuple[M, bytes]:
    """The same in the process that the program started, which may believe it: quicker for a large
    body, for which all room is made before it comes."""
    head, body_length = _head(stream)
    body = stream.read(body_length)
    if len(body) < body_length:
        raise EOFError
    return decoder.decode(head), body


def _head(stream: IO[bytes]) -> tuple[bytes, int]:
    """The head of a message, and how long its body is."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        raise EOFError
    head_length, body_length = _LENGTHS.unpack(lengths)
    if head_length > _LARGEST_HEAD or body_length > _LARGEST_BODY:
        raise ValueError("a message beyond its bounds")
    head = stream.read(head_length)
    if len(head) < head_length:
        raise EOFError
    return head, body_length
