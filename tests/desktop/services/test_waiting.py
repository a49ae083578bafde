import threading
from collections.abc import Callable

import msgspec

from desktop.models.trouble import PortalError
from desktop.models.vault import queries
from desktop.services.context import Cancelled, Context
from desktop.services.sync import Sync
from portal_protocol.records import Person
from tests.desktop.services.lossy import lossy
from tests.desktop.services.test_sync import visits


def in_thread(work: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    found: list[object] = []

    def run() -> None:
        try:
            found.append(work())
        except (Cancelled, PortalError) as error:
            found.append(type(error))

    thread = threading.Thread(target=run)
    thread.start()
    return thread, found


def test_waiting_ends_when_the_practice_has_news(computer, family):
    with lossy(family.server.url, lambda *_: False) as network:
        live = computer.synced(family, url=network.url)
        network.came.clear()
        thread, found = in_thread(lambda: Sync(live).wait_for_change(Context()))
        assert network.came.wait(20)
        family.visit()
        thread.join(40)
    assert found == [True]
    assert visits(live) == set()  # what came is fetched by a round


def test_waiting_ends_at_once_when_cancelled_and_can_begin_again(computer, family):
    with lossy(family.server.url, lambda *_: False) as network:
        live = computer.synced(family, url=network.url)
        for _ in range(2):
            network.came.clear()
            context = Context()
            thread, found = in_thread(lambda: Sync(live).wait_for_change(context))  # noqa: B023
            assert network.came.wait(20)
            context.cancel()
            thread.join(20)
            assert found == [Cancelled]
        assert Sync(live).run(Context()) == frozenset()


def test_waiting_in_vain_says_that_nothing_changed(computer, family):
    live = computer.synced(family)
    assert not Sync(live, wait_seconds=1).wait_for_change(Context())


def test_the_session_survives_a_long_absence_of_the_access_token(computer, family):
    with lossy(family.server.url, lambda *_: False) as network:
        live = computer.synced(family, url=network.url)
        assert live._tokens
        live.keep(msgspec.structs.replace(live._tokens.session, access="worn out"))
        assert not Sync(live, wait_seconds=1).wait_for_change(Context())
        with live.vault.reading() as connection:
            assert len(queries.all_of(connection, Person)) == 1
