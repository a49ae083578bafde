"""From the bytes of a document to text that a strict parser can read: encoding, stray signs,
and document types, which are left out so that nothing in them is looked up or expanded."""

import codecs
import html
import re

from desktop.cda.refusal import MALFORMED, Refusal
from desktop.models.summary import Note

ENCODINGS = re.compile(
    r"(utf-?(8|16|16le|16be)|us-ascii|ascii|iso-?8859-?\d+|latin-?1|windows-?125\d|cp125\d"
    r"|macintosh|koi8-[ru]|shift_jis|euc-(jp|kr)|gb2312|gbk|gb18030|big5)",
    re.IGNORECASE,
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 1024
DECLARATION = re.compile(r"\s*<\?xml\s[^>]*?\?>", re.ASCII)
DECLARED = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARKERS = re.compile("[\ufdd0-\ufdef\ufffc]")
"""What Qt's documents use to mark frames and pictures; no text has a meaning for them."""
ODD = re.compile(f"{STRAY.pattern[:-1]}{MARKERS.pattern[1:]}")
PLAIN = bytes({9, 10, 13, *range(0x20, 0x100)} - {0xED, 0xEF})
"""Bytes of UTF-8 that are in no sign of `ODD`."""
PROLOG = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
DOCTYPE = "<!DOCTYPE"
PART = re.compile(r"""<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|[\[\]>]""", re.DOTALL)
CUT = "=file="  # the base64 of no bytes
LARGE = 4_000_000
"""Signs of a file inside a document, from which on it is kept from the parser and its bounds."""
FILE = re.compile(
    rf"""(<[^<>]*\srepresentation\s*=\s*["']B64["'][^<>]*>)([A-Za-z0-9+/=\s]{{{LARGE},}})(?=</)"""
)
NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)([A-Za-z_:][\w.:-]*);")


def as_received(data: bytes | bytearray, most: int) -> str:
    """Its first signs to look at: those that cannot be shown are U+FFFD, the rest stays."""
    text = _decoded(bytes(data), set()).removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ODD.sub("\ufffd", text[:most])


def text_of(data: bytes | bytearray, notes: set[Note]) -> str:
    """The text without byte order mark, declaration and document type; adds to `notes`."""
    text = _decoded(bytes(data), notes).lstrip("\ufeff \t\r\n")
    text = DECLARATION.sub("", text, count=1) if text.startswith("<?xml") else text
    if _may_be_odd(text) and ODD.search(text):
        text = MARKERS.sub("\ufffd", text.rstrip("\0"))
        if STRAY.search(text):
            text = STRAY.sub("\ufffd", text)
            notes.add(Note.CHARACTERS)
    return _without_doctype(text, notes)


def _may_be_odd(text: str) -> bool:
    """False for almost all documents; ten times as fast as looking for the signs themselves."""
    return bool(text.encode("utf-8", "surrogatepass").translate(None, PLAIN))


def without_large_files(text: str) -> tuple[str, list[str]]:
    """The text with `CUT` for each large file in base64, and these, in order."""
    files: list[str] = []

    def kept(match: re.Match[str]) -> str:
        files.append(match[2])
        return f"{match[1]}{CUT}"

    return (FILE.sub(kept, text) if len(text) > LARGE else text), files


def with_names_as_text(text: str, notes: set[Note]) -> str:
    """Names for characters that HTML knows become these, all other names stay as they are seen."""

    def shown(match: re.Match[str]) -> str:
        known = html.unescape(match[0])
        return f"&amp;{match[1]};" if known == match[0] else html.escape(known)

    text, count = NAMED.subn(shown, text)
    if count:
        notes.add(Note.ENTITIES)
    return text


def _decoded(data: bytes, notes: set[Note]) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _tried(data[len(mark) :], (encoding,), notes)
    start = data[:SAMPLE]
    if start.count(0) > len(start) // 4:
        return _tried(data, ("utf-16-le" if start[1:2] == b"\0" else "utf-16-be",), notes)
    match = DECLARED.search(start)
    declared = match[1].decode("ascii") if match else "utf-8"
    known = ENCODINGS.fullmatch(declared) is not None
    if not known or declared.lower().startswith("utf-16") or declared.lower() == "utf16":
        notes.add(Note.ENCODING)
        return _tried(data, ("utf-8",), notes)
    return _tried(data, (declared,), notes)


def _tried(data: bytes, encodings: tuple[str, ...], notes: set[Note]) -> str:
    """Decoded as it says, else as what most files are that do not say the truth."""
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            notes.add(Note.ENCODING)
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _without_doctype(text: str, notes: set[Note]) -> str:
    start = PROLOG.match(text)
    at = start.end() if start else 0
    if text[at : at + len(DOCTYPE)].upper() != DOCTYPE:
        return text
    notes.add(Note.DECLARATIONS)
    inside = False
    for part in PART.finditer(text, at):
        match part[0]:
            case "[":
                inside = True
            case "]":
                inside = False
            case ">" if not inside:
                return with_names_as_text(text[:at] + text[part.end() :], notes)
    raise Refusal(MALFORMED)
