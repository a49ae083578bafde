"""Refusals and faults as RFC 9457 problems with a stable code."""

import secrets
import sqlite3
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from portal_protocol.problems import PROBLEM_MEDIA_TYPE, Problem, ProblemCode
from practice_server import log


class Refusal(Exception):  # noqa: N818 (an answer, not an error)
    """A call that is answered with a problem; `headers` go with it."""

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST
    code: ClassVar[ProblemCode] = ProblemCode.BAD_REQUEST
    title: ClassVar[str] = "The call cannot be understood"

    def __init__(
        self,
        detail: str = "",
        *,
        retry_after: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(self.title)
        self.detail = detail
        self.retry_after = retry_after
        self.headers = dict(headers or {})


class BadRequest(Refusal):
    """Not JSON, or not of the shape that the call takes; `detail` names the place, no value."""


class NotFound(Refusal):
    """Also raised for another person's record: a 403 would confirm that it exists (WHO-8)."""

    status = HTTPStatus.NOT_FOUND
    code = ProblemCode.NOT_FOUND
    title = "Not found"


class TooLarge(Refusal):
    """The body is longer than the call takes."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = ProblemCode.TOO_LARGE
    title = "The body is too large"


class WrongCredentials(Refusal):
    """An unknown name or a wrong password: one answer for both (SIGN-4)."""

    status = HTTPStatus.UNAUTHORIZED
    code = ProblemCode.WRONG_CREDENTIALS
    title = "User name or password is wrong"


class TooManyTries(Refusal):
    """Signing in has to wait `retry_after` seconds (SIGN-11)."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = ProblemCode.TOO_MANY_TRIES
    title = "Too many tries"


class SessionExpired(Refusal):
    """No access token, an unknown one, or one that is too old."""

    status = HTTPStatus.UNAUTHORIZED
    code = ProblemCode.SESSION_EXPIRED
    title = "The session has expired"


class SessionEnded(Refusal):
    """The session was ended, or its refresh token was used a second time."""

    status = HTTPStatus.UNAUTHORIZED
    code = ProblemCode.SESSION_ENDED
    title = "The session has ended"


class DeviceRevoked(Refusal):
    """The device was ended from another one; it destroys its copy (SIGN-15)."""

    status = HTTPStatus.UNAUTHORIZED
    code = ProblemCode.DEVICE_REVOKED
    title = "This device was signed out for good"


class AccessRemoved(Refusal):
    """The practice removed the person's online access (SIGN-16)."""

    status = HTTPStatus.UNAUTHORIZED
    code = ProblemCode.ACCESS_REMOVED
    title = "Online access was removed"


class KeyRefused(Refusal):
    """The feed's key is missing or wrong."""

    status = HTTPStatus.UNAUTHORIZED
    code = ProblemCode.KEY_REFUSED
    title = "The feed key is missing or wrong"


class DigestMismatch(Refusal):
    """The bytes are not those that the digest names; nothing was kept."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = ProblemCode.DIGEST_MISMATCH
    title = "The bytes do not match the digest"


class BlobMissing(Refusal):
    """The record is shared, but the practice has not sent its file yet."""

    status = HTTPStatus.NOT_FOUND
    code = ProblemCode.BLOB_MISSING
    title = "The file has not arrived yet"


class RangeRefused(Refusal):
    """The range begins past the end of the file."""

    status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    code = ProblemCode.RANGE_REFUSED
    title = "The range is outside the file"


class AttachmentRefused(Refusal):
    """The practice takes no files from patients, or not this one (MAIL-5); nothing was kept."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = ProblemCode.ATTACHMENT_REFUSED
    title = "The file cannot be attached"


class ActionChanged(Refusal):
    """The id was used for something else before."""

    status = HTTPStatus.CONFLICT
    code = ProblemCode.ACTION_CHANGED
    title = "This was asked for with other content before"


class TransmitOff(Refusal):
    """The practice does not transmit in this way (SUM-4, SUM-5)."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = ProblemCode.TRANSMIT_OFF
    title = "The practice does not send in this way"


class AddressRefused(Refusal):
    """Nobody can be written to at this address."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = ProblemCode.ADDRESS_REFUSED
    title = "The address cannot be used"


class NotTrusted(Refusal):
    """Trust in this provider's Direct address is not established (SUM-4)."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = ProblemCode.NOT_TRUSTED
    title = "No trust is established with this provider"


class Busy(Refusal):
    """Too many calls at once, or the database is not there; to be tried again."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = ProblemCode.BUSY
    title = "The server is busy"


RETRY_SECONDS = 5
_AWAY_IN_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN})
_AWAY_IN_POSTGRESQL = frozenset({"08", "40", "53", "57"})
"""Classes of SQLSTATE: no connection, a transaction that lost, no room, an administrator's stop."""

CODE_OF_STATUS = {
    404: ProblemCode.NOT_FOUND,
    405: ProblemCode.BAD_REQUEST,
    413: ProblemCode.TOO_LARGE,
    503: ProblemCode.BUSY,
}


def answered(problem: Problem, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    """The response that carries `problem`."""
    sent = {**(headers or {}), "Cache-Control": "no-store"}
    if problem.retry_after is not None:
        sent["Retry-After"] = str(problem.retry_after)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        sent["WWW-Authenticate"] = "Bearer"
    return Response(
        msgspec.json.encode(problem),
        status_code=problem.status,
        media_type=PROBLEM_MEDIA_TYPE,
        headers=sent,
    )


def from_refusal(_request: Request[Any, Any, Any], error: Refusal) -> Response[bytes]:
    """A refusal that our own code raised."""
    problem = Problem(
        code=error.code,
        title=error.title,
        status=error.status,
        detail=error.detail,
        retry_after=error.retry_after,
    )
    return answered(problem, error.headers)


def from_framework(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What the framework refuses: an unknown route, a wrong method or parameter, a long body."""
    status = error.status_code
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return from_fault(request, error)
    code = CODE_OF_STATUS.get(status, ProblemCode.BAD_REQUEST)
    problem = Problem(code=code, title=HTTPStatus(status).phrase, status=status)
    allowed = (
        {"Allow": error.headers["Allow"]} if error.headers and "Allow" in error.headers else {}
    )
    return answered(problem, allowed)


def from_database(request: Request[Any, Any, Any], error: DBAPIError) -> Response[bytes]:
    """What the database said: it is away or overloaded, cannot hold a value, or there is a bug."""
    if isinstance(error, DataError):
        return from_refusal(request, BadRequest("A value cannot be kept"))
    return from_away(request, error) if _is_away(error) else from_fault(request, error)


def _is_away(error: DBAPIError) -> bool:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _AWAY_IN_SQLITE
    state: str | None = getattr(cause, "sqlstate", None)
    if state is None:  # there was no server to give one
        return error.connection_invalidated or isinstance(error, OperationalError)
    return state[:2] in _AWAY_IN_POSTGRESQL


def from_away(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The database does not answer now; whoever tries again soon may find it back."""
    log.fault("database_away", error)
    return from_refusal(request, Busy(retry_after=RETRY_SECONDS))


def from_fault(_request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """A bug, or a part that failed: a reference that finds it in the log, and nothing else."""
    reference = secrets.token_hex(6)
    log.fault("fault", error, reference=reference)
    problem = Problem(
        code=ProblemCode.FAULT,
        title="The server failed",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        reference=reference,
    )
    return answered(problem)
