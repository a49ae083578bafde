"""HTTP itself: one session to one practice, whose blocking calls can be ended from outside.

Used by `client` alone. Certificates are checked against the system's own trust store, nothing is
redirected, no cookie and no `.netrc` is used, and every failure becomes one `Trouble`.
"""

import errno
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Self
from weakref import WeakSet

import requests
import truststore
import urllib3.exceptions
from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3.connection import HTTPConnection, HTTPSConnection

from desktop.models.trouble import PortalError, Trouble
from desktop.services.addresses import Address

CHUNK = 64 * 1024
NAME = "patient-portal"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call may take, in seconds: to connect, between two pieces of an answer, and
    after how long an answer must have come in at `slowest` bytes a second or more. `pause` is the
    longest first pause before a call is tried again."""

    connect: float = 8
    read: float = 30
    grace: float = 60
    slowest: float = 512
    pause: float = 0.25


class Answer:
    """One answer whose body is still to be read; close it, or use it in a `with` block."""

    def __init__(self, response: requests.Response, patience: Patience) -> None:
        self._response = response
        self._patience = patience
        self.status = response.status_code

    def header(self, name: str) -> str:
        """A header's value, "" when it is not there."""
        return str(self._response.headers.get(name, ""))

    @property
    def framed(self) -> bool:
        """Whether the end of the body can be told from a lost connection."""
        chunked = "chunked" in self.header("Transfer-Encoding").lower()
        return chunked or bool(self.header("Content-Length"))

    def chunks(self) -> Iterator[bytes]:
        """The body as it comes in, decompressed. Raises PortalError."""
        started, total = time.monotonic(), 0
        while True:
            try:
                chunk = self._response.raw.read1(CHUNK, decode_content=True)
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                raise failure(error) from None
            if not chunk:
                return
            total += len(chunk)
            took = time.monotonic() - started
            if took > self._patience.grace and total < took * self._patience.slowest:
                raise PortalError(Trouble.TIMEOUT, detail="too slow")
            yield chunk

    def body(self, at_most: int) -> bytes:
        """The whole body; ANSWER_TOO_LARGE beyond `at_most` bytes, decompressed."""
        parts, total = [], 0
        for chunk in self.chunks():
            total += len(chunk)
            if total > at_most:
                raise PortalError(Trouble.ANSWER_TOO_LARGE)
            parts.append(chunk)
        return b"".join(parts)

    def close(self) -> None:
        """Give the connection back, or drop it when the body was not read to its end."""
        self._response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Transport:
    """Calls to one practice's server. Safe for several threads."""

    def __init__(self, address: Address, patience: Patience) -> None:
        self._patience = patience
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.trust_env = not address.loopback  # no proxy for this computer itself
        self._live: WeakSet[HTTPConnection] = WeakSet()
        self._closed = threading.Event()
        adapter = _Adapter(self._live, self._closed)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)
        plain = "identity" if address.loopback else "gzip"
        self._session.headers.update({"User-Agent": NAME, "Accept-Encoding": plain})

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: dict[str, str],
        body: bytes | None = None,
        wait: float = 0,
    ) -> Answer:
        """One call, never repeated and never redirected; `wait` is added to the read timeout.

        Raises PortalError when there is no answer.
        """
        try:
            response = self._session.request(
                method,
                url,
                headers=headers,
                data=body,
                auth=_no_netrc,
                timeout=(self._patience.connect, self._patience.read + wait),
                allow_redirects=False,
                stream=True,
            )
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise failure(error) from None
        return Answer(response, self._patience)

    def abort(self) -> None:
        """End calls that wait for an answer: they raise CUT_OFF in their own threads."""
        for connection in list(self._live):
            raw = connection.sock
            if isinstance(raw, socket.socket):
                with suppress(OSError):  # not `raw.shutdown`: TLS would drop its state mid-read
                    socket.socket.shutdown(raw, socket.SHUT_RDWR)

    def refuse(self) -> None:
        """End calls under way; those that begin to connect now fail too. Final."""
        self._closed.set()
        self.abort()

    def close(self) -> None:
        """End everything and close the connections."""
        self.refuse()
        self._session.close()


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


