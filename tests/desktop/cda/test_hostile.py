"""Documents made to run, fetch, expand or exhaust something: nothing of it happens."""

import base64
import gzip
import re
import socket
import zipfile
from collections.abc import Iterator

import pytest

from desktop.cda.parsing import MOST_BYTES
from desktop.models.summary import BodyKind, Note, Summary
from desktop.models.trouble import PortalError, Trouble
from desktop.pdf_process import SUMMARY
from desktop.services.context import Context
from desktop.services.summaries import Summaries
from tests.desktop.cda.papers import document, package, section, unstructured
from tests.desktop.children import peak_of

GIB = 1 << 20  # in KiB, as the system counts
TAGS = {"p", "b", "i", "u", "s", "br", "sub", "sup", "img"}
TAGS |= {"ul", "ol", "li", "table", "thead", "tr", "td", "th"}
ATTRIBUTES = {"class", "type", "start", "width", "align", "src"}
ATTRIBUTES |= {"cellspacing", "colspan", "rowspan"}
MADE = re.compile(r"<(/?)([^\s/>]+)([^>]*)>")
SET = re.compile(r'\s([^\s=]+)="([^"]*)"')


@pytest.fixture(scope="module")
def summaries() -> Iterator[Summaries]:
    """One process for all of them, as in the program."""
    made = Summaries()
    yield made
    made.close()


@pytest.fixture
def trap() -> Iterator[socket.socket]:
    """Listens for requests that must not come."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.0)
    yield listening
    with pytest.raises(BlockingIOError):
        listening.accept()
    listening.close()


def read(summaries: Summaries, data: bytes) -> Summary:
    return summaries.read(Context(), data=data, file=0, elsewhere="away")


def trouble_of(summaries: Summaries, data: bytes) -> Trouble:
    with pytest.raises(PortalError) as failed:
        read(summaries, data)
    return failed.value.trouble


def markup(summary: Summary) -> set[str]:
    """Every attribute's value in the HTML; fails on a tag or attribute that is not ours."""
    values = set()
    for piece in (piece for each in summary.sections for piece in each.pieces):
        for end, tag, rest in MADE.findall(piece):
            assert tag in TAGS, piece
            said = dict(SET.findall(rest))
            assert said.keys() <= ATTRIBUTES, piece
            assert not (end and said)
            values |= set(said.values())
    return values


SCRIPTS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    " vbscript:x",
    "data:text/html,<script>x</script>".replace("<", "&lt;"),
]


@pytest.mark.rule("SUM-2")
@pytest.mark.parametrize("address", [*SCRIPTS, "http://127.0.0.1:{port}/x", "file:///etc/passwd"])
def test_no_address_is_more_than_text(
    summaries: Summaries, trap: socket.socket, address: str
) -> None:
    there = address.format(port=trap.getsockname()[1])
    media = (
        f'<observationMedia ID="m"><value mediaType="image/png"><reference value="{there}"/>'
        "</value></observationMedia>"
    )
    narrative = (
        f'<linkHtml href="{there}">a</linkHtml><a xmlns="" href="{there}">b</a>'
        f'<img xmlns="" src="{there}"/><renderMultiMedia referencedObject="m {there}"/>'
        f'<renderMultiMedia referencedObject="{there}"/><iframe src="{there}"/>'
        f'<table background="{there}"><tr><td background="{there}">c</td></tr></table>'
        f'<content styleCode="Bold url({there})" style="background:url({there})">d</content>'
        f'<footnoteRef IDREF="{there}"/><object data="{there}"/><meta content="{there}"/>'
    )
    summary = read(summaries, document(section(narrative, more=f"<entry>{media}</entry>")))
    assert markup(summary) <= {"100%", "0", "first"}
    assert summary.media == ()


@pytest.mark.rule("SUM-2")
@pytest.mark.parametrize(
    "narrative",
    [
        """<table onmouseover='x()' style='x' border='0' class='x' id='x'><tr onclick='x()'>
        <td onmouseover='x()' width='9999999' height='1' align='x' colspan='2' rowspan='-1'>a</td>
        </tr></table>""",
        "<content styleCode='Bold;} body {color:red' ID='x' class='x'>a</content>",
        "<list styleCode='\"&gt;&lt;script&gt;'><item onclick='x()'>a</item></list>",
        "<paragraph styleCode='&quot;&gt;&lt;b'>a</paragraph>",
        "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
        "<script>alert(1)</script><style>p {color:red}</style><svg onload='x()'>a</svg>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>a",
    ],
)
def test_nothing_of_a_document_becomes_markup(summaries: Summaries, narrative: str) -> None:
    summary = read(summaries, document(section(narrative)))
    allowed = {"100%", "0", "first", "disc", "2"}
    assert markup(summary) <= allowed
    assert summary.sections[0].pieces


@pytest.mark.rule("SUM-2")
def test_titles_are_text(summaries: Summaries) -> None:
    evil = "&lt;script&gt;x&lt;/script&gt;<content>b</content>"
    data = document(section("a", evil)).replace(b"Care summary", evil.encode())
    summary = read(summaries, data)
    assert summary.header.title == summary.sections[0].title == "<script>x</script>b"


