"""To any address by e-mail, plain or encrypted, each once (SUM-5)."""

import io
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyzipper import AESZipFile

from portal_protocol.transmissions import Undelivered, Way
from practice_server.cli import main
from practice_server.store.store import Store
from practice_server.store.tables import transmission
from practice_server.transmit import queue
from practice_server.transmit.email import EmailOutlet
from practice_server.transmit.sending import Senders, send_all
from tests.practice_server.mail.post import Post
from tests.practice_server.summaries.clinics import person
from tests.practice_server.transmit.office import (
    ANYBODY,
    PASSWORD,
    WAYS,
    Office,
    attached,
    unzipped,
)
from tests.serving import free_port

pytestmark = pytest.mark.rule("SUM-5")
NOTE = "Ivy’s summary, before Thursday"


def test_any_address_gets_the_documents_and_the_note(office: Office) -> None:
    office.ask(note=NOTE)
    assert office.send() == 1

    ((to, mail),) = office.post.taken
    assert (to, mail["From"]) == (ANYBODY, "desk@harbor.example")
    assert unzipped(attached(mail)) == {
        "document-1.xml": office.clinic.document(),
        "note.txt": NOTE.encode(),
    }
    assert office.state() == ("sent", "")
    assert [row.package for row in office.rows()] == [None]


@pytest.mark.parametrize("way", [Way.EMAIL, Way.ENCRYPTED_EMAIL])
def test_subject_and_text_tell_nothing_of_a_person(office: Office, way: Way) -> None:
    office.ask(way=way, note=NOTE)
    office.send()

    ((_, mail),) = office.post.taken
    words = mail.get_body()
    assert words is not None
    text = words.get_content()
    assert "Harbor" in text
    assert ("password" in text) == (way is Way.ENCRYPTED_EMAIL)
    (sealed,) = mail.iter_attachments()
    names = f"{mail.items()} {sealed.items()}".replace(ANYBODY, "")
    open_words = f"{names} {text}"
    for word in ("Ivy", "Elena", "Marlowe", "Asthma", "summary", "Thursday", PASSWORD):
        assert word.lower() not in open_words.lower()


def test_the_encrypted_form_opens_with_the_password_alone(office: Office) -> None:
    office.ask(way=Way.ENCRYPTED_EMAIL, note=NOTE)
    office.send()

    data = attached(office.post.taken[0][1])
    with AESZipFile(io.BytesIO(data)) as locked:
        assert locked.namelist() == ["document-1.xml", "note.txt"]
        for wrong in (None, b"", PASSWORD.upper().encode()):
            with pytest.raises(RuntimeError):
                locked.read("document-1.xml", pwd=wrong)
        opened = locked.read("document-1.xml", pwd=PASSWORD.encode())
    assert opened == office.clinic.document()


def test_another_program_opens_the_encrypted_form(office: Office, tmp_path: Path) -> None:
    program = shutil.which("7z") or shutil.which("7za") or shutil.which("7zz")
    if program is None:
        pytest.skip("7-Zip is not here")
    office.ask(way=Way.ENCRYPTED_EMAIL)
    office.send()
    (tmp_path / "d.zip").write_bytes(attached(office.post.taken[0][1]))

    command = [program, "x", f"-p{PASSWORD}", f"-o{tmp_path}", str(tmp_path / "d.zip")]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "document-1.xml").read_bytes() == office.clinic.document()


def test_a_summary_that_is_made_anew_meanwhile_goes_as_it_was_chosen(office: Office) -> None:
    before = office.clinic.document()
    office.ask()
    office.clinic.feed(person(first_name="Ivette"))
    assert office.clinic.document() != before
    office.send()

    assert unzipped(attached(office.post.taken[0][1]))["document-1.xml"] == before


@pytest.mark.parametrize("reply", ["450 come back later", "451 not now"])
def test_what_is_refused_for_now_is_tried_again(office: Office, reply: str) -> None:
    office.post.not_to[ANYBODY] = reply
    office.ask()
    assert office.send() == 0
    assert office.state() == ("queued", "")

    office.post.not_to.clear()
    assert office.send() == 0  # not before its time
    office.later()
    assert office.send() == 1


