"""A practice whose patients transmit care summaries, and what becomes of them."""

import io
import uuid
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from zipfile import ZipFile

import msgspec
from sqlalchemy import select, update

from portal_protocol.transmissions import Transmission, Transmit, Way
from practice_server.access import Caller
from practice_server.store.columns import now
from practice_server.store.tables import transmission
from practice_server.transmit import asking
from practice_server.transmit.direct import Direct, DirectOutlet
from practice_server.transmit.email import EmailOutlet
from practice_server.transmit.sending import Senders, send_all
from tests.practice_server.mail.post import Post
from tests.practice_server.summaries.clinics import ClinicUnderTest, elena

PASSWORD = "twelve signs and more"
ANYBODY = "chen@endo.example"
WAYS = dict.fromkeys((Way.EMAIL, Way.ENCRYPTED_EMAIL), "desk@harbor.example")


def fresh_id() -> str:
    """An id as the desktop makes them."""
    return f"01930000-0000-7000-8000-{uuid.uuid4().hex[:12]}"


@dataclass
class Office:
    """A practice, its mail server, and Elena, who transmits the summary of Ivy."""

    clinic: ClinicUnderTest
    post: Post
    direct: Direct | None = None

    @property
    def senders(self) -> Senders:
        """Who sends by e-mail, and by Direct if the practice does."""
        url = f"smtp://127.0.0.1:{self.post.port}"
        mail: Senders = dict.fromkeys(WAYS, EmailOutlet(url, "desk@harbor.example", "Harbor"))
        if self.direct is None:
            return mail
        return {**mail, Way.DIRECT: DirectOutlet(url, self.direct, "Harbor")}

    def asked(self, **changes: Any) -> Transmit:
        """What Elena asks for, unless told otherwise."""
        (summary,) = self.clinic.sees()
        fields = {"summaries": (summary.id,), "way": Way.EMAIL, "address": ANYBODY, **changes}
        if fields["way"] is Way.ENCRYPTED_EMAIL:
            fields.setdefault("password", PASSWORD)
        return Transmit(**{"id": fresh_id(), "made_at": now(), **fields})

    def ask(self, who: Caller | None = None, **changes: Any) -> Transmission:
        """Ask for it; raises what the call is refused with."""
        return self.give(self.asked(**changes), who)

    def give(self, asked: Transmit, who: Caller | None = None) -> Transmission:
        """Ask for just this."""
        store, blobs = self.clinic.store, self.clinic.blobs
        ways = {**WAYS, **({Way.DIRECT: self.direct.sender} if self.direct else {})}
        told = asking.transmit(store, blobs, ways, who or elena(), asked)
        return msgspec.json.decode(told, type=Transmission)

    def send(self) -> int:
        """Send what is due."""
        return send_all(self.clinic.store, self.senders)

    def later(self) -> None:
        """As if the time to try again had come."""
        with self.clinic.store.writing() as connection:
            waiting = update(transmission).where(transmission.c.due_at.is_not(None))
            connection.execute(waiting.values(due_at=now()))

    def seen(self) -> list[Transmission]:
        """The transmissions that syncing brings to Elena."""
        found = self.clinic.copy.sync(self.clinic.store).shown("transmission").values()
        return [msgspec.convert(each, Transmission) for each in found]

    def state(self) -> tuple[str, str]:
        """State and reason of the only one, as Elena sees them."""
        (only,) = self.seen()
        return only.state, only.reason

    def rows(self) -> list[Any]:
        """What the worker knows."""
        with self.clinic.store.reading() as connection:
            return list(connection.execute(select(transmission)).all())


def attached(mail: EmailMessage) -> bytes:
    """The one file of a mail."""
    (part,) = mail.iter_attachments()
    assert part.get_content_type() == "application/zip"
    content = part.get_content()
    assert isinstance(content, bytes)
    return content


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files in a zip that is not encrypted."""
    with ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
