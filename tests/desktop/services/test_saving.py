import io
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault.errors import DocumentDamaged, DocumentTooLarge
from desktop.pdf_process.bounds import SECONDS
from desktop.services import saving
from desktop.services.context import Cancelled, Context, Progress
from desktop.services.saving import (
    Piece,
    Saved,
    safe_name,
    save_combined,
    save_each,
    save_one,
    save_zip,
)
from tests.desktop.services.pdfs import pdf
from tests.desktop.services.test_client import trouble_of

pytestmark = pytest.mark.rule("ACC-6")
MADE = datetime(2026, 10, 28, 14, 30, tzinfo=UTC)


def piece(name: str, data: bytes) -> Piece:
    return Piece(name, lambda _context: data, MADE)


def failing(name: str, trouble: Trouble) -> Piece:
    def load(_context: Context) -> bytes:
        raise PortalError(trouble)

    return Piece(name, load)


def test_one_document_is_saved_byte_for_byte_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "Relevé 2026-10-28.pdf"
    saved = save_one(piece("x", b"%PDF damaged"), target, Context())
    assert saved == Saved(target, 1)
    assert target.read_bytes() == b"%PDF damaged"
    assert os.name != "posix" or target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("save", [save_one, lambda one, *more: save_zip([one], *more)])
def test_nothing_is_overwritten_without_a_word(
    tmp_path: Path, save: Callable[[Piece, Path, Context], Saved]
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"mine")
    call = partial(save, piece("a.pdf", b"new"), target, Context())
    assert trouble_of(call) is Trouble.TARGET_EXISTS
    assert target.read_bytes() == b"mine"
    save_one(piece("a", b"new"), target, Context(), replace=True)
    assert target.read_bytes() == b"new"


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"

    def load(_context: Context) -> bytes:
        target.write_bytes(b"somebody else's")
        return b"new"

    one = Piece("a.pdf", load)
    assert trouble_of(lambda: save_zip([one], target, Context())) is Trouble.TARGET_EXISTS
    assert target.read_bytes() == b"somebody else's"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("save", [save_zip, save_combined])
def test_cancelling_leaves_nothing_behind(tmp_path: Path, save: Callable[..., Saved]) -> None:
    context = Context()

    def load(_context: Context) -> bytes:
        context.cancel()
        return pdf()

    pieces = [Piece("a.pdf", load), piece("b.pdf", pdf())]
    with pytest.raises(Cancelled):
        save(pieces, tmp_path / "all", context)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_and_a_full_disk_have_their_own_words(tmp_path: Path) -> None:
    one = piece("a.pdf", b"x" * 100_000)
    gone = trouble_of(lambda: save_one(one, tmp_path / "gone" / "a.pdf", Context()))
    assert gone is Trouble.DISK_FAULT
    folder = tmp_path / "file"
    folder.write_bytes(b"")
    assert trouble_of(lambda: save_one(one, folder / "a.pdf", Context())) is Trouble.DISK_FAULT


def test_each_document_becomes_a_file_of_its_own_under_a_name_that_is_free(tmp_path: Path) -> None:
    (tmp_path / "care.PDF").write_bytes(b"mine")
    pieces = [
        piece("Care.pdf", b"1"),
        failing("gone.pdf", Trouble.NOT_SAVED_HERE),
        piece("CARE.pdf", b"2"),
        piece("../x.txt", b"3"),
    ]
    saved = save_each(pieces, tmp_path, Context())
    assert saved == Saved(tmp_path, 3, (("gone.pdf", Trouble.NOT_SAVED_HERE),))
    found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert found.pop("care.PDF") == b"mine"
    assert found == {"Care (2).pdf": b"1", "CARE (3).pdf": b"2", safe_name("../x.txt"): b"3"}


