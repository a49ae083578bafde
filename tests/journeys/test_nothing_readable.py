"""After a whole session no file holds anything of the patient's (OFF-2).

The program runs as a process of its own whose folders are all watched: the home, the platform's
folders for data, settings and caches, and the one for temporary files.
"""

import base64
import io
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace
from reportlab.pdfgen.canvas import Canvas

from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey, unwrap
from portal_protocol.records import Appointment, Payment, Recall, Statement
from practice_server.demo import PASSWORD, build, people
from tests.desktop.models.vault.test_nothing_readable import encoded, spellings
from tests.journeys.test_family import person
from tests.serving import RunningServer

MARKERS = [f"xq{number:02}marker{number * 7919:05}zz" for number in range(50)]
SECRETS_SPELLED = [form for secret in (*MARKERS, PASSWORD) for form in spellings(secret)]
FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
TEMPORARY = ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR", "XDG_RUNTIME_DIR")


@pytest.mark.rule("OFF-2")
def test_no_file_of_a_whole_session_can_be_read(practice: RunningServer, tmp_path: Path) -> None:
    plant(practice)
    watched = tmp_path / "watched"
    environment = dict(os.environ)
    for name in (*FOLDERS, *TEMPORARY):
        folder = watched / name.lower()
        folder.mkdir(parents=True, mode=0o700)
        environment[name] = str(folder)
    trace, said = tmp_path / "trace", tmp_path / "said"
    command = [sys.executable, "-m", "tests.journeys.session", practice.url, "elena.m", MARKERS[30]]
    with said.open("wb") as out:
        ended = subprocess.run(
            [*tracing(trace), *command],
            env=environment,
            stdout=out,
            stderr=out,
            timeout=100,
            check=False,
        )
    assert ended.returncode == 0, said.read_text()[-3000:]
    files = {path for path in watched.rglob("*") if path.is_file()} | written(trace) | {said}
    assert sum(path.stat().st_size for path in files) > 500_000
    assert any(path.name == "vault.json" for path in files)
    (header,) = (path for path in files if path.name == "vault.json")
    key = unwrap(VaultFolder(header.parent).header().wrapped, PASSWORD)
    assert readable(files, [*SECRETS_SPELLED, *keys(key)]) == []


@pytest.mark.rule("OFF-2")
def test_the_look_finds_the_key_and_the_password_in_every_form(tmp_path: Path) -> None:
    key, left = VaultKey.new(), tmp_path / "left"
    secret = (key.to_bytes(), bytes.fromhex(key.database()), key.waiting(), PASSWORD.encode())
    for one in secret:
        for form in (one, one.hex().encode(), base64.b64encode(one), b"x" + one + b"x"):
            left.write_bytes(b"before " + form + b" after")
            assert readable({left}, [*SECRETS_SPELLED, *keys(key)]) == ["left"]
    left.write_bytes(base64.b64encode(b"1" + key.to_bytes()))
    assert readable({left}, keys(key)) == ["left"]
    named = tmp_path / key.database()
    named.touch()
    assert readable({named}, keys(key)) == [named.name]


def keys(key: VaultKey) -> list[bytes]:
    """The vault's key, and those of the database and of what waits, in every form."""
    secrets = (key.to_bytes(), bytes.fromhex(key.database()), key.waiting())
    return [form for secret in secrets for form in encoded(secret)]


def readable(files: Iterable[Path], words: Sequence[bytes]) -> list[str]:
    """The files in which, or in whose names, one of the words can be read."""
    return [
        path.name
        for path in files
        if any(word in data for data in (path.read_bytes(), os.fsencode(path)) for word in words)
    ]


def tracing(trace: Path) -> list[str]:
    """How a process is started so that every file it opens for writing is known, if it can be."""
    strace = Path("/usr/bin/strace")
    if not strace.exists():
        return []
    calls = "trace=openat,open,creat,rename,renameat,renameat2"
    return [str(strace), "-f", "--seccomp-bpf", "-qq", "-o", str(trace), "-e", calls]


def written(trace: Path) -> set[Path]:
    """Files outside the system's own folders that were opened for writing and are still there."""
    found = set()
    for line in trace.read_text(errors="replace").splitlines() if trace.exists() else ():
        if any(flag in line for flag in ("O_WRONLY", "O_RDWR", "O_CREAT", "rename")):
            names = [part for part in line.split('"')[1::2] if part.startswith("/")]
            found |= {Path(name) for name in names if not name.startswith(("/dev", "/proc"))}
    return {path for path in found if path.is_file()}


def plant(server: RunningServer) -> None:
    """Put the markers into records and documents of everybody in the family."""
    items = build().items
    visits = [one for one in items if isinstance(one, Appointment) and one.patient == people.ELENA]
    shown = [one for one in visits if one.at and one.status in ("scheduled", "complete")]
    planted: list[Appointment | Payment | Statement] = [
        replace(one, description=MARKERS[at], bring=MARKERS[10 + at])
        for at, one in enumerate(sorted(shown, key=lambda one: str(one.at))[-10:])
    ]
    payments = [one for one in items if isinstance(one, Payment)][:5]
    planted += [replace(one, method=MARKERS[20 + at]) for at, one in enumerate(payments)]
    statements = [one for one in items if isinstance(one, Statement)]
    newest = sorted(statements, key=lambda one: str(one.at), reverse=True)[:5]
    for at, one in enumerate(newest):
        blob = server.feed_blob(document(MARKERS[30 + at], MARKERS[35 + at], MARKERS[40 + at]))
        planted.append(replace(one, blobs=(blob,)))
    family = [
        replace(person(people.IVY), last_name=MARKERS[45], email=f"{MARKERS[46]}@example.org"),
        replace(person(people.THEO), address=(MARKERS[47],), preferred_name=MARKERS[48]),
    ]
    recall = next(one for one in items if isinstance(one, Recall) and one.patient == people.ELENA)
    server.feed([*planted, *family, replace(recall, description=MARKERS[49])])


def document(text: str, title: str, author: str) -> bytes:
    """A PDF with a text and metadata, uncompressed."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for line in range(20):
        canvas.drawString(72, 720 - 20 * line, text)
    canvas.save()
    return out.getvalue()
