"""What a file is, by its bytes: its name and what its sender says of it count for nothing."""

import codecs
import re
from typing import Final

PLAIN_TEXT: Final = "text/plain"
_BEGINNINGS: Final = {
    re.compile(rb"\xff\xd8\xff"): "image/jpeg",
    re.compile(rb"\x89PNG\r\n\x1a\n"): "image/png",
    re.compile(rb"GIF8[79]a"): "image/gif",
    re.compile(rb"BM.{4}\0{4}", re.DOTALL): "image/bmp",  # a text may begin with these letters
    re.compile(rb"RIFF.{4}WEBP", re.DOTALL): "image/webp",
    re.compile(rb"%PDF-"): "application/pdf",
}
"""How the kinds begin that are told by their beginning."""

KINDS: Final = frozenset({*_BEGINNINGS.values(), PLAIN_TEXT})
"""All kinds that are told apart."""

UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARK = 2
_HEAD = 12
_NOT_IN_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Sniffer:
    """Looks at the bytes of a file as they pass."""

    def __init__(self) -> None:
        self._head = b""
        self._unread = b""
        self._decoder: codecs.IncrementalDecoder | None = None  # chosen by the first bytes
        self._is_text = True

    def see(self, chunk: bytes) -> None:
        """The next bytes."""
        self._head += chunk[: _HEAD - len(self._head)]
        if self._is_text:
            self._is_text = self._reads(chunk)

    @property
    def decided(self) -> bool:
        """Whether the bytes still to come change nothing about it."""
        return bool(self._told()) or not self._is_text

    def media_type(self) -> str:
        """What the whole file is; "" for any kind that is not told apart, and for no bytes.

        Text is UTF-8, or UTF-16 with its mark, without control signs.
        """
        if told := self._told():
            return told
        self._is_text = self._is_text and self._reads(b"", last=True)
        return PLAIN_TEXT if self._head and self._is_text else ""

    def _told(self) -> str:
        kinds = (kind for start, kind in _BEGINNINGS.items() if start.match(self._head))
        return next(kinds, "")

    def _reads(self, chunk: bytes, *, last: bool = False) -> bool:
        chunk, self._unread = self._unread + chunk, b""
        if self._decoder is None:
            if len(chunk) < _MARK and not last:
                self._unread = chunk
                return True
            marked = chunk.startswith(UTF_16)
            self._decoder = codecs.getincrementaldecoder("utf-16" if marked else "utf-8")()
        try:
            text = self._decoder.decode(chunk, last)
        except UnicodeDecodeError:
            return False
        return _NOT_IN_TEXT.search(text) is None


def media_type(content: bytes) -> str:
    """What these bytes are: see `Sniffer.media_type`."""
    sniffer = Sniffer()
    sniffer.see(content)
    return sniffer.media_type()
