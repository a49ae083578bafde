"""Byte ranges and validators of RFC 9110 (13, 14), and Repr-Digest of RFC 9530."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass

from practice_server.problems import RangeRefused

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True)
class Span:
    """The bytes from `start` up to but not including `end`, of `size`."""

    start: int
    end: int
    size: int

    @property
    def partial(self) -> bool:
        """Whether this is less than all."""
        return self.end - self.start < self.size

    @property
    def content_range(self) -> str:
        """The value of Content-Range."""
        return f"bytes {self.start}-{self.end - 1}/{self.size}"


def etag(digest: str) -> str:
    """The strong validator of a blob: its digest."""
    return f'"{digest}"'


def repr_digest(digest: str) -> str:
    """The value of Repr-Digest for a lower-case hex SHA-256 (RFC 9530, 3)."""
    return f"sha-256=:{base64.b64encode(bytes.fromhex(digest)).decode()}:"


def unchanged(headers: Mapping[str, str], digest: str) -> bool:
    """Whether If-None-Match names this blob, so that 304 is the answer (RFC 9110, 13.1.2)."""
    wanted = headers.get("if-none-match", "")
    tags = {tag.strip().removeprefix("W/") for tag in wanted.split(",")}
    return bool(tags & {"*", etag(digest)})


def span(headers: Mapping[str, str], digest: str, size: int) -> Span:
    """What of a blob is asked for; raises RangeRefused.

    More than one range, another unit, or an If-Range that names something else: all of it.
    """
    whole = Span(0, size, size)
    if headers.get("if-range", etag(digest)) != etag(digest):
        return whole
    match = ONE_RANGE.fullmatch(headers.get("range", "").strip())
    if match is None or match.group(1) == match.group(2) == "":
        return whole
    return _limited(match.group(1), match.group(2), whole)


def _limited(first: str, last: str, whole: Span) -> Span:
    size = whole.size
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) + 1, size) if first and last else size
    if first and last and int(last) < int(first):
        return whole
    if start >= size or start >= end:
        raise RangeRefused(headers={"Content-Range": f"bytes */{size}"})
    return Span(start, end, size)
