"""In the demo a transmission leaves, arrives and is answered, all on this computer."""

import smtplib
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import msgspec
import pytest

from portal_protocol.transmissions import Way
from practice_server.demo.community import PRACTICE, Community, community
from practice_server.demo.post_office import post_office
from practice_server.demo.transmissions import CHEN
from practice_server.settings import Settings, load
from practice_server.store.store import Store
from practice_server.transmit import mdn
from practice_server.transmit.sending import send_all
from practice_server.transmit.setup import direct_of, senders_of
from tests.practice_server.ccd.charts import chart
from tests.practice_server.mail.post import Post
from tests.practice_server.summaries.clinics import PROBLEM, clinic_in
from tests.practice_server.transmit.conftest import REFERRAL
from tests.practice_server.transmit.office import Office
from tests.practice_server.worlds import feed

Mail = list[tuple[str, bytes]]


def settings(folder: Path, members: Community, mail: str) -> Settings:
    config = folder / "server.toml"
    own = f'feed_key = "{"k" * 40}"\nsmtp_url = "{mail}"\nnotice_from = "desk@harbor.example"\n'
    config.write_text(own + members.write(folder / "direct"))
    return load(config, {})


@pytest.mark.rule("SUM-4")
def test_what_is_sent_to_dr_chen_is_answered(store: Store, tmp_path: Path) -> None:
    clinic, members, taken = clinic_in(store, tmp_path), community(), Mail()
    clinic.feed(chart(), PROBLEM)
    feed(store, msgspec.structs.replace(REFERRAL, direct_address=CHEN))
    with post_office(lambda to, message: taken.append((to, message))) as mail:
        made = settings(tmp_path, members, mail)
        direct = direct_of(made)
        assert direct is not None
        office = Office(clinic, Post(0), direct)
        office.ask(way=Way.DIRECT, address="", referral=REFERRAL.id)
        assert send_all(store, senders_of(made, store, direct)) == 1

    ((to, message),) = taken
    assert (to, direct.sender, office.state()) == (CHEN, PRACTICE, ("sent", ""))
    assert mdn.take(store, direct, members.answer(message))
    assert office.state() == ("delivered", "")


def test_the_demos_mail_server_takes_mail_as_it_is_and_knows_no_invalid_address() -> None:
    taken, sent = Mail(), EmailMessage()
    sent["To"], sent["Subject"] = "a@b.example", "Dots"
    sent.set_content(".\n..two\n")
    with (
        post_office(lambda to, message: taken.append((to, message))) as mail,
        smtplib.SMTP("127.0.0.1", int(mail.rpartition(":")[2])) as server,
    ):
        server.send_message(sent)
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            server.sendmail("a@b.example", ["x@y.invalid"], b"x")
        server.send_message(sent)

    assert [to for to, _ in taken] == ["a@b.example"] * 2
    for _, message in taken:
        found = message_from_bytes(message, policy=default)
        assert isinstance(found, EmailMessage)
        assert found.get_content() == ".\r\n..two\r\n"
