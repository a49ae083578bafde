"""A notice by ordinary e-mail says that a message is here, once, and nothing of it (MAIL-8)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from portal_protocol.feed import Access
from portal_protocol.mail import Message
from portal_protocol.records import PatientId, Section
from practice_server.cli import main
from practice_server.feed import records
from practice_server.mail import notices
from practice_server.mail.smtp import NotPrivate, Outlet
from practice_server.problems import BadRequest
from practice_server.settings import NOTICE_SUBJECT
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.tables import notice
from practice_server.trim import trim
from tests.practice_server.mail.post import PORTAL, Post, post_office
from tests.practice_server.worlds import access, feed, person, practice, visit
from tests.serving import free_port


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as made:
        yield made


@pytest.fixture
def family(store: Store) -> Store:
    """Elena with an address and a login, Ivy her child, Jonas with an address and no login."""
    elena = msgspec.structs.replace(person("elena"), email="elena@marlowe.example")
    jonas = msgspec.structs.replace(person("jonas"), email="jonas@marlowe.example")
    feed(store, practice(), elena, person("ivy", guarantor="elena"), jonas, access("elena"))
    return store


def message(identity: str, patient: str = "elena", **more: Any) -> Message:
    fields = {"subject": "Your biopsy", "body": "The result is here", **more}
    return Message(id=identity, patient=PatientId(patient), at=now(), **fields)


def later(store: Store) -> None:
    """As if the time to try again had come."""
    with store.writing() as connection:
        connection.execute(update(notice).values(due_at=now()))


@pytest.mark.rule("MAIL-8")
def test_a_notice_holds_nothing_of_the_message(family: Store, post: Post) -> None:
    feed(family, message("secret-id", author_name="Dr. Farrow", to_name="Elena Marlowe"))

    assert notices.send_all(family, post.outlet) == 1

    ((to, mail),) = post.taken
    assert to == "elena@marlowe.example"
    assert (mail["Subject"], mail["From"]) == (NOTICE_SUBJECT, "desk@harbor.example")
    assert PORTAL in mail.get_content()
    assert "[URL]" not in mail.get_content()
    for word in ("biopsy", "result", "Farrow", "Elena Marlowe", "secret-id"):
        assert word not in mail.as_string()


@pytest.mark.rule("MAIL-8")
def test_one_message_is_told_of_once(family: Store, post: Post) -> None:
    feed(family, message("news"))
    notices.send_all(family, post.outlet)

    feed(family, message("news", body="Corrected"))
    later(family)

    assert notices.send_all(family, post.outlet) == 0
    assert len(post.taken) == 1


@pytest.mark.rule("MAIL-8")
@pytest.mark.parametrize(
    "item",
    [
        message("mine", from_patient=True),
        message("read", read_at=now()),
        msgspec.structs.replace(message("old"), at=now() - timedelta(days=2)),
        message("no login", "jonas"),
        message("nobody", "stranger"),
    ],
    ids=lambda item: str(item.id),
)
def test_nobody_is_told_of_what_is_no_news_to_somebody(
    family: Store, post: Post, item: Message
) -> None:
    feed(family, item)

    assert notices.send_all(family, post.outlet) == 0
    assert post.taken == []


@pytest.mark.rule("MAIL-8")
def test_a_childs_guarantor_is_told(family: Store, post: Post) -> None:
    feed(family, message("news", "ivy"))
    notices.send_all(family, post.outlet)

    assert [to for to, _ in post.taken] == ["elena@marlowe.example"]


@pytest.mark.rule("WHO-2")
@pytest.mark.rule("MAIL-8")
def test_a_guarantor_who_may_not_see_the_child_is_not_told(family: Store, post: Post) -> None:
    feed(family, practice(guarantor_access=False), message("news", "ivy"))

    assert notices.send_all(family, post.outlet) == 0
    assert post.taken == []


@pytest.mark.rule("HEAD-3")
@pytest.mark.rule("MAIL-8")
def test_nobody_is_told_while_webmail_is_off(family: Store, post: Post) -> None:
    off = [each for each in Section if each is not Section.WEBMAIL]
    feed(family, practice(sections=off), message("news"), message("child", "ivy"))

    assert notices.send_all(family, post.outlet) == 0
    assert post.taken == []


def test_who_lost_access_is_not_told(family: Store, post: Post) -> None:
    gone = Access(id="elena", patient=PatientId("elena"), user_name="elena", enabled=False)
    feed(family, gone, message("news"))

    assert notices.send_all(family, post.outlet) == 0


@pytest.mark.rule("MAIL-8")
def test_a_notice_is_written_with_its_message_or_not_at_all(family: Store) -> None:
    with pytest.raises(BadRequest):
        records.apply(family, [message("news"), visit("nobody's", "")])

    with family.reading() as connection:
        assert connection.execute(select(notice)).all() == []


@pytest.mark.rule("MAIL-8")
def test_a_mail_server_that_is_away_gets_it_later(family: Store, post: Post) -> None:
    feed(family, message("news"))
    away = Outlet(f"smtp://127.0.0.1:{free_port()}", "desk@harbor.example", "A", "B", PORTAL)
    assert notices.send_all(family, away) == 0
    assert notices.send_all(family, post.outlet) == 0  # not before its time

    later(family)

    assert notices.send_all(family, post.outlet) == 1
    assert len(post.taken) == 1


def test_a_mail_server_that_cannot_now_gets_it_later(family: Store, post: Post) -> None:
    feed(family, message("news"))
    post.refuses = True
    assert notices.send_all(family, post.outlet) == 0
    post.refuses = False
    later(family)

    assert notices.send_all(family, post.outlet) == 1


def test_an_address_that_is_refused_for_now_gets_it_later(family: Store, post: Post) -> None:
    ivy = msgspec.structs.replace(person("ivy"), email="ivy@marlowe.example")
    feed(family, ivy, access("ivy"), message("grey", "ivy"))
    feed(family, message("good"))
    post.not_to["ivy@marlowe.example"] = "450 come back in some minutes"

    assert notices.send_all(family, post.outlet) == 1
    assert [to for to, _ in post.taken] == ["elena@marlowe.example"]

    post.not_to.clear()
    later(family)
    assert notices.send_all(family, post.outlet) == 1
    assert [to for to, _ in post.taken] == ["elena@marlowe.example", "ivy@marlowe.example"]


def test_an_address_that_is_refused_for_good_is_not_tried_again(family: Store, post: Post) -> None:
    feed(family, message("news"))
    post.not_to["elena@marlowe.example"] = "550 nobody here"
    assert notices.send_all(family, post.outlet) == 0

    post.not_to.clear()
    later(family)
    assert notices.send_all(family, post.outlet) == 0


def test_a_password_goes_in_the_clear_to_this_computer_alone(post: Post) -> None:
    here = replace(post.outlet, url=f"smtp://desk:secret@127.0.0.1:{post.port}")
    here.send("elena@marlowe.example", "news")
    assert post.passwords == [b"secret"]

    # the same address, written so that it does not look like it
    with pytest.raises(NotPrivate):
        replace(here, url=here.url.replace("127.0.0.1", "127.1")).send("a@marlowe.example", "news")

    assert post.passwords == [b"secret"]
    assert len(post.taken) == 1


def test_a_worker_that_died_after_sending_repeats_the_same_mail(family: Store, post: Post) -> None:
    feed(family, message("news"))
    notices.send_all(family, post.outlet)
    with family.writing() as connection:
        connection.execute(update(notice).values(sent_at=None, due_at=now()))
    notices.send_all(family, post.outlet)

    assert len(post.taken) == 2
    assert len({mail["Message-ID"] for _, mail in post.taken}) == 1


@pytest.mark.parametrize(
    "address", ["no address", "a@b.example\nBcc: x@y.example", "@", "a@b, c@d"]
)
def test_an_address_that_is_none_stops_nobody(family: Store, post: Post, address: str) -> None:
    bad = msgspec.structs.replace(person("ivy"), email=address)
    feed(family, bad, access("ivy"), message("bad", "ivy"), message("good"))

    assert notices.send_all(family, post.outlet) == 1

    assert [to for to, _ in post.taken] == ["elena@marlowe.example"]
    later(family)
    assert notices.send_all(family, post.outlet) == 0


@pytest.mark.rule("MAIL-8")
def test_many_workers_send_each_notice_once(
    family: Store, post: Post, open_store: Callable[[], Store]
) -> None:
    feed(family, *(message(f"news-{number}") for number in range(30)))

    with ThreadPoolExecutor(4) as workers:
        counts = list(
            workers.map(
                lambda each: notices.send_all(each, post.outlet), [open_store() for _ in range(4)]
            )
        )

    assert sum(counts) == len(post.taken) == 30
    assert len({mail["Message-ID"] for _, mail in post.taken}) == 30


def test_what_was_sent_long_ago_is_trimmed(family: Store) -> None:
    feed(family, message("news"))
    trim(family)
    with family.reading() as connection:
        assert len(connection.execute(select(notice)).all()) == 1
    with family.writing() as connection:
        connection.execute(update(notice).values(created_at=now() - timedelta(days=31)))
    trim(family)
    with family.reading() as connection:
        assert connection.execute(select(notice)).all() == []


@pytest.mark.rule("MAIL-8")
def test_the_command_sends_what_waits_and_says_when_it_is_off(
    tmp_path: Path, post: Post, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "server.toml"
    key = f'feed_key = "{"k" * 32}"\n'
    config.write_text(key)
    assert main(["notices", "--once", "--config", str(config)]) == 2
    assert "smtp_url is not set" in capsys.readouterr().err

    sender = 'notice_from = "desk@harbor.example"\n'
    config.write_text(f'{key}smtp_url = "smtp://127.0.0.1:{post.port}"\n{sender}')
    assert main(["notices", "--once", "--config", str(config)]) == 0
    assert capsys.readouterr().out == "0 notices sent\n"
