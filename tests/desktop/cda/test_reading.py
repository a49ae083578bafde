"""What a document says of itself, in whatever form it comes."""

import gzip
from datetime import date

import pytest

from desktop.cda.reading import read
from desktop.cda.refusal import Refusal
from desktop.models.summary import BodyKind, Days, Medium, Moment, Note, Standard, moment_of
from tests.desktop.cda.papers import document, entry, package, section, unstructured

PLAIN = document(section("Pénicilline"))
DECLARED = '<?xml version="1.0" encoding="{}"?>'


def notes_of(data: bytes) -> set[Note]:
    summary = read(data)
    assert summary.sections[0].pieces == ("<p>Pénicilline</p>",)
    return set(summary.notes)


def why_not(data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        read(data)
    return caught.value.why


@pytest.mark.rule("SUM-2")
def test_the_header_says_whom_it_is_about_who_wrote_it_and_when() -> None:
    summary = read(PLAIN)
    header = summary.header
    assert summary.standard is Standard.CCDA
    assert (header.title, header.kind) == ("Care summary", "Summarization of episode note")
    assert (header.person, header.sex) == ("Ms Elena M Marlowe", "Female")
    assert header.born == Moment(1984, 3, 14)
    assert header.authors == ("Amina Farrow, Harbor Family Dental",)
    assert header.custodian == "Harbor Family Dental"
    assert header.made == Moment(2026, 10, 21, 630)
    assert (header.since, header.until) == (Moment(2026, 1), Moment(2026, 10, 21))


def test_a_header_that_says_nothing_is_empty() -> None:
    header = read(document(section("a"), head="<effectiveTime value='2026xx'/>")).header
    assert (header.person, header.born, header.authors, header.custodian) == ("", None, (), "")
    assert header.made == Moment(2026)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026", Moment(2026)),
        ("20260228", Moment(2026, 2, 28)),
        ("20260228113015.123+0100", Moment(2026, 2, 28, 690)),
        ("20260230", None),
        ("20261301", None),
        ("0000", None),
        ("unknown", None),
    ],
)
def test_times_are_as_precise_as_they_were_written(text: str, moment: Moment | None) -> None:
    assert moment_of(text) == moment


@pytest.mark.rule("SUM-6")
def test_a_section_says_from_when_to_when_its_entries_are() -> None:
    ended = entry('<effectiveTime><low value="2018"/><high value="201905"/></effectiveTime>')
    at = entry('<effectiveTime value="20200101"/>')
    goes_on = entry('<effectiveTime><low value="2021"/><high nullFlavor="NI"/></effectiveTime>')
    some, none, open_end = (
        read(document(section("a", more=more))).sections[0].days
        for more in (ended + at, entry(""), ended + goes_on)
    )
    assert (some, none) == (Days(date(2018, 1, 1), date(2020, 1, 1)), None)
    assert open_end == Days(date(2018, 1, 1), None)
    assert some is not None
    assert some.meets(date(2019, 12, 31), None)
    assert not some.meets(date(2020, 1, 2), None)
    assert not some.meets(None, date(2017, 12, 31))


@pytest.mark.rule("SUM-1")
def test_sections_know_their_level_and_how_much_they_hold() -> None:
    inner = section("<list><item>a</item><item>b</item></list>", "Inner")
    rows = "<table><thead><tr><th>h</th></tr></thead><tr><td>a</td></tr></table>"
    summary = read(
        document(section("a", "Outer", entry("") * 3 + inner), section(rows), section("", "None"))
    )
    told = [(each.id, each.title, each.level, each.entries) for each in summary.sections]
    assert told == [
        ("s1", "Outer", 1, 3),
        ("s2", "Inner", 2, 2),
        ("s3", "Allergies", 1, 1),
        ("s4", "None", 1, 0),
    ]
    assert summary.sections[3].pieces == ()


@pytest.mark.rule("SUM-2")
def test_what_a_strict_parser_refuses_is_read_when_it_can_be() -> None:
    text = PLAIN.decode()
    assert notes_of(PLAIN) == set()
    assert notes_of(b"\xef\xbb\xbf\r\n" + PLAIN) == set()
    assert notes_of((DECLARED.format("utf-16") + text).encode("utf-16")) == set()
    assert notes_of((DECLARED.format("UTF-16") + text).encode("utf-16-be")) == set()
    assert notes_of((DECLARED.format("iso-8859-1") + text).encode("latin-1")) == set()
    assert notes_of((DECLARED.format("utf-8") + text).encode("cp1252")) == {Note.ENCODING}
    assert notes_of((DECLARED.format("utf-16") + text).encode()) == {Note.ENCODING}
    assert notes_of((DECLARED.format("unicode_escape") + text).encode()) == {Note.ENCODING}
    assert notes_of(PLAIN + b"\n-- sent by a gateway --") == {Note.TRAILING}
    assert notes_of(PLAIN.replace(b"<title>", b"<title \x0b>", 1).replace(b" \x0b", b"")) == set()
    assert notes_of(PLAIN.replace(b"Care", b"Ca\x0bre", 1)) == {Note.CHARACTERS}
    odd = PLAIN.replace(b"<title>", b"<title xmlns:x='not a URI' y:z='1'>", 1)
    assert notes_of(odd) == {Note.NAMESPACES}
    assert notes_of(PLAIN.replace(b"urn:hl7-org:v3", b"urn:other")) == {Note.NAMESPACES}
    assert notes_of(PLAIN.replace("é".encode(), b"&eacute;")) == {Note.ENTITIES}


