"""A practice that makes care summaries, and a person of whom it has a chart."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from sqlalchemy import select

from portal_protocol.charts import Problem
from portal_protocol.feed import FeedItem
from portal_protocol.records import Clinic, PatientId, Person, Practice
from portal_protocol.summaries import CareSummary
from practice_server.access import Caller
from practice_server.blobs import BlobStore
from practice_server.settings import Settings
from practice_server.store.store import Store
from practice_server.store.tables import blob, summary_due, upload
from practice_server.summaries.making import make_due
from tests.practice_server import worlds
from tests.practice_server.ccd import charts
from tests.practice_server.ccd.charts import ADDRESS, ASTHMA, FARROW, IVY
from tests.practice_server.worlds import Copy, caller, feed

PROBLEM = Problem(id="asthma", patient=IVY, condition=ASTHMA)


def practice(**changes: object) -> Practice:
    """A practice with all that summaries need."""
    pier = Clinic(
        id="pier",
        name="Pier Street",
        time_zone="America/New_York",
        phone="(555) 555-0142",
        postal=ADDRESS,
    )
    made = msgspec.structs.replace(
        worlds.practice(), clinics=(pier,), providers=(FARROW,), default_provider=FARROW.id
    )
    return msgspec.structs.replace(made, **changes)


def person(**changes: object) -> Person:
    """Ivy, whose guarantor is Elena."""
    return msgspec.structs.replace(charts.ivy(), guarantor=PatientId("elena"), **changes)


@dataclass
class ClinicUnderTest:
    """A store and files; `sees` is what Elena, the guarantor, gets of Ivy's summaries."""

    store: Store
    blobs: BlobStore
    copy: Copy = field(default_factory=lambda: Copy(elena()))

    def feed(self, *items: FeedItem) -> int:
        """Bring items in; answers how many summaries were made or looked at for them."""
        feed(self.store, *items)
        return make_due(self.store, self.blobs)

    def sees(self) -> list[CareSummary]:
        """The care summaries that syncing brings, decoded."""
        found = self.copy.sync(self.store).shown("care_summary").values()
        return [msgspec.convert(each, CareSummary) for each in found]

    def document(self, patient: PatientId = IVY) -> bytes:
        """The bytes of the document of a person's one summary."""
        (summary,) = [each for each in self.sees() if each.patient == patient]
        return asyncio.run(self._read(summary.blobs[0].digest, summary.blobs[0].size))

    def waiting(self) -> list[str]:
        """Whose summary is due."""
        with self.store.reading() as connection:
            return list(connection.scalars(select(summary_due.c.patient)))

    def files(self) -> tuple[set[str], set[str]]:
        """The digests of files that belong to records, and of those that are to be trimmed."""
        with self.store.reading() as connection:
            kept = set(connection.scalars(select(blob.c.digest)))
            return kept, set(connection.scalars(select(upload.c.digest))) - kept

    async def _read(self, digest: str, size: int) -> bytes:
        return b"".join([chunk async for chunk in await self.blobs.read(digest, 0, size)])


def elena() -> Caller:
    """Ivy's guarantor."""
    return caller("elena")


def clinic_in(store: Store, folder: Path) -> ClinicUnderTest:
    """The practice, Elena with a login, and Ivy; nobody has a chart yet."""
    settings = Settings(feed_key="k" * 40, base=folder)
    made = ClinicUnderTest(store, BlobStore.open(settings))
    made.feed(
        practice(), worlds.person("elena", guarantor="elena"), person(), worlds.access("elena")
    )
    return made