def test_when_none_can_be_saved_the_reason_is_raised(tmp_path: Path) -> None:
    harmful = [failing(name, Trouble.FILE_COULD_HARM) for name in "ab"]
    absent = failing("c", Trouble.NOT_SAVED_HERE)
    for pieces, why in (
        (harmful, Trouble.FILE_COULD_HARM),
        ([*harmful, absent], Trouble.NOTHING_TO_SAVE),
    ):
        assert trouble_of(lambda: save_each(pieces, tmp_path, Context())) is why  # noqa: B023 - called at once
    none = trouble_of(lambda: save_each(harmful, tmp_path / "no such folder", Context()))
    assert none is Trouble.DISK_FAULT
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def full(path: Path, flags: int, mode: int = 0o777) -> int:
        return (
            real("/dev/full", os.O_RDWR) if str(path).endswith(".part") else real(path, flags, mode)
        )

    monkeypatch.setattr(os, "open", full)
    call = partial(save_one, piece("a", b"x" * 100_000), tmp_path / "a.pdf", Context())
    assert trouble_of(call) is Trouble.DISK_FULL
    assert list(tmp_path.iterdir()) == []


def test_a_zip_holds_everything_under_names_of_its_own(tmp_path: Path) -> None:
    pieces = [
        piece("Statement 2026-10-28.pdf", b"one"),
        piece("statement 2026-10-28.pdf", b"two"),
        piece("../../etc/passwd", b"three"),
        failing("Invoice.pdf", Trouble.WRONG_DIGEST),
    ]
    steps: list[Progress] = []
    saved = save_zip(pieces, tmp_path / "all.zip", Context(steps.append))
    assert saved.count == 3
    assert saved.skipped == (("Invoice.pdf", Trouble.WRONG_DIGEST),)
    assert steps[-1] == Progress(4, 4)
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.testzip() is None
        assert [entry.filename for entry in archive.infolist()] == [
            "Statement 2026-10-28.pdf",
            "statement 2026-10-28 (2).pdf",
            "etc passwd",
        ]
        assert archive.infolist()[0].date_time[:3] == (2026, 10, 28)


def test_one_combined_pdf_leaves_out_what_cannot_be_read_and_says_which(tmp_path: Path) -> None:
    pieces = [
        piece("Statement 2026-08-28.pdf", pdf(2)),
        piece("Locked.pdf", pdf(1, password="secret")),
        piece("Damaged.pdf", pdf(1)[:200]),
        piece("Text.pdf", b"not a pdf"),
        failing("Gone.pdf", Trouble.NOT_FOUND),
        piece("Open.pdf", pdf(1, password="", owner="owner")),
        piece("Statement 2026-10-28.pdf", pdf(3)),
    ]
    saved = save_combined(pieces, tmp_path / "all.pdf", Context())
    assert saved.count == 3
    assert dict(saved.skipped) == {
        "Locked.pdf": Trouble.DOCUMENT_LOCKED,
        "Damaged.pdf": Trouble.DOCUMENT_DAMAGED,
        "Text.pdf": Trouble.DOCUMENT_DAMAGED,
        "Gone.pdf": Trouble.NOT_FOUND,
    }
    combined = PdfReader(io.BytesIO((tmp_path / "all.pdf").read_bytes()))
    assert len(combined.pages) == 6
    titles = [entry.title for entry in combined.outline if not isinstance(entry, list)]
    assert titles == ["Statement 2026-08-28", "Open", "Statement 2026-10-28"]


def bomb(objects: int = 200_000) -> bytes:
    """A PDF of one page with so many parts that reading them takes longer than anybody waits."""
    starts = range(4, objects, 5000)  # a longer array would be refused at once
    arrays = (" ".join(f"{n} 0 R" for n in range(at, min(at + 5000, objects))) for at in starts)
    refers = "][".join(arrays)
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Parts[[{refers}]]>>",
        *("[]" for _ in range(4, objects)),
    ]
    parts = [f"{number} 0 obj{body}endobj\n" for number, body in enumerate(bodies, 1)]
    places = list(accumulate((len(part) for part in parts), initial=len("%PDF-1.4\n")))
    table = "".join(f"{place:010} 00000 n \n" for place in places[:-1])
    xref = f"xref\n0 {objects}\n0000000000 65535 f \n{table}trailer<</Size {objects}/Root 1 0 R>>"
    end = f"\nstartxref\n{places[-1]}\n%%EOF"
    return "".join(("%PDF-1.4\n", *parts, xref, end)).encode()


