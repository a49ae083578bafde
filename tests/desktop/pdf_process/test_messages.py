"""Messages between the program and its PDF process: framed so that nonsense ends, never hangs."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.pdf_process.messages import (
    REPLIES,
    REQUESTS,
    Draw,
    Drawn,
    Find,
    Message,
    Open,
    Opened,
    Refused,
    Select,
    receive,
    send,
)

POINTS = some.none() | some.tuples(
    some.floats(allow_nan=False, allow_infinity=False), some.floats(0, 1000)
)
WORDS = some.text(max_size=40)
NUMBERS = some.integers(0, 1 << 40)
ASKED = (
    some.builds(Open, NUMBERS, WORDS)
    | some.builds(Draw, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
    | some.builds(Select, NUMBERS, NUMBERS, POINTS, POINTS)
    | some.builds(Find, NUMBERS, WORDS)
)
SAID = (
    some.builds(Opened, some.lists(some.tuples(some.floats(0, 9), some.floats(0, 9))).map(tuple))
    | some.builds(Drawn, NUMBERS, NUMBERS, NUMBERS)
    | some.builds(Refused, WORDS)
)


def stream(data: bytes) -> io.BufferedReader:
    """The bytes as they come from a pipe."""
    return io.BufferedReader(io.BytesIO(data))


def sent(message: Message, body: bytes) -> bytes:
    """The bytes of one message."""
    out = io.BytesIO()
    send(out, message, body)
    return out.getvalue()


@given(ASKED, some.binary(max_size=5000))
def test_a_request_arrives_as_it_was_sent(message: Message, body: bytes) -> None:
    got, came = receive(stream(sent(message, body)), REQUESTS)
    assert (got, bytes(came)) == (message, body)


@given(SAID, some.binary(max_size=5000))
def test_a_reply_arrives_as_it_was_sent(message: Message, body: bytes) -> None:
    got, came = receive(stream(sent(message, body)), REPLIES)
    assert (got, bytes(came)) == (message, body)


@given(some.binary(max_size=300))
def test_any_bytes_end_in_a_plain_error_or_a_message(data: bytes) -> None:
    with_end = stream(data)
    try:
        receive(with_end, REPLIES)
    except (EOFError, ValueError):
        return


@given(SAID, some.binary(min_size=1, max_size=100), some.data())
def test_a_message_that_is_cut_off_is_noticed(
    message: Message, body: bytes, data: some.DataObject
) -> None:
    whole = sent(message, body)
    cut = data.draw(some.integers(0, len(whole) - 1))
    with pytest.raises(EOFError):
        receive(stream(whole[:cut]), REPLIES)


def test_a_large_body_takes_no_more_room_than_came() -> None:
    body = bytes(range(256)) * (40 << 12)
    assert bytes(receive(stream(sent(Refused("x"), body)), REPLIES)[1]) == body
    lie = b"\x05\x00\x00\x00\xff\xff\xff\x1f" + b"01234" + bytes(100)
    with pytest.raises(EOFError):
        receive(stream(lie), REPLIES)


def test_passwords_do_not_show() -> None:
    assert "secret" not in repr(Open(1, "secret"))