class _Adapter(HTTPAdapter):
    """The system's trust store, and a list of the connections that are open."""

    def __init__(self, live: "WeakSet[HTTPConnection]", closed: threading.Event) -> None:
        self._plain, self._secure = _tracked(live, closed)
        super().__init__()

    @override
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=_trusting(), **kwargs)

    @override
    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        return super().proxy_manager_for(*args, ssl_context=_trusting(), **kwargs)

    @override
    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        conn.cert_reqs = "CERT_REQUIRED"  # by the context above: requests' own bundle stays out

    @override
    def get_connection_with_tls_context(
        self, request: Any, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        # not `verify`: the environment may name another bundle there
        pool: Any = super().get_connection_with_tls_context(request, True, proxies, cert)  # noqa: FBT003
        pool.ConnectionCls = self._secure if pool.scheme == "https" else self._plain
        return pool


def _trusting() -> ssl.SSLContext:
    """The system's trust store, also for what goes through a proxy."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _tracked(
    live: "WeakSet[HTTPConnection]", closed: threading.Event
) -> tuple[type[HTTPConnection], type[HTTPSConnection]]:
    class Plain(HTTPConnection):
        @override
        def connect(self) -> None:
            live.add(self)
            super().connect()
            _check(closed)

    class Secure(HTTPSConnection):
        @override
        def connect(self) -> None:
            live.add(self)
            super().connect()
            _check(closed)

    return Plain, Secure


def _check(closed: threading.Event) -> None:
    if closed.is_set():
        raise ConnectionAbortedError


_NO_NETWORK = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN}
_TRY_AGAIN = {socket.EAI_AGAIN, 11002}  # 11002: Windows' own number
_TIMEOUTS = (
    requests.Timeout,
    urllib3.exceptions.TimeoutError,
    TimeoutError,
)
_CUT_OFF = (
    requests.exceptions.ChunkedEncodingError,
    urllib3.exceptions.ProtocolError,
    ConnectionResetError,
    ConnectionAbortedError,
    BrokenPipeError,
    ssl.SSLEOFError,
    ssl.SSLZeroReturnError,
)


def failure(error: BaseException) -> PortalError:
    """The trouble behind an error of requests, urllib3 or the socket."""
    chain = list(_chain(error))
    detail = type(chain[-1]).__name__
    for cause in reversed(chain):
        trouble = _trouble(cause)
        if trouble is not None:
            return PortalError(trouble, detail=detail)
    return PortalError(Trouble.BAD_ANSWER, detail=detail)


def _trouble(cause: BaseException) -> Trouble | None:
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, _CUT_OFF):
        return Trouble.WRONG_CERTIFICATE
    if isinstance(cause, socket.gaierror):
        return Trouble.OFFLINE if cause.errno in _TRY_AGAIN else Trouble.UNKNOWN_HOST
    if isinstance(cause, _TIMEOUTS):
        return Trouble.TIMEOUT
    if isinstance(cause, _CUT_OFF):
        return Trouble.CUT_OFF
    if isinstance(cause, OSError) and cause.errno in _NO_NETWORK:
        return Trouble.OFFLINE
    refused = (ConnectionRefusedError, requests.ConnectionError)
    return Trouble.UNREACHABLE if isinstance(cause, refused) else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what is behind it, wherever the libraries keep it."""
    seen: set[int] = set()
    ahead: list[object] = [error]
    while ahead:
        found = ahead.pop()
        if isinstance(found, BaseException) and id(found) not in seen:
            seen.add(id(found))
            yield found
            ahead += [getattr(found, "reason", None), *found.args, found.__cause__]
            ahead.append(found.__context__)