def test_an_address_that_nobody_has_fails_at_once_with_the_reason(office: Office) -> None:
    office.post.not_to[ANYBODY] = "550 no such person"
    office.ask()
    office.send()

    assert office.state() == ("failed", "address_refused")
    office.later()
    office.post.not_to.clear()
    assert office.send() == 0


def test_a_mail_server_that_stays_away_is_given_up_with_the_reason(office: Office) -> None:
    office.ask()
    away: Senders = dict.fromkeys(
        WAYS, EmailOutlet(f"smtp://127.0.0.1:{free_port()}", "desk@a.example")
    )
    for _ in range(queue.MOST_TRIES):
        assert office.state() == ("queued", "")
        office.later()
        assert send_all(office.clinic.store, away) == 0

    assert office.state() == ("failed", "not_sent")
    assert office.rows()[0].package is None


def test_pauses_grow(office: Office) -> None:
    office.ask()
    office.post.refuses = True
    waits = []
    for _ in range(4):
        office.later()
        before = office.rows()[0].due_at
        office.send()
        waits.append(office.rows()[0].due_at - before)

    assert waits == sorted(waits)
    assert waits[3] > 7 * waits[0]


def test_many_workers_send_each_once(office: Office, open_store: Callable[[], Store]) -> None:
    for _ in range(12):
        office.ask()
    with ThreadPoolExecutor(3) as workers:
        stores = [open_store() for _ in range(3)]
        counts = list(workers.map(lambda each: send_all(each, office.senders), stores))

    assert sum(counts) == len(office.post.taken) == 12
    assert {each.state for each in office.seen()} == {"sent"}


def test_a_worker_that_died_after_sending_repeats_the_same_mail(office: Office) -> None:
    office.ask()
    died = queue.claim(office.clinic.store)
    assert died is not None
    office.senders[Way(died.way)].send(died)
    office.later()
    assert office.send() == 1

    assert len({mail["Message-ID"] for _, mail in office.post.taken}) == 1
    assert len(office.post.taken) == 2


def test_a_worker_that_was_slow_changes_nothing_any_more(office: Office) -> None:
    office.ask()
    slow = queue.claim(office.clinic.store)
    assert slow is not None
    office.later()
    office.send()
    queue.failed(office.clinic.store, slow, Undelivered.NOT_SENT)
    queue.put_off(office.clinic.store, slow)

    assert office.state() == ("sent", "")
    assert office.rows()[0].due_at is None


def test_one_that_ends_every_worker_is_given_up(office: Office) -> None:
    office.ask()
    for _ in range(queue.MOST_TRIES):
        office.later()
        assert queue.claim(office.clinic.store) is not None
    office.later()
    assert office.send() == 0

    assert office.state() == ("failed", "not_sent")
    assert office.post.taken == []


def test_one_that_cannot_be_made_stops_no_other(office: Office) -> None:
    class Broken:
        def send(self, claimed: queue.Claimed) -> None:
            raise ValueError(claimed.id)

    office.ask()
    office.ask(way=Way.ENCRYPTED_EMAIL)
    senders: Senders = {**office.senders, Way.EMAIL: Broken()}
    assert send_all(office.clinic.store, senders) == 1

    assert {each.way: each.state for each in office.seen()} == {
        "email": "queued",
        "encrypted_email": "sent",
    }


def test_a_record_that_is_gone_stops_nothing(office: Office) -> None:
    office.ask()
    with office.clinic.store.writing() as connection:
        connection.execute(transmission.update().values(stream="patient:nobody/summary"))

    assert office.send() == 1
    assert [row.state for row in office.rows()] == ["sent"]


def test_the_command_sends_what_waits_and_says_when_it_is_off(
    tmp_path: Path, post: Post, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "server.toml"
    key = f'feed_key = "{"k" * 32}"\n'
    config.write_text(key)
    assert main(["transmit", "--once", "--config", str(config)]) == 2
    assert "smtp_url is not set" in capsys.readouterr().err

    sender = 'notice_from = "desk@harbor.example"\n'
    config.write_text(f'{key}smtp_url = "smtp://127.0.0.1:{post.port}"\n{sender}')
    assert main(["transmit", "--once", "--config", str(config)]) == 0
    assert capsys.readouterr().out == "0 transmissions sent\n"
