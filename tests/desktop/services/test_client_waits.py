"""How long a server may ask the program to wait."""

import pytest

from desktop.models.trouble import PortalError
from desktop.services.answers import MOST_WAIT
from tests.desktop.services.misbehaving import misbehaving


@pytest.mark.parametrize("asked", ["9" * 5000, str(10**18)])
def test_no_server_can_ask_for_a_wait_without_end(clients, asked):
    def behave(call):
        call.answer(b"", 429, "text/plain", Retry_After=asked)

    with misbehaving(behave) as server, pytest.raises(PortalError) as caught:
        clients(server.url).refresh("token")
    assert caught.value.retry_after == MOST_WAIT
