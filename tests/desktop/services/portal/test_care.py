"""Care summaries through the portal: which come, what is saved of them, and what is noted."""

import re
import zipfile
from base64 import b64decode, b64encode
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from desktop.models.activity import Asked
from desktop.models.items.summary import days_words
from desktop.models.shown import Page
from desktop.models.summary import Days
from desktop.services.portal import KEEP_ALL, Taken, TakeWish
from portal_protocol.records import Kind, PatientId, Section
from portal_protocol.summaries import CareSummary
from tests.desktop.cda.papers import document, package, section, unstructured
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, IVY, PDF, SECTIONS, practice
from tests.desktop.services.portal.test_plans import noted
from tests.picturing import days_before, picture

HOSTILE = "<paragraph>Latex &amp; &lt;script&gt;alert(1)&lt;/script&gt;</paragraph>"
CCD = document(section(HOSTILE), section("<paragraph>Crown</paragraph>", "Procedures"))
BROKEN = b"<ClinicalDocument"
XML = "application/xml"


def summary(patient: PatientId, name: str, **changes: object) -> CareSummary:
    fields: dict[str, object] = {"title": "Care summary", "at": days_before(9)}
    return CareSummary(id=name, patient=patient, **(fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def with_summaries(patient: Patient) -> Patient:
    """A signed-in person whose practice shares care summaries."""
    server = patient.server
    pdf = unstructured(PDF, "application/pdf")
    server.feed(
        [
            practice(sections=(*SECTIONS, Section.SUMMARY)),
            summary(ELENA, "new", blobs=(server.feed_blob(CCD, XML),)),
            summary(ELENA, "old", at=days_before(90), blobs=(server.feed_blob(pdf, XML),)),
            summary(IVY, "bad", at=days_before(30), blobs=(server.feed_blob(BROKEN, XML),)),
        ]
    )
    patient.sign_in()
    return patient


def record(patient: Patient, name: str) -> CareSummary:
    page: Page[CareSummary] = patient.ask(patient.portal.care.summaries)
    return next(row.record for row in page.rows if row.key == name)


def fed(page: Page[CareSummary]) -> list[str]:
    """What the practice fed, without what the server made itself."""
    return [row.key for row in page.rows if not row.key.startswith("made-")]


def saved(patient: Patient, name: str, path: Path, days: Days | None = None) -> dict[str, bytes]:
    face = patient.portal.care
    patient.ask(face.save, record(patient, name), path, days=days or Days())
    with zipfile.ZipFile(path) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


@pytest.mark.rule("SUM-1")
def test_summaries_come_newest_first_for_whoever_is_in_view(with_summaries: Patient) -> None:
    face = with_summaries.portal.care
    assert fed(with_summaries.ask(face.summaries)) == ["new", "bad", "old"]
    with_summaries.portal.choose(IVY)
    assert fed(with_summaries.ask(face.summaries)) == ["bad"]


@pytest.mark.rule("OFF-1")
def test_files_come_by_themselves(with_summaries: Patient) -> None:
    with_summaries.portal.change_settings(statements_kept_months=KEEP_ALL)
    face = with_summaries.portal.care
    page = with_summaries.wait_asking(
        face.summaries, lambda page: all(row.saved for row in page.rows)
    )
    assert len(fed(page)) == 3


@pytest.mark.rule("SUM-3")
@pytest.mark.rule("SUM-7")
def test_a_zip_holds_what_came_a_page_and_the_digests(
    with_summaries: Patient, tmp_path: Path
) -> None:
    files = saved(with_summaries, "new", tmp_path / "summary.zip")
    xml, page, digests = sorted(files, key=_order)
    assert files[xml] == CCD
    html = files[page].decode()
    assert "Latex &amp; &lt;script&gt;" in html
    assert "<script" not in html
    assert not [word for word in ("http:", "src=", "//") if word in html]
    lines = files[digests].decode().splitlines()
    assert lines == [f"{sha256(files[name]).hexdigest()}  {name}" for name in (xml, page)]
    with_summaries.wait(lambda: len(noted(with_summaries)) == 1)
    assert noted(with_summaries)[0][:2] == ("downloaded", "care_summary")


def _order(name: str) -> int:
    return [".xml", ".html", ".txt"].index(Path(name).suffix)


@pytest.mark.rule("SUM-3")
def test_what_cannot_be_read_is_saved_alone_and_a_pdf_as_one(
    with_summaries: Patient, tmp_path: Path
) -> None:
    broken = saved(with_summaries, "bad", tmp_path / "bad.zip")
    assert [Path(name).suffix for name in broken] == [".xml", ".txt"]
    assert BROKEN in broken.values()
    around = saved(with_summaries, "old", tmp_path / "old.zip")
    assert next(data for name, data in around.items() if name.endswith(".pdf")) == PDF


@pytest.mark.rule("SUM-3")
def test_every_document_of_a_package_has_a_page(with_summaries: Patient, tmp_path: Path) -> None:
    texts = ("first", "second", "third")
    papers = [(name, document(section(f"<paragraph>{name}</paragraph>"))) for name in texts]
    papers.insert(1, ("cut", papers[0][1][:-40]))
    papers.insert(3, ("large", document("<x/>" * 2_100_000)))
    blob = with_summaries.server.feed_blob(package(*papers), "application/zip")
    with_summaries.server.feed([summary(ELENA, "several", blobs=(blob,))])
    with_summaries.portal.refresh()
    with_summaries.wait_asking(
        with_summaries.portal.care.summaries, lambda page: "several" in fed(page)
    )
    files = saved(with_summaries, "several", tmp_path / "several.zip")
    pages = {name: data.decode() for name, data in files.items() if name.endswith(".html")}
    assert [name[-7:] for name in pages] == [" 1.html", " 3.html", " 5.html"]
    assert [text in page for text, page in zip(texts, pages.values(), strict=True)] == [True] * 3
    listed = files["SHA-256.txt"].decode().splitlines()
    assert [line.partition("  ")[2] for line in listed] == [*files][:-1]


@pytest.mark.rule("SUM-6")
def test_the_page_shows_the_wanted_dates_and_says_so(
    with_summaries: Patient, tmp_path: Path
) -> None:
    days = Days(date(2026, 1, 1), date(2026, 11, 10))
    files = saved(with_summaries, "new", tmp_path / "some.zip", days)
    page = next(data.decode() for name, data in files.items() if name.endswith(".html"))
    assert days_words(days) in page


@pytest.mark.rule("SUM-7")
def test_activity_is_narrowed_to_care_summaries(with_summaries: Patient, tmp_path: Path) -> None:
    portal, new = with_summaries.portal, record(with_summaries, "new")
    with_summaries.ask(portal.documents.read, new, new.blobs[0])
    saved(with_summaries, "new", tmp_path / "summary.zip")
    asked = Asked(patient=ELENA, subject=Kind.CARE_SUMMARY)
    page = with_summaries.ask(portal.activity.page, asked)
    assert [entry.record.what for entry in page.rows] == ["downloaded", "viewed"]
    assert page.total == 2
    others = with_summaries.ask(portal.activity.everything, replace(asked, subject=Kind.IMAGE))
    assert others.total == 0


@pytest.mark.rule("SUM-3")
def test_pictures_are_in_the_page_made_anew_from_what_was_decoded(
    with_summaries: Patient, tmp_path: Path
) -> None:
    came = picture("red", (60, 90))
    value = f'<value mediaType="image/png" representation="B64">{b64encode(came).decode()}</value>'
    more = f'<entry><observationMedia ID="m1">{value}</observationMedia></entry>'
    text = '<paragraph>Tooth 14 <renderMultiMedia referencedObject="m1"/></paragraph>'
    server = with_summaries.server
    file = server.feed_blob(document(section(text, more=more)), XML)
    server.feed([summary(ELENA, "pictured", blobs=(file,))])
    with_summaries.portal.refresh()
    with_summaries.wait_asking(with_summaries.portal.care.summaries, lambda p: "pictured" in fed(p))
    files = saved(with_summaries, "pictured", tmp_path / "pictured.zip")
    page = next(data.decode() for name, data in files.items() if name.endswith(".html"))
    [address] = re.findall(r'src="data:image/png;base64,([^"]+)"', page)
    with Image.open(BytesIO(b64decode(address))) as shown:
        assert (shown.size, shown.getpixel((9, 9))) == ((60, 90), (255, 0, 0))
    assert page.count("src=") == 1


@pytest.mark.rule("OFF-7")
def test_a_whole_record_holds_a_page_to_read_of_each_summary_that_can_be_read(
    with_summaries: Patient, tmp_path: Path
) -> None:
    taken: Taken = with_summaries.ask(with_summaries.portal.record.take, TakeWish(tmp_path))
    files = {path: path.read_bytes() for path in taken.path.rglob("* Care summary, *")}
    [bad] = [path for path, data in files.items() if data == BROKEN]
    [new] = [path for path, data in files.items() if data == CCD]
    assert not bad.with_suffix(".html").exists()
    page = files[new.with_suffix(".html")].decode()
    assert "Latex &amp; &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Crown" in page
    assert PDF in files.values()  # the one that is inside XML
