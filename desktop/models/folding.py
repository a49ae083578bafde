"""Words as search compares them: without case and accents, in any script. No vault, no Qt."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from desktop.models.found import Excerpt, Range

Phrase = tuple[str, ...]
"""Words that stand one after the other; of the last one the beginning is enough."""

MOST_TYPED = 400
MOST_PHRASES = 32
EXCERPT = 160
MOST_SCANNED = 100_000
"""Signs of a text that are looked at for an excerpt."""
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts that are written without spaces: each of their signs is a word of its own."""

_LIKE = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"}
"""Letters that are typed as others, though Unicode does not take them apart."""

_HALF = EXCERPT // 2
_PIECE = re.compile(rf"\S.{{0,{_HALF - 1}}}(?!\S)|\S{{1,{_HALF}}}")


class _Table(dict[int, str]):
    """What each sign becomes, worked out when it is first met: for `str.translate`."""

    def __missing__(self, sign: int) -> str:
        made = self[sign] = _folded(chr(sign))
        return made


def _folded(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign.casefold())
    return "".join(_kept(_LIKE.get(part, part)) for part in parts)


def _kept(part: str) -> str:
    """A part of a folded sign as it is compared: a space where it parts words."""
    kind = unicodedata.category(part[0])
    if kind == "So" or _SPACELESS.match(part):
        return f" {part} "
    if kind in {"Mn", "Me"}:
        return "" if _is_accent(part, kind) else part
    if kind == "Cf":
        return " " if part == "\u200b" else ""
    return part if kind[0] in "LN" or kind in {"Mc", "Co", "Cn"} else " "


def _is_accent(part: str, kind: str) -> bool:
    """Marks that people leave out: accents, Hebrew and Arabic points, and what is not seen."""
    place = unicodedata.combining(part)
    unseen = kind == "Me" or unicodedata.name(part, "").startswith("VARIATION") or part == "\u034f"
    return place >= 200 or 10 <= place <= 35 or unseen


_TABLE = _Table()


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return unicodedata.normalize("NFKD", text).translate(_TABLE).split()


def phrases(typed: str) -> tuple[Phrase, ...]:
    """What a person typed, as phrases to find; operators and punctuation mean nothing."""
    found = (tuple(words(part)) for part in typed[:MOST_TYPED].split())
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))[:MOST_PHRASES]


def has(folded: Sequence[str], phrase: Phrase) -> bool:
    """Whether these words have the phrase somewhere."""
    return f" {' '.join(phrase)}" in f" {' '.join(folded)}"


def marks(text: str, wanted: Sequence[Phrase]) -> tuple[Range, ...]:
    """Where the phrases stand in a text, whole words, in order and apart from each other."""
    located = list(_located(text))
    folded = [word for word, _, _ in located]
    found = sorted(
        (located[at][1], located[at + len(phrase) - 1][2])
        for phrase in wanted
        for at in range(len(folded) - len(phrase) + 1)
        if _is_at(folded, at, phrase)
    )
    merged: list[Range] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def excerpt(text: str, wanted: Sequence[Phrase]) -> Excerpt:
    """The part of a text, on one line, that has most of the phrases; its start when none does."""
    whole = " ".join(text[:MOST_SCANNED].split())
    best, most = (0, 0), -1
    for start, end in _windows(whole):
        folded = words(whole[start:end])
        found = sum(has(folded, phrase) for phrase in wanted)
        if found > most:
            best, most = (start, end), found
        if found == len(wanted):
            break
    before = "… " if best[0] else ""
    more = best[1] < len(whole) or len(text) > MOST_SCANNED
    part = before + whole[slice(*best)] + (" …" if more else "")
    return Excerpt(part, marks(part, wanted), max(most, 0))


def _windows(text: str) -> Iterator[Range]:
    """Parts of a text that overlap by half, from word to word."""
    pieces = [piece.span() for piece in _PIECE.finditer(text)]
    following = [end for _, end in pieces[1:]] or [end for _, end in pieces]
    yield from ((start, end) for (start, _), end in zip(pieces, following, strict=False))


def _is_at(folded: Sequence[str], at: int, phrase: Phrase) -> bool:
    *whole, last = phrase
    end = at + len(whole)
    return folded[end].startswith(last) and all(
        one == other for one, other in zip(folded[at:end], whole, strict=True)
    )


def _located(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word, folded, with its start and end in the text."""
    word, start, end = "", 0, 0
    for at, sign in enumerate(text):
        for part in unicodedata.normalize("NFKD", sign).translate(_TABLE):
            if part != " ":
                start, end, word = start if word else at, at + 1, word + part
            elif word:
                yield word, start, end
                word = ""
    if word:
        yield word, start, end
