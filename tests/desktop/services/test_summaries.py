"""The process that reads clinical documents, by its face."""

import signal
import sys
from collections.abc import Iterator

import pytest

from desktop.models.summary import BodyKind, Source, Summary
from desktop.models.trouble import PortalError, Trouble
from desktop.pdf_process.bounds import SECONDS
from desktop.services import summaries as service
from desktop.services.context import Cancelled, Context
from desktop.services.summaries import MOST_BYTES, Summaries
from tests.desktop.cda.papers import document, package, section, unstructured


@pytest.fixture
def summaries() -> Iterator[Summaries]:
    """A real process, ended with the test."""
    made = Summaries()
    yield made
    made.close()


def read(summaries: Summaries, data: bytes, file: int = 0) -> Summary:
    return summaries.read(Context(), data=data, file=file, elsewhere="away")


def trouble_of(summaries: Summaries, data: bytes) -> Trouble:
    with pytest.raises(PortalError) as failed:
        read(summaries, data)
    return failed.value.trouble


@pytest.mark.rule("SUM-2")
def test_a_document_comes_back_as_it_is_shown(summaries: Summaries) -> None:
    summaries.warm_up()
    picture = '<renderMultiMedia referencedObject="x"/>'
    summary = read(summaries, document(section("é"), section(picture)))
    assert [each.pieces for each in summary.sections] == [("<p>é</p>",), ("<p><i>away</i></p>",)]
    assert read(summaries, unstructured(b"%PDF-\0", "")).kind is BodyKind.PDF
    assert read(summaries, package(("a", document()), ("b", document())), 1).file == 1


@pytest.mark.rule("SUM-2")
def test_what_is_not_shown_is_a_plain_trouble(summaries: Summaries) -> None:
    assert trouble_of(summaries, b"<ClinicalDocument>") is Trouble.DOCUMENT_MALFORMED
    assert trouble_of(summaries, b"<html/>") is Trouble.NOT_A_SUMMARY
    assert trouble_of(summaries, bytes(MOST_BYTES + 1)) is Trouble.DOCUMENT_TOO_LARGE
    assert read(summaries, document(section("a"))).sections


@pytest.mark.rule("SUM-2")
def test_its_text_comes_as_it_was_received(summaries: Summaries) -> None:
    def source(data: bytes, file: int = 0) -> Source:
        return summaries.source(Context(), data=data, file=file)

    assert source(b"<a>cut").text == "<a>cut"
    assert repr(source(b"<a>cut")) == "Source(6 signs)"
    assert "here" in source(package(("a", document(section("here"))))).text
    for data in (bytes(MOST_BYTES + 1), package(("a", b"no document"))):
        with pytest.raises(PortalError):
            source(data)


@pytest.mark.rule("SUM-2")
def test_a_process_that_hangs_is_ended_and_the_next_one_answers(
    summaries: Summaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    summaries.warm_up()
    process = summaries._process
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    monkeypatch.setattr(service, "PATIENCE", 0.0)
    summaries._asked_at = 0.0
    summaries.look()
    assert process.wait() == -signal.SIGKILL
    assert read(summaries, document(section("a"))).sections


def test_a_reader_nobody_waits_for_is_given_up(summaries: Summaries) -> None:
    context = Context()
    context.cancel()
    with pytest.raises(Cancelled):
        summaries.read(context, data=document(section("a")), file=0, elsewhere="")


def test_giving_up_one_reader_ends_no_other(summaries: Summaries) -> None:
    first = Context()
    summaries.read(first, data=document(section("a")), file=0, elsewhere="")
    process = summaries._process
    first.cancel()
    assert read(summaries, document(section("a"))).sections
    assert summaries._process is process


@pytest.mark.parametrize("babble", ["b'nonsense'", "b'\\xff' * 64"])
def test_nonsense_from_the_process_is_a_plain_trouble(
    summaries: Summaries, monkeypatch: pytest.MonkeyPatch, babble: str
) -> None:
    code = f"import sys; sys.stdout.buffer.write({babble})"
    monkeypatch.setattr(service, "command", lambda _argument: [sys.executable, "-c", code])
    assert trouble_of(summaries, document()) is Trouble.DOCUMENT_DAMAGED


@pytest.mark.rule("SUM-2")
def test_a_document_that_takes_too_long_is_given_up(
    summaries: Summaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each note is counted anew from the first: a million of them would take days."""
    monkeypatch.setenv(SECONDS, "1")
    endless = document(section("<footnote>a</footnote>" * 400_000))
    assert trouble_of(summaries, endless) is Trouble.DOCUMENT_DAMAGED
    assert read(summaries, document(section("a"))).sections
