"""A copy to search in, made without a server; and typing into its window, in a process of its own.

`python -m bench.searching FOLDER` prints a JSON list of seconds: the longest block of the GUI
thread while somebody types, once for each round.
"""

import hashlib
import io
import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Raw
from pypdf import PdfReader
from PySide6.QtTest import QTest

from bench.window import Heart, noted
from desktop.app import application
from desktop.models.vault import indexing, streams
from desktop.models.vault.folder import Header, VaultFolder, saved_copies
from desktop.models.vault.key import VaultKey, wrap
from desktop.models.vault.vault import Vault
from desktop.services.portal import Stage
from desktop.services.portal.heavy import VAULTS
from desktop.services.settings import Places, SettingsFile
from desktop.views.dialogs.search import SearchDialog
from portal_protocol.mail import Message
from portal_protocol.records import Blob, Login, PatientId, Person, Record, Statement
from portal_protocol.session import Welcome
from portal_protocol.sync import Position, StreamPage, SyncAnswer
from practice_server.demo import PASSWORD, build, office
from tests.journeys.driver import Program, begin, settle, wait

MESSAGES, PAPERS, PAGE = 100_000, 500, 1_000
ADDRESS = "http://127.0.0.1:9"
ROUNDS = 6
ME = PatientId("elena")
NOW = datetime.now(UTC)
WORDS = [
    "visit",
    "crown",
    "Tuesday",
    "insurance",
    "cleaning",
    "morning",
    "filling",
    "Zähne",
    "please",
    "tooth",
    "thank",
    "doctor",
    "office",
    "card",
    "balance",
    "payment",
    "pain",
    "night",
    "molar",
    "brush",
    "call",
    "child",
    "school",
    "bring",
    "form",
    "根管",
    "X-ray",
]


def documents() -> list[bytes]:
    """PDFs of the demo practice with text in them, each with a digest of its own."""
    sound = [made.data for made in build().blobs if says_something(made.data)]
    return [sound[at % len(sound)] + b"\n%" + str(at).encode() for at in range(PAPERS)]


def says_something(data: bytes) -> bool:
    """Whether pypdf reads a text from it."""
    try:
        return bool(PdfReader(io.BytesIO(data)).pages[0].extract_text())
    except Exception:  # what the demo has of broken and locked ones
        return False


def filled(place: VaultFolder, key: VaultKey, papers: list[bytes]) -> Vault:
    """A vault with all messages, read by search, and all documents, not read yet."""
    vault = Vault.create(place, key)
    people = [
        office.practice(),
        Login(id="login", patient=ME, user_name="elena.m"),
        Person(id=ME, patient=ME, first_name="Elena", last_name="Marlowe"),
    ]
    take(vault, "practice", people)
    for first in range(0, MESSAGES, PAGE):
        take(vault, "patient:elena:webmail", [message(first + at) for at in range(PAGE)])
    with vault.writing() as connection:
        while indexing.index_some(connection, PAGE):
            pass
    take(vault, "patient:elena:account", [statement(at, data) for at, data in enumerate(papers)])
    for data in papers:
        with vault.documents.open_for_append(blob(data)) as writer:
            writer.write(data)
            writer.finish()
    with vault.writing() as connection:
        while indexing.index_some(connection, PAGE):
            pass
    return vault


def take(vault: Vault, stream: str, records: list[Record]) -> None:
    """Let the vault take in a page."""
    items = tuple(Raw(msgspec.json.encode(record)) for record in records)
    taken = StreamPage(stream=stream, upto=Position(1, 1), items=items)
    with vault.writing() as connection:
        streams.apply(connection, SyncAnswer(pages=(taken,), server_time=NOW))


def message(number: int) -> Message:
    """A letter of some thirty words; half of all have the word "appointment"."""
    dice = random.Random(number)
    words = dice.choices(WORDS, k=dice.randint(20, 40))
    if number % 2:
        words[dice.randrange(len(words))] = "appointment"
    return Message(
        id=f"m{number:06}",
        patient=ME,
        at=NOW - timedelta(minutes=dice.randrange(2_000_000)),
        subject=" ".join(words[:4]).capitalize(),
        body=" ".join(words[4:]),
        author_name="Dr. Amina Farrow",
        provider="farrow",
    )


def statement(number: int, data: bytes) -> Statement:
    """A statement with one document."""
    at = NOW - timedelta(days=number)
    return Statement(id=f"s{number}", patient=ME, at=at, blobs=(blob(data),))


def blob(data: bytes) -> Blob:
    """What a record says of these bytes."""
    return Blob(hashlib.sha256(data).hexdigest(), len(data))


def offered(places: Places, papers: list[bytes]) -> tuple[Vault, VaultFolder]:
    """A saved copy in the folders of a program that knows its practice and has no network."""
    places.make()
    welcome = Welcome(practice=office.practice(), server_time=NOW)
    SettingsFile(places.config).change(address=ADDRESS, welcome=welcome)
    place = VaultFolder.for_login(places.data / VAULTS, ADDRESS, "elena.m")
    key = VaultKey.new()
    vault = filled(place, key, papers)
    place.write_header(Header(wrapped=wrap(key, PASSWORD), practice=ADDRESS, saved_at=NOW))
    return vault, place


def opened(folder: Path) -> Program:
    """The program with that copy open."""
    program = begin(folder, application(sys.argv))
    wait(lambda: program.portal.stage is Stage.SIGNED_OUT, "the sign-in page")
    copy = saved_copies(Places.under(folder).data / VAULTS)[0]
    program.portal.session.open_saved(
        copy, PASSWORD, owner=program.window, done=noted, failed=noted
    )
    wait(lambda: program.portal.stage is Stage.OPEN, "the records")
    wait(lambda: not program.portal.search.state.reading, "search to be ready")
    return program


def typed(program: Program) -> Iterator[float]:
    """The longest blocks while words are typed and taken back, sign by sign."""
    dialog = SearchDialog(program.portal, program.main.tabs.offered(), program.main)
    dialog.open()
    settle()
    for _ in range(ROUNDS):
        heart = Heart()
        for words in ("statement", "balance due", "appointment", "elena"):
            for sign in words:
                QTest.keyClicks(dialog.edit, sign)
                settle()
            wait(lambda words=words: dialog.findings.typed == words, "what was found")  # type: ignore[misc]
            dialog.edit.clear()
        yield heart.longest


def main() -> int:
    """Print the seconds; 0."""
    program = opened(Path(sys.argv[1]))
    found = list(typed(program))
    program.close()
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
