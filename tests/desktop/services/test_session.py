import time
from collections.abc import Callable

import msgspec
import pytest
from requests import Response

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import meta
from desktop.models.vault.errors import VaultNewer
from desktop.models.vault.folder import VaultFolder, saved_copies
from desktop.services import tries
from desktop.services.context import Context
from desktop.services.live import TOKENS, Live, Tokens
from desktop.services.outbox import Outbox
from desktop.services.session import CopyCannotOpen, end_sessions
from desktop.services.sync import Sync
from portal_protocol.problems import Problem
from portal_protocol.records import Answer
from tests.desktop.services.conftest import PASSWORD, Computer, Family
from tests.desktop.services.lossy import lossy
from tests.desktop.services.misbehaving import Call
from tests.desktop.services.test_client import trouble_of


def expire_access(live: Live) -> None:
    """Make the access token one that the server does not take, as after fifteen minutes."""
    assert live._tokens
    session = msgspec.structs.replace(live._tokens.session, access="worn out")
    live.keep(session)


def hang_up_on(path: str, times: int = 1) -> Callable[[Call, Response], bool]:
    lost: list[Call] = []

    def spoil(call: Call, _answer: Response) -> bool:
        if call.path == path and len(lost) < times:
            lost.append(call)
            call.hang_up()
            return True
        return False

    return spoil


@pytest.mark.rule("OFF-1")
def test_the_password_of_the_sign_in_opens_the_copy_offline(computer: Computer, family: Family):
    live = computer.sign_in(family)
    live.close()
    (copy,) = saved_copies(computer.door.root)
    assert (copy.practice, copy.user_name) == (family.server.url, family.user_name)
    again = computer.also(computer.door.open_saved(copy.folder, PASSWORD))
    assert again.end_token


@pytest.mark.rule("SIGN-4")
def test_user_names_ignore_case_and_lead_to_the_same_copy(computer: Computer, family: Family):
    computer.sign_in(family).close()
    family.user_name = family.user_name.upper()
    computer.sign_in(family).close()
    assert len(saved_copies(computer.door.root)) == 1


@pytest.mark.rule("SIGN-4")
def test_a_wrong_pair_is_one_trouble_and_makes_nothing(computer: Computer, family: Family):
    assert trouble_of(lambda: computer.sign_in(family, "wrong")) is Trouble.WRONG_CREDENTIALS
    family.user_name = "nobody-of-that-name"
    assert trouble_of(lambda: computer.sign_in(family)) is Trouble.WRONG_CREDENTIALS
    assert saved_copies(computer.door.root) == ()


@pytest.mark.rule("SIGN-5")
def test_the_name_is_kept_only_when_asked(computer: Computer, family: Family):
    live = computer.sign_in(family, remember=False)
    assert live.vault.folder.header().user_name is None
    live.close()
    files = b"".join(path.read_bytes() for path in live.folder.rglob("*") if path.is_file())
    assert family.user_name.encode() not in files


@pytest.mark.rule("OFF-4")
def test_wrong_passwords_wait_longer_and_longer_also_over_restarts(computer, family, monkeypatch):
    live = computer.sign_in(family)
    live.close()
    clock = [1_000_000.0]
    monkeypatch.setattr(time, "time", lambda: clock[0])

    def opened(password: str) -> PortalError:
        with pytest.raises(PortalError) as caught:
            computer.door.open_saved(live.folder, password)
        return caught.value

    waits = [opened("wrong").retry_after for _ in range(3)]
    assert waits == [None, None, 2]
    assert opened(PASSWORD).trouble is Trouble.TOO_MANY_TRIES  # the right one waits as well
    clock[0] += 2
    assert opened("wrong").retry_after == 4
    clock[0] -= 5000  # a clock set back wins nothing, and does not lock out for long
    assert opened(PASSWORD).retry_after == 4
    clock[0] += 4
    computer.also(computer.door.open_saved(live.folder, PASSWORD))
    assert not (live.folder / "tries.json").exists()


