"""The practice's server as the services call it: structs in, structs out, `PortalError` else.

The only module (with `transport` under it) that sees HTTP. Calls that may be repeated without
effect are tried again with growing, jittered pauses: reads, and sync by its design. Signing in,
refreshing and ending a session are sent once.
"""

import secrets
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar
from urllib.parse import quote, urljoin
from weakref import WeakSet

import msgspec

from desktop.models.trouble import PortalError, Trouble
from desktop.services.addresses import Address, parse
from desktop.services.answers import MOST_SMALL, decoded, json_body, refuse
from desktop.services.transport import Answer, Patience, Transport
from portal_protocol import API_VERSION
from portal_protocol.records import Blob
from portal_protocol.session import End, Refresh, Session, SignIn, Welcome
from portal_protocol.sync import SyncAnswer, SyncRequest
from portal_protocol.transmissions import Transmission, Transmit

T = TypeVar("T")

MOST_JSON = 64 * 1024 * 1024
_TRIES = 3
_LONGEST_PAUSE = 5.0
_WORTH_ANOTHER_TRY = frozenset(
    {Trouble.UNREACHABLE, Trouble.CUT_OFF, Trouble.BUSY, Trouble.SERVER_FAULT}
)


class Client:
    """Calls to one practice. Safe for several threads; `abort` ends what is under way."""

    def __init__(self, address: Address, *, patience: Patience | None = None) -> None:
        self.address = address
        self._patience = patience or Patience()
        self._http = Transport(address, self._patience)
        self._aborted = threading.Event()
        self._beside: WeakSet[Client] = WeakSet()

    def beside(self) -> "Client":
        """Another client of the same practice, for calls that end alone; it ends with this one."""
        another = Client(self.address, patience=self._patience)
        self._beside.add(another)
        if self._aborted.is_set():
            another.abort()
        return another

    def welcome(self) -> Welcome:
        """What the practice says of itself to anybody (SIGN-1).

        NOT_A_PORTAL when something else answers there, PROGRAM_TOO_OLD when it speaks a newer
        version of the protocol.
        """
        body = self._repeated(lambda: self._get_json("/v1/practice"))
        try:
            api = msgspec.json.decode(body, type=_Api).api
            if api != API_VERSION:
                raise PortalError(Trouble.PROGRAM_TOO_OLD)
            return msgspec.json.decode(body, type=Welcome)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise PortalError(Trouble.NOT_A_PORTAL) from None

    def sign_in(self, request: SignIn) -> Session:
        """A new session (SIGN-4): WRONG_CREDENTIALS, TOO_MANY_TRIES with `retry_after`."""
        return self._post("/v1/session", request, Session)

    def refresh(self, token: str) -> Session:
        """The next pair of tokens. Sent once: a use too many of the token ends the session."""
        return self._post("/v1/session/refresh", Refresh(token), Session)

    def end(self, token: str) -> None:
        """End a session (SIGN-13); one that is over already is no error."""
        with self._sent("POST", "/v1/session/end", body=msgspec.json.encode(End(token))) as answer:
            try:
                refuse(answer)
            except PortalError as error:
                over = {Trouble.SESSION_ENDED, Trouble.SESSION_EXPIRED, Trouble.NOT_FOUND}
                if error.trouble not in over | {Trouble.DEVICE_REVOKED, Trouble.ACCESS_REMOVED}:
                    raise

    def sync(self, access: str, request: SyncRequest) -> SyncAnswer:
        """One sync call; with `wait` it is held by the server and not tried again."""
        body = msgspec.json.encode(request)
        wait = float(request.wait)

        def call() -> bytes:
            with self._sent("POST", "/v1/sync", access=access, body=body, wait=wait) as answer:
                return json_body(answer, MOST_JSON)

        return decoded(call() if request.wait else self._repeated(call), SyncAnswer)

    def blob(
        self, access: str, kind: str, record_id: str, blob: Blob, start: int = 0
    ) -> Iterator[bytes]:
        """A document's bytes from `start` on, never more than it has. The digest is not checked.

        NOT_FOUND when it is no longer shared; CUT_OFF when the connection ends before it does.
        """
        path = f"/v1/records/{quote(kind, safe='')}/{quote(record_id, safe='')}/blobs/{blob.digest}"
        headers = {"Accept-Encoding": "identity"}
        if start:
            headers |= {"Range": f"bytes={start}-", "If-Range": f'"{blob.digest}"'}
        with self._blob_answer(path, access, headers) as answer:
            skip = _to_skip(answer, start)
            left = blob.size - start
            for chunk in answer.chunks():
                piece = chunk[skip:] if skip else chunk
                skip -= min(skip, len(chunk))
                left -= len(piece)
                if left < 0:
                    raise PortalError(Trouble.WRONG_DIGEST, detail="longer than announced")
                if piece:
                    yield piece
            if left and not answer.framed:
                raise PortalError(Trouble.CUT_OFF)

    def upload(self, access: str, blob: Blob, data: bytes) -> None:
        """A file of a message that is about to be sent (MAIL-5); again is no error.

        ANSWER_TOO_LARGE when the practice takes none of that size, ATTACHMENT_REFUSED when none
        of that type.
        """
        path = f"/v1/uploads/{blob.digest}"
        with self._sent("PUT", path, access=access, body=data, media=blob.media_type) as answer:
            if answer.status == 413:  # whoever says so: a proxy knows no codes
                raise PortalError(Trouble.ANSWER_TOO_LARGE)
            refuse(answer)

    def transmit(self, access: str, asked: Transmit) -> Transmission:
        """Have the practice send care summaries to somebody; again with the same id is once.

        TRANSMIT_OFF, ADDRESS_REFUSED, NOT_TRUSTED; TRANSMISSION_TOO_LARGE when it is more than
        mail takes, TRANSMISSION_LIMIT when this login sent too many.
        """
        body = msgspec.json.encode(asked)

        def call() -> bytes:
            path = "/v1/transmissions"
            with self._sent("POST", path, access=access, body=body) as answer:
                if answer.status == 413:
                    raise PortalError(Trouble.TRANSMISSION_TOO_LARGE)
                return json_body(answer, MOST_SMALL)

        try:
            return decoded(self._repeated(call), Transmission)
        except PortalError as error:
            if error.trouble is not Trouble.TOO_MANY_TRIES:
                raise
            later = error.retry_after
            raise PortalError(Trouble.TRANSMISSION_LIMIT, retry_after=later) from None

    def interrupt(self) -> None:
        """End calls that wait for an answer now: they raise CUT_OFF. Later calls go on."""
        self._http.abort()

    def abort(self) -> None:
        """End calls under way: they raise PortalError, and none is tried again. Final."""
        self._aborted.set()
        self._http.refuse()
        for another in list(self._beside):
            another.abort()

    def close(self) -> None:
        """End everything and close the connections."""
        self.abort()
        self._http.close()

    def _get_json(self, path: str) -> bytes:
        with self._sent("GET", path) as answer:
            return json_body(answer, MOST_SMALL)

    def _post(self, path: str, value: object, kind: type[T]) -> T:
        with self._sent("POST", path, body=msgspec.json.encode(value)) as answer:
            return decoded(json_body(answer, MOST_SMALL), kind)

    def _sent(
        self,
        method: str,
        path: str,
        *,
        access: str = "",
        body: bytes | None = None,
        media: str = "application/json",
        wait: float = 0,
    ) -> Answer:
        if self._aborted.is_set():
            raise PortalError(Trouble.CUT_OFF)
        headers = {"Accept": "application/json, application/problem+json"}
        if access:
            headers["Authorization"] = f"Bearer {access}"
        if body is not None:
            headers["Content-Type"] = media
        return self._http.send(
            method, self.address.url(path), headers=headers, body=body, wait=wait
        )

    def _blob_answer(self, path: str, access: str, headers: dict[str, str]) -> Answer:
        """The answer with the bytes: the server's own, or one at the signed place it names."""
        if self._aborted.is_set():
            raise PortalError(Trouble.CUT_OFF)
        bearer = {"Authorization": f"Bearer {access}"}
        url = self.address.url(path)
        answer = self._http.send("GET", url, headers=headers | bearer)
        try:
            if answer.status == 307:
                place = _signed_place(self.address, url, answer.header("Location"))
                answer.close()
                answer = self._http.send("GET", place, headers=headers)
            refuse(answer)
        except BaseException:
            answer.close()
            raise
        return answer

    def _repeated(self, call: Callable[[], T]) -> T:
        pause = self._patience.pause
        for _ in range(_TRIES - 1):
            try:
                return call()
            except PortalError as error:
                if error.trouble not in _WORTH_ANOTHER_TRY:
                    raise
                wanted = error.retry_after or 0
                if wanted > _LONGEST_PAUSE or self._aborted.wait(max(wanted, _jitter(pause))):
                    raise
            pause *= 2
        return call()


class _Api(msgspec.Struct):
    api: str


def _jitter(most: float) -> float:
    return most * (0.5 + secrets.randbelow(500) / 1000)


def _to_skip(answer: Answer, start: int) -> int:
    """How many bytes of the body come before `start`: all of them when the range was ignored."""
    if answer.status != 206:
        return start
    if not answer.header("Content-Range").startswith(f"bytes {start}-"):
        raise PortalError(Trouble.BAD_ANSWER, detail="another range")
    return 0


def _signed_place(practice: Address, url: str, location: str) -> str:
    """Where a document lies, checked as the practice's address is; without the access token."""
    place = urljoin(url, location)
    base, _, _ = place.partition("?")
    scheme, _, rest = base.partition("://")
    try:
        inside = parse(f"{scheme}://{rest.partition('/')[0]}").loopback
    except PortalError:
        raise PortalError(Trouble.REDIRECTED) from None
    if inside and not practice.loopback:  # nobody outside sends us to this computer
        raise PortalError(Trouble.REDIRECTED)
    return place