@pytest.mark.rule("SUM-2")
def test_what_is_no_document_says_so() -> None:
    assert why_not(b"") == "malformed"
    assert why_not(b"{}") == "malformed"
    assert why_not(PLAIN[:-20]) == "malformed"
    assert why_not(PLAIN.replace(b"</title>", b"", 1)) == "malformed"
    assert why_not(b"<html/>") == "not_a_summary"


@pytest.mark.rule("SUM-2")
@pytest.mark.parametrize(
    ("data", "claimed", "kind"),
    [
        (b"%PDF-1.4 \xff", "application/pdf", BodyKind.PDF),
        (b"%PDF-1.4 \xff", "text/plain", BodyKind.PDF),
        (b"\x89PNG\r\n\x1a\n...", "image/png", BodyKind.IMAGE),
        ("Grüße".encode("cp1252"), "text/plain", BodyKind.TEXT),
        (b"{\\rtf1", "text/rtf", BodyKind.OTHER),
        (b"<script>", "text/html", BodyKind.OTHER),
        (b"MZ\0", "text/plain", BodyKind.OTHER),
        (b"", "text/plain", BodyKind.NOTHING),
    ],
)
def test_a_body_of_another_kind_is_what_its_bytes_are(
    data: bytes, claimed: str, kind: BodyKind
) -> None:
    summary = read(unstructured(data, claimed))
    assert summary.kind is kind
    if kind is BodyKind.TEXT:
        assert summary.body == Medium("body", claimed, "Grüße".encode())
    elif kind is not BodyKind.NOTHING:
        assert summary.body == Medium("body", claimed, data)


@pytest.mark.rule("SUM-2")
def test_a_file_inside_may_be_larger_than_any_text() -> None:
    data = b"%PDF-1.4 " + bytes(12_000_000)
    summary = read(unstructured(data, "application/pdf"))
    assert summary.kind is BodyKind.PDF
    assert summary.body is not None
    assert summary.body.data == data


def test_a_compressed_body_is_unpacked() -> None:
    summary = read(unstructured(gzip.compress(b"%PDF-1.4"), "application/pdf", ' compression="GZ"'))
    assert summary.kind is BodyKind.PDF
    assert summary.body is not None
    assert summary.body.data == b"%PDF-1.4"


def test_a_body_elsewhere_is_not_fetched() -> None:
    body = '<nonXMLBody><text><reference value="file:///etc/passwd"/></text></nonXMLBody>'
    summary = read(document(body=body))
    assert (summary.kind, summary.body) == (BodyKind.ELSEWHERE, None)


@pytest.mark.rule("SUM-2")
def test_pictures_inside_the_document_are_numbered_and_others_named() -> None:
    pictures = (
        "<observationMedia ID='a'><value mediaType='image/png' representation='B64'>AAEC</value>"
        "</observationMedia><observationMedia ID='b'><value mediaType='image/png'>"
        "<reference value='http://a.example/x.png'/></value></observationMedia>"
    )
    text = "<renderMultiMedia referencedObject='b a'><caption>Both</caption></renderMultiMedia>"
    summary = read(document(section(text, more=f"<entry>{pictures}</entry>")), elsewhere="Away")
    assert summary.media == (Medium("1", "image/png", b"\0\1\2"),)
    assert summary.notes == (Note.ELSEWHERE,)
    assert summary.sections[0].pieces == (
        '<p><img src="picture:1"/><i>Away (http://a.example/x.png)</i><br/><i>Both</i></p>',
    )


@pytest.mark.rule("SUM-2")
def test_documents_of_a_package_are_found_and_chosen() -> None:
    other = document(section("b"))
    whole = package(
        ("INDEX.HTM", b"<html/>"),
        ("IHE_XDM/S1/METADATA.XML", b"<SubmitObjectsRequest/>"),
        ("IHE_XDM/S1/A.XML", PLAIN),
        ("../../B.XML", other),
    )
    first, second = read(whole), read(whole, file=1)
    assert first.files == ("IHE_XDM/S1/A.XML", "../../B.XML")
    assert first.sections[0].pieces == ("<p>Pénicilline</p>",)
    assert (second.file, second.sections[0].pieces) == (1, ("<p>b</p>",))
    assert why_not(package(("INDEX.HTM", b"<html/>"))) == "not_a_summary"
    assert why_not(whole[:200]) == "malformed"


@pytest.mark.rule("SUM-2")
def test_a_package_says_when_it_holds_more_documents_than_are_offered() -> None:
    entries = [(f"{at}.xml", document(section(f"words {at}"))) for at in range(51)]
    most, all_but_one = package(*entries), package(*entries[:50])
    assert len(read(most).files) == len(read(all_but_one).files) == 50
    assert read(most).notes == (Note.MORE_DOCUMENTS,)
    assert not read(all_but_one).notes
    with pytest.raises(Refusal):
        read(most, file=50)
