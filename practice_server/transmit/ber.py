"""The encoding of cryptographic messages: values read from BER, written again as DER.

Mail programs write BER: lengths that are not said beforehand, octets in pieces. What signatures are
over, and what `cryptography` reads, is DER.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

SEQUENCE: Final = 0x30
SET: Final = 0x31
OCTETS: Final = 0x04
OID: Final = 0x06
INTEGER: Final = 0x02
_CONSTRUCTED: Final = 0x20
_DEEPEST: Final = 40


class BadEncoding(ValueError):  # noqa: N818 (the name says it)
    """The bytes are not BER."""


class Value(NamedTuple):
    """A value: its tag, and its content in DER."""

    tag: int
    content: bytes

    @property
    def der(self) -> bytes:
        """The whole value in DER."""
        return bytes((self.tag,)) + _length(len(self.content)) + self.content

    def parts(self) -> list["Value"]:
        """The values in a constructed one; raises BadEncoding."""
        if not self.tag & _CONSTRUCTED:
            raise BadEncoding("a value without parts")
        return list(_values(self.content))


def read(data: bytes) -> Value:
    """The first value in `data`; raises BadEncoding for what is none, or is nested too deep."""
    value, _ = _read(data, 0, 0)
    return value


def _values(data: bytes) -> Iterator[Value]:
    at = 0
    while at < len(data):
        value, at = _read(data, at, 0)
        yield value


def _read(data: bytes, at: int, depth: int) -> tuple[Value, int]:
    """The value at this place, and where the next one is."""
    try:
        tag, first = data[at], data[at + 1]
    except IndexError:
        raise BadEncoding("cut off") from None
    if depth > _DEEPEST or tag & 0x1F == 0x1F:
        raise BadEncoding("nested too deep, or a tag of many bytes")
    at += 2
    if first == 0x80:
        return _unended(data, at, tag, depth)
    length = first
    if first > 0x80:
        digits = data[at : at + first - 0x80]
        length, at = int.from_bytes(digits), at + first - 0x80
    end = at + length
    if end > len(data):
        raise BadEncoding("cut off")
    return _settled(tag, _parts(data, at, end, depth) if tag & _CONSTRUCTED else data[at:end]), end


def _unended(data: bytes, at: int, tag: int, depth: int) -> tuple[Value, int]:
    """A value whose end is marked."""
    found = []
    while data[at : at + 2] != b"\0\0":
        value, at = _read(data, at, depth + 1)
        found.append(value)
    return _settled(tag, found), at + 2


def _parts(data: bytes, at: int, end: int, depth: int) -> list[Value]:
    found = []
    while at < end:
        value, at = _read(data, at, depth + 1)
        found.append(value)
    if at != end:
        raise BadEncoding("a value reaches past the one that it is in")
    return found


def _settled(tag: int, content: bytes | list[Value]) -> Value:
    """The value in DER: octets in one piece."""
    if isinstance(content, bytes):
        return Value(tag, content)
    if tag == OCTETS | _CONSTRUCTED:
        return Value(OCTETS, b"".join(each.content for each in content))
    return Value(tag, b"".join(each.der for each in content))


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes((size,))
    digits = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((0x80 | len(digits),)) + digits
