"""A mail server for tests of what leaves by e-mail."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from practice_server.mail.smtp import Outlet
from practice_server.settings import NOTICE_BODY, NOTICE_SUBJECT
from tests.serving import free_port

PORTAL = "https://portal.harbor.example"


@dataclass
class Post:
    """A mail server on loopback, and what it took: the address, the mail."""

    port: int
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuses: bool = False
    not_to: dict[str, str] = field(default_factory=dict)
    passwords: list[bytes] = field(default_factory=list)

    @property
    def outlet(self) -> Outlet:
        """The way to it."""
        url = f"smtp://127.0.0.1:{self.port}"
        return Outlet(url, "desk@harbor.example", NOTICE_SUBJECT, NOTICE_BODY, PORTAL)

    def signed_in(self, _server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> Any:
        """Take any password."""
        self.passwords.append(data.password)
        return AuthResult(success=True)

    async def handle_RCPT(  # noqa: N802 (its name is given)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address not in self.not_to:
            envelope.rcpt_tos.append(address)
        return self.not_to.get(address, "250 OK")

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (its name is given)
        if self.refuses:
            return "451 try again later"
        mail = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(mail, EmailMessage)
        self.taken += [(to, mail) for to in envelope.rcpt_tos]
        return "250 OK"


@contextmanager
def post_office() -> Iterator[Post]:
    """A mail server that runs until the block ends."""
    made = Post(free_port())
    controller = Controller(
        made,
        hostname="127.0.0.1",
        port=made.port,
        authenticator=made.signed_in,
        auth_require_tls=False,
    )
    controller.start()
    try:
        yield made
    finally:
        controller.stop()
