"""A network that loses answers: hands calls on to the real server, and spoils what it is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import requests

from tests.desktop.services.misbehaving import Call, Misbehaving, misbehaving

_HANDED_ON = ("Authorization", "Content-Type", "Range", "If-Range", "Accept")
_HANDED_BACK = ("Content-Range", "ETag", "Repr-Digest", "Accept-Ranges", "Retry-After")


@contextmanager
def lossy(url: str, spoil: Callable[[Call, requests.Response], bool]) -> Iterator[Misbehaving]:
    """`spoil` gets each answer first; True when it has dealt with the call itself."""

    def behave(call: Call) -> None:
        headers = {name: call.header(name) for name in _HANDED_ON if call.header(name)}
        answer = requests.request(
            call.method,
            url + call.path,
            headers=headers,
            data=call.body or None,
            timeout=60,
            allow_redirects=False,
        )
        if spoil(call, answer):
            return
        back = {name: answer.headers[name] for name in _HANDED_BACK if name in answer.headers}
        call.answer(
            answer.content, answer.status_code, answer.headers.get("Content-Type", ""), **back
        )

    with misbehaving(behave) as server:
        yield server