@pytest.mark.rule("OFF-4")
def test_the_delay_grows_to_five_minutes_and_no_further():
    delays = [tries.delay_after(wrong) for wrong in range(100)]
    assert delays[:7] == [0, 0, 0, 2, 4, 8, 16]
    assert delays == sorted(delays)
    assert delays[-1] == 300


@pytest.mark.rule("OFF-5")
def test_after_a_change_elsewhere_the_old_password_rescues_what_waits(computer, family):
    visit = family.visit()
    live = computer.synced(family)
    Outbox(live.vault).answer(visit, Answer.CONFIRM, offline=True)
    live.close()
    family.feed_access(password="another long password")

    with pytest.raises(CopyCannotOpen) as caught:
        computer.sign_in(family, "another long password")
    assert caught.value.trouble is Trouble.PASSWORD_CHANGED
    arrival = caught.value.arrival
    wrong = trouble_of(lambda: computer.door.finish_with_old(arrival, "not it"))
    assert wrong is Trouble.WRONG_PASSWORD
    rescued = computer.also(computer.door.finish_with_old(arrival, PASSWORD))
    assert len(Outbox(rescued.vault).pending()) == 1
    rescued.close()
    computer.also(computer.door.open_saved(rescued.folder, "another long password"))


@pytest.mark.rule("OFF-5")
def test_without_the_old_password_the_copy_is_fetched_anew(computer, family):
    family.visit()
    computer.synced(family).close()
    family.feed_access(password="another long password")
    with pytest.raises(CopyCannotOpen) as caught:
        computer.sign_in(family, "another long password")
    fresh = computer.also(computer.door.finish_anew(caught.value.arrival))
    assert "appointment" in Sync(fresh).run(Context())


@pytest.mark.rule("OFF-6")
def test_a_damaged_copy_is_told_and_can_be_fetched_anew(computer, family):
    live = computer.synced(family)
    live.close()
    live.vault.folder.database.write_bytes(b"not a database" * 1000)
    with pytest.raises(CopyCannotOpen) as caught:
        computer.sign_in(family)
    assert caught.value.trouble is Trouble.VAULT_DAMAGED
    assert computer.door.abandon(caught.value.arrival) == ""
    (live.folder / "vault.json").write_bytes(b"{")
    with pytest.raises(CopyCannotOpen) as caught:
        computer.sign_in(family)
    computer.also(computer.door.finish_anew(caught.value.arrival))


@pytest.mark.rule("OFF-6")
def test_a_copy_of_a_newer_version_leaves_no_session_behind(computer, family):
    with lossy(family.server.url, lambda *_: False) as network:
        live = computer.sign_in(family, url=network.url)
        live.close()
        header = live.folder / "vault.json"
        header.write_bytes(header.read_bytes().replace(b'"version":1', b'"version":2'))
        with pytest.raises(VaultNewer):
            computer.sign_in(family, url=network.url)
        assert network.calls[-1].path == "/v1/session/end"


def test_a_user_name_given_to_somebody_else_shows_them_nothing_of_the_first(
    computer, family, practice
):
    live = computer.synced(family)
    with live.vault.writing() as connection:
        meta.put(connection, "session.owner", {"login": "another login"})
        meta.put(connection, "mark", "of the first")
    live.close()
    second = computer.sign_in(family)
    with second.vault.reading() as connection:
        assert meta.get(connection, "mark", str) is None


def test_a_worn_out_access_token_is_renewed_once_for_all(computer, family):
    with lossy(family.server.url, lambda *_: False) as network:
        live = computer.sign_in(family, url=network.url)
        before = live._tokens.session.refresh
        expire_access(live)
        Sync(live).run(Context())
        assert live._tokens.session.refresh != before
        paths = [call.path for call in network.calls]
        assert paths.count("/v1/session/refresh") == 1
    with live.vault.reading() as connection:
        assert meta.get(connection, TOKENS, Tokens) == Tokens(live._tokens.session)


def test_a_lost_answer_to_a_refresh_is_given_once_more(computer, family):
    with lossy(family.server.url, hang_up_on("/v1/session/refresh")) as network:
        live = computer.sign_in(family, url=network.url)
        expire_access(live)
        sync = Sync(live)
        assert trouble_of(lambda: sync.run(Context())) is Trouble.CUT_OFF  # offline, as it seems
        sync.run(Context())


