"""The whole record as a folder: everything is there, byte for byte, and the manifest is right."""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import get_args
from urllib.parse import quote, unquote

import pytest
from lxml import html
from PySide6.QtCore import QLocale

from desktop.models.record import TakeWish
from desktop.models.trouble import Trouble
from desktop.services.context import Cancelled, Context, Progress
from desktop.services.record.journal import NAME
from desktop.services.record.kinds import KINDS
from portal_protocol.kinds import AnyRecord
from portal_protocol.mail import SecureEmail
from portal_protocol.records import Login, Person, Practice
from portal_protocol.summaries import CareSummary
from tests.desktop.models.vault.making import file_of
from tests.desktop.services.record.making import (
    CCD,
    ELENA,
    IVY,
    NOON,
    PDF,
    PRACTICE,
    Copy,
    Listening,
    blob_of,
    everything,
    files_in,
    statement,
)

pytestmark = pytest.mark.rule("OFF-7")
FOLDER = "My record from Harbor Family Dental"


def text_of(page: bytes) -> str:
    return str(html.fromstring(page.decode()).text_content())


def test_every_document_is_there_byte_for_byte(copy: Copy, place: Path) -> None:
    documents = everything(copy)
    taken = copy.take(place)
    assert taken.path == place / FOLDER
    found = files_in(taken.path)
    assert found.keys() - documents.keys() == {"index.html", "manifest.json"}
    assert {path: found[path] for path in documents} == documents
    assert (taken.files, taken.left_out, taken.resumed) == (len(found), (), False)
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in taken.path.rglob("*")} == {0}


def test_the_index_tells_every_record_and_leads_to_every_file(copy: Copy, place: Path) -> None:
    documents = everything(copy)
    taken = copy.take(place)
    page = html.fromstring((taken.path / "index.html").read_bytes().decode())
    text = page.text_content()
    for words in (
        "Record of Elena Marlowe and Ivy Marlowe",
        "Cleaning <b>",
        "Check-up",
        "Statement Oct 28, 2026",
        "$342.60",
        "$123.45",
        "Two crowns",
        "Upper left first molar, tooth 14",
        "Rinse & rest.\nCall us.",
        "They are here.",
        "Continuity of Care",
        "Some allergies have no code, and were left out.",
        "Bitewing, left",
        "X-rays",
        "Viewed",
        "Home computer",
        "12 Pier Street",
    ):
        assert words in text
    links = {str(link) for link in page.xpath("//main//a/@href")}
    assert all((taken.path / unquote(link)).is_file() for link in links)
    assert {unquote(link) for link in links} == {path for path in documents if "run.sh" not in path}
    assert "run.sh: included, but not linked" in text


def test_the_manifest_lists_every_other_file(copy: Copy, place: Path) -> None:
    everything(copy)
    taken = copy.take(place)
    found = files_in(taken.path)
    manifest = json.loads(found.pop("manifest.json"))
    assert manifest["practice"] == PRACTICE.name
    listed = {item["path"]: (item["size"], item["sha256"]) for item in manifest["files"]}
    assert listed == {
        path: (len(data), hashlib.sha256(data).hexdigest()) for path, data in found.items()
    }
    types = {item["path"].rpartition(".")[2]: item["media_type"] for item in manifest["files"]}
    assert types["html"] == "text/html"
    assert types["tif"] == "image/tiff"


def test_what_some_persons_have_is_all_that_is_taken(copy: Copy, place: Path) -> None:
    everything(copy)
    taken = copy.take(place, persons=frozenset({IVY}))
    found = files_in(taken.path)
    assert sorted(path.partition("/")[0] for path in found) == [
        "Images",
        "Messages",
        "Messages",
        "index.html",
        "manifest.json",
    ]
    text = text_of(found["index.html"])
    assert "Record of Ivy Marlowe" in text
    assert "Two crowns" not in text
    assert copy.noted == [IVY]


@pytest.mark.rule("WHO-7")
def test_each_person_is_noted_once_as_soon_as_something_of_theirs_is_outside(
    copy: Copy, place: Path
) -> None:
    everything(copy)
    noted: list[int] = []
    taking = replace(copy.taking(), note=lambda _who: noted.append(len(files_in(place))))
    taking.take(TakeWish(place), Context())
    assert len(noted) == 2
    assert noted[0] == 2  # the journal and the first document


def test_what_is_not_here_is_fetched_first(copy: Copy, place: Path) -> None:
    copy.elsewhere[blob_of(PDF).digest] = PDF
    copy.share(PRACTICE, statement("s-1", PDF))
    taken = copy.take(place)
    assert files_in(taken.path)["Statements/2026-10-28 Statement, Elena.pdf"] == PDF


def test_what_cannot_come_is_named_with_its_reason(copy: Copy, place: Path) -> None:
    copy.keep(PDF)
    copy.share(PRACTICE, statement("s-1", PDF), statement("s-2", b"away", days=3))
    copy.contact = False
    taken = copy.take(place)
    path = "Statements/2026-10-25 Statement, Elena.pdf"
    assert taken.left_out == ((path, Trouble.NOT_SAVED_HERE),)
    text = text_of((taken.path / "index.html").read_bytes())
    assert "Statements: not included, because it was not on this computer" in text
    copy.contact = True
    again = copy.take(place)
    assert again.left_out == ((path, Trouble.NOT_FOUND),)
    assert again.path == place / f"{FOLDER} (2)"


