"""Taking the record of an open copy, as work for the lane RECORD (OFF-7)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from desktop.models.items.family import Family
from desktop.models.record import Taken, TakeWish
from desktop.models.vault import queries
from desktop.services.care_zip import page_of_one
from desktop.services.context import Context
from desktop.services.documents import Documents
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.portal.reads.common import sound
from desktop.services.record.taking import Taking
from desktop.services.summaries import Summaries
from portal_protocol.records import Login, PatientId


@dataclass(frozen=True, slots=True)
class RecordWork:
    """What one open copy gives out; what is taken is noted for each person (WHO-7)."""

    live: Live
    outbox: Outbox

    def take(self, context: Context, *, wish: TakeWish, family: Family, offline: bool) -> Taken:
        """Write everything; see `Taking.take`."""
        reader = Summaries()
        try:
            return self._taking(family, reader, offline=offline).take(wish, context)
        finally:
            reader.close()

    def unfinished(self, _context: Context, *, chosen: Path, family: Family) -> bool:
        """Whether a record in that folder would be taken up."""
        return self._taking(family, Summaries(), offline=True).unfinished(chosen)

    def _taking(self, family: Family, reader: Summaries, *, offline: bool) -> Taking:
        people = {person.id: person for person in family.people}

        def note(patient: PatientId) -> None:
            if patient in people:
                self.outbox.note_downloaded(people[patient], offline=offline)

        def pages(data: bytes, context: Context) -> tuple[str, bytes] | None:
            return page_of_one(data, reader, context)

        fetch = Documents(self.live).fetch
        return Taking(self.live.vault, fetch, pages, family, self._whose(), note)

    def _whose(self) -> str:
        """Tells this practice and login from others, and tells nobody which."""
        with self.live.vault.reading() as conn:
            names = [login.user_name for login in sound(queries.all_of(conn, Login))]
        return hashlib.sha256("\n".join([self.live.address, *names]).encode()).hexdigest()