def test_an_answer_to_a_refresh_lost_twice_ends_in_asking_for_the_password(computer, family):
    with lossy(family.server.url, hang_up_on("/v1/session/refresh", times=2)) as network:
        live = computer.sign_in(family, url=network.url)
        expire_access(live)
        sync = Sync(live)
        for _ in range(2):  # offline, as it seems
            assert trouble_of(lambda: sync.run(Context())) is Trouble.CUT_OFF
        assert trouble_of(lambda: sync.run(Context())) is Trouble.SESSION_EXPIRED
        assert trouble_of(lambda: sync.run(Context())) is Trouble.SESSION_EXPIRED
        live.close()
        computer.sign_in(family, url=network.url)  # the copy is still there and opens


def test_a_refresh_that_was_not_sent_costs_nothing(computer, family):
    live = computer.sign_in(family)
    expire_access(live)
    unreachable = computer.client("http://127.0.0.1:9")
    reachable, live.client = live.client, unreachable
    worn_out = live._tokens.session.access
    assert trouble_of(lambda: live._access(worn_out)) is Trouble.UNREACHABLE
    live.client = reachable
    Sync(live).run(Context())


@pytest.mark.rule("SIGN-13")
def test_signing_out_ends_the_session_at_the_practice_now_or_at_the_next_contact(computer, family):
    live = computer.sign_in(family)
    end, session = live.end_token, live._tokens.session
    live.sign_out()
    away = computer.client("http://127.0.0.1:9")
    assert end_sessions(away, [end]) == (end,)
    back = computer.client(family.server.url)
    assert end_sessions(back, [end]) == ()
    assert end_sessions(back, [end]) == ()
    assert trouble_of(lambda: back.refresh(session.refresh)) is Trouble.SESSION_ENDED
    opened = computer.also(computer.door.open_saved(live.folder, PASSWORD))
    assert opened.end_token == ""
    assert trouble_of(lambda: Sync(opened).run(Context())) is Trouble.SESSION_EXPIRED


@pytest.mark.rule("SIGN-16")
def test_access_removed_destroys_the_copy_and_says_why(computer, family):
    live = computer.synced(family)
    family.feed_access(enabled=False)
    assert trouble_of(lambda: Sync(live).run(Context())) is Trouble.ACCESS_REMOVED
    assert not live.folder.exists()
    live.destroy()
    assert saved_copies(computer.door.root) == ()


@pytest.mark.rule("SIGN-16")
def test_signing_in_after_access_was_removed_destroys_the_copy_as_well(computer, family):
    live = computer.synced(family)
    live.close()
    family.feed_access(enabled=False)
    assert trouble_of(lambda: computer.sign_in(family)) is Trouble.ACCESS_REMOVED
    assert not live.folder.exists()


@pytest.mark.rule("SIGN-15")
def test_a_revoked_device_destroys_its_copy(computer, family):
    revoked = msgspec.json.encode(Problem(code="device_revoked", title="", status=401))

    def spoil(call, _answer):
        if call.path == "/v1/sync":
            call.answer(revoked, 401, "application/problem+json")
        return call.path == "/v1/sync"

    with lossy(family.server.url, spoil) as network:
        live = computer.sign_in(family, url=network.url)
        assert trouble_of(lambda: Sync(live).run(Context())) is Trouble.DEVICE_REVOKED
    assert not live.folder.exists()


def test_nobody_resumes_without_a_key_in_the_keyring(computer, family):
    live = computer.sign_in(family, keep=True)
    live.close()
    if not computer.door.keyring.available():
        assert computer.door.resume(live.folder) is None
    assert computer.door.resume(VaultFolder(live.folder).path.with_name("gone")) is None


def test_an_arrival_shows_no_secret(computer, family):
    computer.sign_in(family).close()
    family.feed_access(password="another long password")
    with pytest.raises(CopyCannotOpen) as caught:
        computer.sign_in(family, "another long password")
    shown = repr(caught.value.arrival)
    assert "another long password" not in shown
    assert caught.value.arrival.session.refresh not in shown