def test_a_document_that_never_comes_to_an_end_is_left_out_of_the_combined_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECONDS, "2")
    pieces = [piece("One.pdf", pdf(1)), piece("Bomb.pdf", bomb()), piece("Two.pdf", pdf(2))]
    saved = save_combined(pieces, tmp_path / "all.pdf", Context())
    assert saved.count == 2
    assert dict(saved.skipped) == {"Bomb.pdf": Trouble.DOCUMENT_DAMAGED}
    assert len(PdfReader(tmp_path / "all.pdf").pages) == 3


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (DocumentDamaged("cut"), Trouble.DOCUMENT_DAMAGED),
        (DocumentTooLarge("large"), Trouble.DOCUMENT_TOO_LARGE),
    ],
)
def test_a_document_that_the_vault_cannot_give_is_left_out_and_named(
    tmp_path: Path, error: Exception, trouble: Trouble
) -> None:
    def load(_context: Context) -> bytes:
        raise error

    pieces = [Piece("a.pdf", load), piece("b.pdf", pdf())]
    saved = save_zip(pieces, tmp_path / "all.zip", Context())
    assert saved.skipped == (("a.pdf", trouble),)


def test_documents_too_large_for_memory_are_not_combined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST_COMBINED", 1000)
    pieces = [piece("a.pdf", b"x" * 600), piece("b.pdf", b"x" * 600)]
    call = partial(save_combined, pieces, tmp_path / "all.pdf", Context())
    assert trouble_of(call) is Trouble.DOCUMENT_TOO_LARGE
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    call = partial(save_one, piece("a", b"x"), tmp_path / "a.pdf", Context(), replace=True)
    assert trouble_of(call) is Trouble.DISK_FAULT
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.skipif(not Path("/proc/1").exists(), reason="needs Linux's /proc")
def test_a_place_that_cannot_be_written_is_said_so() -> None:
    call = partial(save_one, piece("a", b"x"), Path("/proc/1/a.pdf"), Context())
    assert trouble_of(call) in {Trouble.READ_ONLY, Trouble.DISK_FAULT}


@pytest.mark.parametrize("save", [save_zip, save_combined])
def test_nothing_to_save_makes_no_file(tmp_path: Path, save: Callable[..., Saved]) -> None:
    pieces = [failing("a.pdf", Trouble.NOT_FOUND)]
    assert trouble_of(lambda: save(pieces, tmp_path / "all", Context())) is Trouble.NOTHING_TO_SAVE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("save", [save_zip, save_combined])
def test_no_contact_stops_the_saving_instead_of_leaving_documents_out(
    tmp_path: Path, save: Callable[..., Saved]
) -> None:
    pieces = [piece("a.pdf", pdf()), failing("b.pdf", Trouble.NOT_SAVED_HERE)]
    assert trouble_of(lambda: save(pieces, tmp_path / "all", Context())) is Trouble.NOT_SAVED_HERE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["CON.pdf", "con .pdf", "COM¹.txt", "lpt9", "CONOUT$", "nul.a.b"])
def test_no_name_is_a_device_of_windows(name: str) -> None:
    assert safe_name(name).startswith("_")


@given(st.text(max_size=300))
@example("CON.pdf")
@example("...")
@example("a/../../b.pdf")
@example("\u202efdp.exe")
@example("é" * 200 + ".pdf")
def test_any_name_is_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe == Path(safe).name
    assert safe not in {"", ".", ".."}
    assert len(safe.encode()) <= 200
    assert safe_name(safe) == safe