@pytest.mark.rule("SUM-2")
def test_a_body_that_is_an_address_is_left_alone(summaries: Summaries, trap: socket.socket) -> None:
    for there in (f"http://127.0.0.1:{trap.getsockname()[1]}/x", "javascript:x()", "/etc/passwd"):
        text = f'<text mediaType="text/html"><reference value="{there}"/></text>'
        summary = read(summaries, document(body=f"<nonXMLBody>{text}</nonXMLBody>"))
        assert (summary.kind, summary.body) == (BodyKind.ELSEWHERE, None)


@pytest.mark.rule("SUM-2")
def test_no_declaration_is_followed_or_expanded(summaries: Summaries, trap: socket.socket) -> None:
    port = trap.getsockname()[1]
    laughs = "".join(
        f'<!ENTITY l{at + 1} "{f"&l{at};" * 10}">' for at in range(12)
    )  # 10^12 when expanded
    doctypes = [
        f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}<!ENTITY x "&l12;">]>',
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:{port}/x">]>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        f'<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/x">%p;]>',
        f'<!DOCTYPE d SYSTEM "http://127.0.0.1:{port}/x.dtd">',
        '<!DOCTYPE d [<!ENTITY x "]>"><!-- ]> --><!ATTLIST section ID CDATA "&x;">]>',
    ]
    for doctype in doctypes:
        sheet = f'<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:{port}/x.xsl"?>'
        data = document(section("a &x; b<content ID='&x;'/>"), before=sheet + doctype)
        summary = read(summaries, data)
        assert summary.sections[0].pieces == ("<p>a &amp;x; b</p>",)
        assert set(summary.notes) == {Note.DECLARATIONS, Note.ENTITIES}


@pytest.mark.rule("SUM-2")
@pytest.mark.rule("EASE-5")
def test_what_is_too_much_is_refused_and_memory_stays_bounded(summaries: Summaries) -> None:
    too_large = Trouble.DOCUMENT_TOO_LARGE
    assert trouble_of(summaries, document(section("x" * (200 << 20)))) is too_large
    assert trouble_of(summaries, document(section("x" * (20 << 20)))) is too_large
    assert trouble_of(summaries, document(section("<br/>" * 3_000_000))) is too_large
    deep = "<content>" * 5_000 + "</content>" * 5_000
    assert trouble_of(summaries, document(section(deep))) is too_large
    narrow = document(section("<table><tr><td>" * 60 + "a" + "</td></tr></table>" * 60))
    assert read(summaries, narrow).notes == (Note.SIMPLIFIED,)
    wide = "<table>" + "<tr>" + "<td colspan='99999999999' rowspan='99999999999'>a</td>" * 9
    spans = read(summaries, document(section(wide + "</tr></table>")))
    assert spans.notes == (Note.SIMPLIFIED,)
    assert 0 < peak_of(SUMMARY) < GIB
    assert read(summaries, document(section("a"))).sections


@pytest.mark.rule("SUM-2")
@pytest.mark.rule("EASE-5")
def test_packages_unpack_no_more_than_is_shown(summaries: Summaries) -> None:
    bomb = document(section("a")) + b" " * (300 << 20)
    assert trouble_of(summaries, package(("a.xml", bomb))) is Trouble.DOCUMENT_TOO_LARGE
    many = package(*[(f"{at}.xml", b"<a/>") for at in range(3_000)])
    assert trouble_of(summaries, many) is Trouble.DOCUMENT_TOO_LARGE
    inner = package(("a.xml", document(section("a"))))
    assert trouble_of(summaries, package(("a.zip", inner))) is Trouble.NOT_A_SUMMARY
    other = package(("a.xml", document(section("a"))), compression=zipfile.ZIP_LZMA)
    assert trouble_of(summaries, other) is Trouble.NOT_A_SUMMARY
    packed = unstructured(b"x" * MOST_BYTES, "text/plain")
    assert len(packed) > MOST_BYTES
    paths = package(("/etc/../../x.xml", document(section("a"))), ("C:\\x.xml", b"<a/>"))
    assert read(summaries, paths).files == ("/etc/../../x.xml",)


@pytest.mark.rule("SUM-2", "OPEN-3")
def test_pictures_unpack_no_more_than_memory_holds_of_all_of_them(summaries: Summaries) -> None:
    packed = base64.b64encode(gzip.compress(bytes(40 << 20))).decode()
    value = f"<value representation='B64' compression='GZ'>{packed}</value>"
    one = f"<entry><observationMedia>{value}</observationMedia></entry>"
    assert len(read(summaries, document(section("a", more=one))).media) == 1
    two = document(section("a", more=one * 2))
    assert trouble_of(summaries, two) is Trouble.DOCUMENT_TOO_LARGE


@pytest.mark.rule("SUM-2")
def test_encrypted_packages_say_that_they_are_locked(summaries: Summaries) -> None:
    whole = bytearray(package(("a.xml", document(section("a")))))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + at] |= 1
    assert trouble_of(summaries, bytes(whole)) is Trouble.DOCUMENT_LOCKED


def test_the_trap_sees_requests_and_markup() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        socket.create_connection(listening.getsockname()),
    ):
        made, _ = listening.accept()
        made.close()
    assert MADE.findall('<td onclick="x()">') == [("", "td", ' onclick="x()"')]