def test_without_contact_the_practice_is_asked_once(copy: Copy, place: Path) -> None:
    copy.contact = False
    copy.share(PRACTICE, *(statement(f"s-{n}", bytes([n]), days=n) for n in range(5)))
    assert len(copy.take(place).left_out) == 5
    assert len(copy.asked) == 1


@pytest.mark.parametrize("zipped", [False, True])
def test_a_document_that_the_disk_damaged_is_fetched_again(
    copy: Copy, place: Path, zipped: bool
) -> None:
    copy.keep(PDF)
    copy.share(PRACTICE, statement("s-1", PDF))
    file = file_of(copy.vault.documents, blob_of(PDF))
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    copy.elsewhere[blob_of(PDF).digest] = PDF
    taken = copy.take(place / "record.zip" if zipped else place, zipped=zipped)
    assert taken.left_out == ()


def test_progress_counts_bytes_and_names_what_is_in_hand(copy: Copy, place: Path) -> None:
    documents = everything(copy)
    steps: list[Progress] = []
    copy.take(place, Listening(steps.append))
    total = sum(len(data) for data in documents.values())
    assert {step.total for step in steps} == {total}
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert {"sheet.pdf", "index.html"} <= {step.what for step in steps}


def test_an_email_whose_time_is_over_leaves_its_head_alone(copy: Copy, place: Path) -> None:
    copy.keep(b"x")
    email = SecureEmail(
        id="e",
        patient=ELENA,
        at=NOON,
        subject="Old",
        body="Gone",
        expires_at=NOON,
        blobs=(blob_of(b"x"),),
    )
    copy.share(PRACTICE, email)
    taken = copy.take(place)
    assert files_in(taken.path).keys() == {"index.html", "manifest.json"}
    text = text_of((taken.path / "index.html").read_bytes())
    assert "Old" in text
    assert "Gone" not in text


def test_every_kind_that_is_shared_is_taken() -> None:
    told_otherwise = {Practice, Login, Person}  # once, at the top of the index
    assert {kind.of for kind in KINDS} == set(get_args(AnyRecord)) - told_otherwise
    assert len({kind.title for kind in KINDS}) == len(KINDS)


def test_in_a_language_from_right_to_left_the_page_is_so_too(copy: Copy, place: Path) -> None:
    everything(copy)
    QLocale.setDefault(QLocale("he_IL"))
    page = html.fromstring((copy.take(place).path / "index.html").read_bytes().decode())
    QLocale.setDefault(QLocale("en_US"))
    assert (page.get("lang"), page.get("dir")) == ("he", "rtl")
    assert {element.get("dir") for element in page.xpath("//main//td | //main//p")} == {"auto"}


def test_what_this_version_cannot_read_is_said(copy: Copy, place: Path) -> None:
    copy.share(PRACTICE, statement("s-1"))
    with copy.vault.writing() as connection:
        connection.exec_driver_sql("UPDATE record SET body = '{}' WHERE kind = 'statement'")
    text = text_of((copy.take(place).path / "index.html").read_bytes())
    assert "An entry that this version cannot show" in text


def test_nothing_but_the_record_is_in_the_folder(copy: Copy, place: Path) -> None:
    everything(copy)
    copy.take(place)
    assert not [path for path in place.rglob("*") if path.name in {NAME, ".part"}]


def test_beside_a_care_summary_lies_a_page_to_read(copy: Copy, place: Path) -> None:
    documents = everything(copy)
    copy.pages = lambda data, _context: (".html", b"<p>made</p>") if data == CCD else None
    found = files_in(copy.take(place).path)
    page = "Care summaries/2026-10-28 Care summary, Elena.html"
    assert found.keys() - documents.keys() == {"index.html", "manifest.json", page}
    assert found[page] == b"<p>made</p>"
    links = [link.get("href") for link in html.fromstring(found["index.html"]).iter("a")]
    assert unquote(str(links[links.index(quote(page)) + 1])).endswith("Care summary, Elena.xml")


def test_a_summary_that_holds_a_pdf_gives_the_pdf_and_another_of_that_day_keeps_its_own(
    copy: Copy, place: Path
) -> None:
    everything(copy)
    other = CareSummary(id="c-2", patient=ELENA, at=NOON, title="Letter", blobs=(blob_of(PDF),))
    copy.share(other)
    copy.pages = lambda _data, _context: (".pdf", b"%PDF- inside")
    found = files_in(copy.take(place).path)
    folder = "Care summaries/2026-10-28 Care summary, Elena"
    assert found[f"{folder}.pdf"] == b"%PDF- inside"
    assert found[f"{folder} (2).pdf"] == PDF


def test_a_page_is_made_anew_when_a_record_is_taken_up(copy: Copy, place: Path) -> None:
    everything(copy)
    made: list[bytes] = []

    def page(_data: bytes, _context: Context) -> tuple[str, bytes]:
        made.append(b"try %d" % len(made))
        return ".html", made[-1]

    copy.pages = page
    stopped = Listening(lambda step: stopped.cancel() if step.what == "index.html" else None)
    with pytest.raises(Cancelled):
        copy.take(place, stopped)
    taken = copy.take(place)
    assert taken.resumed
    assert files_in(taken.path)["Care summaries/2026-10-28 Care summary, Elena.html"] == b"try 1"
