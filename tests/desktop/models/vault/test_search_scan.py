"""Search against a plain scan of the same records, in many scripts (HEAD-6)."""

import unicodedata
from collections.abc import Iterable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from desktop.models.vault import indexing, search
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from portal_protocol.mail import Message
from tests.desktop.models.vault.making import ELENA, NOON, page, take

STREAM = "patient:elena:webmail"
ALPHABETS = (
    "aábcçdeéñoöøłßıİ",
    "абвгдеёжзий",
    "αβγδΣσςώ",
    "ابتثجحسنأإ\u064b\u0650",
    "אבגדהו\u05b8\u05bc",
    "कखगघदाँतसफ़ाई\u094d\u093c",
    "กขคงหินปูน\u0e34\u0e49",
    "根管治疗洗牙がカﾞ",
    "치아스케일링\u1112\u1161",
    "🦷😀👩\u200d⚕\ufe0f\U0001f3fd",
    "0123456789½㎏①",
    "e\u0301\u0323o\u0308a\u200b\u00adﬁＡ",
)
PUNCTUATION = " \t\"'*^:(){}[]-+,.;/\\|&~_#@\x00\u2019\u2013"
OPERATORS = ("AND", "OR", "NOT", "NEAR", "NEAR(a b, 2)", "words:", "rowid", '"', "*", "-", "^")
LIKE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"}
)


def word() -> SearchStrategy[str]:
    scripts = [st.text(alphabet, min_size=1, max_size=5) for alphabet in ALPHABETS]
    return st.one_of(*scripts, st.sampled_from(OPERATORS), st.text(max_size=4))


def texts() -> SearchStrategy[str]:
    gaps = st.sampled_from(PUNCTUATION)
    pieces = st.lists(st.tuples(word(), gaps), max_size=6)
    return pieces.map(lambda pairs: "".join(part + gap for part, gap in pairs)).map(sound)


def sound(text: str) -> str:
    """What JSON can carry: lone halves of pairs cannot come from a practice."""
    return text.encode("utf-8", "ignore").decode()


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Message], str]:
    """Some messages, and what a person types who has seen one of them or none."""
    written = draw(st.lists(st.tuples(texts(), texts()), min_size=1, max_size=6))
    messages = [
        Message(
            id=f"m{number}",
            patient=ELENA,
            at=NOON + timedelta(minutes=number),
            subject=subject,
            body=body,
        )
        for number, (subject, body) in enumerate(written)
    ]
    seen = " ".join(draw(st.sampled_from(written))).split() or [""]
    typed = draw(st.lists(st.sampled_from(seen), max_size=3))
    typed = [part[: draw(st.integers(1, 8))] for part in typed]
    typed += draw(st.lists(word(), max_size=1 if typed else 2))
    joined = draw(st.sampled_from((" ", "  ", "\t"))).join(typed)
    return messages, draw(st.sampled_from((joined, joined.upper(), joined.casefold())))


def plain(text: str) -> str:
    """A text as a slow and simple scan compares it: " one two ", each word between spaces."""
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(["", *"".join(map(sign, flat.translate(LIKE))).split(), ""])


def sign(one: str) -> str:
    kind, code = unicodedata.category(one), ord(one)
    if kind == "So" or any(first <= code <= last for first, last in SPACELESS):
        return f" {one} "
    if kind == "Mn" and (unicodedata.combining(one) in POINTS or code in UNSEEN):
        return ""
    if kind == "Me" or (kind == "Cf" and code != 0x200B):
        return ""
    return one if kind in WORDLY else " "


POINTS = frozenset([*range(10, 36), *range(200, 256)])
UNSEEN = frozenset([0x34F, *range(0x180B, 0x180E), 0x180F, *range(0xFE00, 0xFE10)])
UNSEEN |= frozenset(range(0xE0100, 0xE01F0))
WORDLY = frozenset(["Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Mn", "Mc", "Co", "Cn"])
SPACELESS = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def scan(messages: Iterable[Message], typed: str) -> set[str]:
    """Every message that has everything typed, as beginnings of words."""
    wanted = [part for part in map(plain, typed.split()) if part.strip()]
    if not wanted:
        return set()
    read = {each.id: plain(f"{each.subject} {each.body}") for each in messages}
    return {name for name, text in read.items() if all(part.rstrip() in text for part in wanted)}


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory):
    vault = Vault.create(VaultFolder(tmp_path_factory.mktemp("scan") / "vault"), VaultKey.new())
    yield vault
    vault.close()


@pytest.mark.rule("HEAD-6")
@settings(max_examples=400, deadline=None)
@given(cases(), st.integers(1, 7))
def test_search_finds_what_a_plain_scan_finds_and_nothing_else(
    emptied: Vault, case: tuple[list[Message], str], step: int
):
    messages, typed = case
    take(emptied, page(STREAM, 1, messages, start_over=True))
    with emptied.writing() as connection:
        while indexing.index_some(connection, step):
            pass
    with emptied.reading() as connection:
        found = [hit.id for hit in search.search(connection, typed, 50)]
    assert len(found) == len(set(found))
    assert set(found) == scan(messages, typed)
