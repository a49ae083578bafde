"""What an answer of the practice's server says: its body, or why not. For `client`."""

from typing import TypeVar

import msgspec

from desktop.models.trouble import PortalError, Trouble, of_code
from desktop.services.transport import Answer
from portal_protocol.problems import Problem

T = TypeVar("T")

MOST_SMALL = 2 * 1024 * 1024
MOST_WAIT = 86_400
"""The longest wait that a server may ask for, in seconds."""


def decoded(body: bytes, kind: type[T]) -> T:
    """A body as a struct; BAD_ANSWER when it is none."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise PortalError(Trouble.BAD_ANSWER, detail=type(error).__name__) from None


def json_body(answer: Answer, at_most: int) -> bytes:
    """The body of a good answer in JSON; anything else raises PortalError."""
    refuse(answer)
    if not _is_json(answer):
        raise _foreign(answer)
    body = answer.body(at_most)
    if not (body or answer.framed):  # its headers were cut off
        raise PortalError(Trouble.CUT_OFF)
    return body


def _foreign(answer: Answer, detail: str = "") -> PortalError:
    """What an answer in another language is: another site's, or ours cut off in its headers."""
    try:
        empty = not answer.body(MOST_SMALL)
    except PortalError as error:
        if error.trouble is Trouble.CUT_OFF:
            return error
        empty = False
    if empty and not answer.framed:
        return PortalError(Trouble.CUT_OFF)
    return PortalError(Trouble.NOT_A_PORTAL, detail=detail)


def _is_json(answer: Answer) -> bool:
    media_type = answer.header("Content-Type").partition(";")[0].strip().lower()
    return media_type == "application/json" or media_type.endswith("+json")


def refuse(answer: Answer) -> None:
    """Raise what an answer that is not a success means."""
    if 200 <= answer.status < 300:
        return
    if 300 <= answer.status < 400:
        raise PortalError(Trouble.REDIRECTED)
    problem = _problem(answer)
    if problem is not None:
        trouble = of_code(problem.code)
        later = _bounded(problem.retry_after)
        raise PortalError(trouble, retry_after=later, reference=problem.reference)
    seconds = answer.header("Retry-After")
    later = _bounded(float(seconds)) if seconds.isascii() and seconds.isdigit() else None
    if answer.status in {429, 503}:
        raise PortalError(Trouble.BUSY, retry_after=later)
    if answer.status >= 500 and answer.status != 511:  # 511: a hotel's network asks to sign in
        raise PortalError(Trouble.SERVER_FAULT, retry_after=later)
    raise _foreign(answer, f"status {answer.status}")


def _bounded(seconds: float | None) -> int | None:
    return None if seconds is None else int(min(max(seconds, 0), MOST_WAIT))


def _problem(answer: Answer) -> Problem | None:
    if not _is_json(answer):
        return None
    try:
        return msgspec.json.decode(answer.body(MOST_SMALL), type=Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    except PortalError as error:
        if error.trouble is Trouble.CUT_OFF:
            raise
        return None
