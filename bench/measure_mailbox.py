"""The first page of a mailbox: it takes as long with very many messages as with few."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from bench.figure import Figure, Measure, compare
from desktop.models.mail import Folder
from desktop.models.vault import streams
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from desktop.services.portal.reads.mail import MailReads
from portal_protocol.mail import Message
from portal_protocol.records import PatientId, Section
from portal_protocol.sync import Position, StreamPage, SyncAnswer, patient_stream

ELENA = PatientId("elena")
MAIL = patient_stream(ELENA, Section.WEBMAIL)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BODY = "Please rinse with warm salt water twice a day until the next visit. " * 6
FEW, MANY, PAGE = 1_000, 100_000, 2_000
OPENINGS = 20  # of the folder, in one measurement


def figures() -> Iterator[Figure]:
    """A hundred thousand messages against a thousand: the inbox, and the counts beside it."""
    with TemporaryDirectory() as folder:
        many, few = (filled(Path(folder) / str(size), size) for size in (MANY, FEW))
        for name, measure in (("first page of a mailbox", opening), ("its counts", counting)):
            title = f"{name}, {MANY:,} messages against {FEW:,}"
            yield compare(title, measure(many), measure(few), unit="s", limit=1.3, rounds=15)
        many.close()
        few.close()


def filled(path: Path, size: int) -> Vault:
    """A vault with that many messages of one person, one in twenty unread, one in four sent."""
    vault = Vault.create(VaultFolder(path), VaultKey.new())
    for start in range(0, size, PAGE):
        items = tuple(raw(number) for number in range(start, min(start + PAGE, size)))
        page = StreamPage(stream=MAIL, upto=Position(start + PAGE, 1), items=items)
        with vault.writing() as connection:
            streams.apply(connection, SyncAnswer(pages=(page,), server_time=NOON))
    return vault


def raw(number: int) -> msgspec.Raw:
    """The message of that number, an hour after the one before it."""
    at = NOON + timedelta(hours=number)
    message = Message(
        id=f"m{number:06}",
        patient=ELENA,
        at=at,
        subject=f"About your visit {number}",
        body=BODY,
        author_name="Dr. Farrow",
        from_patient=number % 4 == 0,
        read_at=None if number % 20 == 1 and number < FEW else at,
    )
    return msgspec.Raw(msgspec.json.encode(message))


def opening(vault: Vault) -> Measure:
    """Opening the inbox."""
    reads = MailReads(vault, lambda: NOON)
    return timed(lambda: reads.messages(Context(), folder=Folder.INBOX, chosen=None, cursor=None))


def counting(vault: Vault) -> Measure:
    """Counting what waits in each folder."""
    reads = MailReads(vault, lambda: NOON)
    return timed(lambda: reads.folders(Context(), chosen=None))


def timed(work: Callable[[], object]) -> Measure:
    """Seconds for one run of several in a row."""

    def measure() -> float:
        start = time.perf_counter()
        for _ in range(OPENINGS):
            work()
        return (time.perf_counter() - start) / OPENINGS

    return measure
