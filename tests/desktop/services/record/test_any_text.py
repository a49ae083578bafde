"""Any name and any text: paths stay safe and the index stays what it is (OFF-7)."""

import re
import tempfile
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import html

from desktop.models.items.family import Family
from desktop.services.record.names import Names, part
from portal_protocol.records import Appointment, Person, Practice
from tests.desktop.services.record.making import IVY, NOON, blob_of, copy_in, files_in, message

pytestmark = pytest.mark.rule("OFF-7")

ALLOWED = {
    "html": {"lang", "dir"},
    "head": set(),
    "meta": {"charset", "name", "content", "http-equiv"},
    "title": set(),
    "style": set(),
    "body": set(),
    "header": set(),
    "main": set(),
    "nav": {"aria-label"},
    "section": {"id"},
    "article": set(),
    "h1": {"dir"},
    "h2": {"dir"},
    "h3": {"dir"},
    "p": {"dir", "class"},
    "ul": set(),
    "li": {"dir"},
    "a": {"href", "dir"},
    "dl": set(),
    "dt": {"dir"},
    "dd": {"dir"},
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope", "dir"},
    "td": {"dir", "colspan"},
}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></head><svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "&lt;b&gt; &amp; &#60;i>",
    "javascript:alert(1)",
    "\u202eexe.fdp",
    "שלום מרפאה",
    "../../../etc/passwd",
    "..\\..\\con",
    "CON",
    "lpt1.txt",
    "nul.",
    "a" * 300,
    "é" * 300 + ".pdf",
    "\x00\x1b\x7f\x85\ufffe",
    "https://evil.example/x",
    "file:///etc/passwd",
    " ",
    ".",
    "index.html",
    "%2e%2e%2f",
    "#part?x=1",
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


@given(name=st.one_of(TEXTS, st.text(max_size=400)))
@example("a." + "b" * 300)
@example("x" * 59 + ".pdf")
def test_any_name_becomes_a_name_for_every_system(name: str) -> None:
    safe = part(name)
    assert 0 < len(safe) <= 61
    assert len(safe.encode()) <= 121
    assert not FORBIDDEN.search(safe)
    assert not RESERVED.match(safe)
    assert safe == safe.strip(" .")
    assert part(safe) == safe


@given(names=st.lists(TEXTS, min_size=2, max_size=30))
@example(["a.pdf", "A.PDF", "a.pdf", "A.pdf"])
@example(["é", "e\u0301", "É"])
def test_no_two_names_are_one_on_any_system(names: list[str]) -> None:
    taken = Names()
    paths = [taken.take("folder", name) for name in names]
    alike = {unicodedata.normalize("NFC", path).upper().lower() for path in paths}
    assert len(alike) == len(names)
    assert all(path.count("/") == 1 for path in paths)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(TEXTS, min_size=8, max_size=8))
@example(list(HOSTILE[:8]))
@example(list(HOSTILE[8:16]))
@example(list(HOSTILE[15:23]))
def test_whatever_the_records_say_the_index_holds_text_alone(texts: list[str]) -> None:
    first, last, subject, body, file, author, about, name = texts
    person = Person(id=IVY, patient=IVY, first_name=first, last_name=last, address=(about,))
    practice = Practice(id="practice", name=name)
    with quick_folder() as folder, copy_in(Path(folder)) as copy:
        copy.family = Family((person,), practice)
        copy.keep(b"sheet")
        told = message("m", subject, body, blob_of(b"sheet", author, file))
        visit = Appointment(id="v", patient=IVY, at=NOON, description=about, bring=body)
        copy.share(practice, person, told, visit)
        (Path(folder) / "chosen").mkdir()
        taken = copy.take(Path(folder) / "chosen")
        found = files_in(taken.path)
        check_page(found["index.html"], found)
        assert body_of(found["index.html"]) == readable(body)
        assert b"sheet" in found.values()


def quick_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder in memory where there is such a disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a fresh folder in it
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)


def check_page(page: bytes, files: dict[str, bytes]) -> None:
    """Only the elements and attributes that the page is made of, and links that stay within."""
    tree = html.fromstring(page.decode())
    for element in tree.iter():
        assert element.tag in ALLOWED, element.tag
        assert set(element.attrib) <= ALLOWED[str(element.tag)], element.attrib
    for link in tree.xpath("//@href"):
        assert link.startswith("#") or unquote(link) in files
    (policy,) = tree.xpath("//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none'")


def body_of(page: bytes) -> str:
    """The text of the one message."""
    found = html.fromstring(page.decode()).xpath("//p[@class='text']")
    return str(found[0].text_content()) if found else ""


def readable(text: str) -> str:
    """As a page can hold it: what no page may hold is replaced, lines end in one way."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", "\ufffd", lines)
