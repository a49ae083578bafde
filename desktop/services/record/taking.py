"""Take my record: plan, documents, index, manifest (OFF-7).

Documents come from the vault, those that are not here are fetched first. What cannot come now is
named in the index with its reason.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from desktop.models.items.family import Family
from desktop.models.items.record_names import folder_name
from desktop.models.record import Taken, TakeWish
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from desktop.services.record import page
from desktop.services.record.bringing import Bringing, Fetch, Pages
from desktop.services.record.folder import FolderTarget, check_lengths, place_for
from desktop.services.record.index import Index
from desktop.services.record.plan import Plan, Wanted
from desktop.services.record.target import INDEX, Meter, Target
from desktop.services.saving import check_room
from portal_protocol.records import PatientId

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Taking:
    """Takes the record of one open copy; `whose` tells practice and login.

    `note` is told of each person as soon as something of theirs is outside (WHO-7).
    """

    vault: Vault
    fetch: Fetch
    pages: Pages
    family: Family
    whose: str
    note: Callable[[PatientId], None]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def take(self, wish: TakeWish, context: Context) -> Taken:
        """Write everything. Raises `Cancelled`, and what `Target` names.

        Stopped or failed, a folder keeps what is complete and is taken up again by the next call;
        of a zip nothing stays.
        """
        plan = Plan(self.vault, self.family, wish.persons, telling=not wish.password)
        wanted = []
        for each in plan.wanted():
            context.check_cancelled()
            wanted.append(each)
        size = sum(each.blob.size for each in wanted)
        target = self._target(wish, size, wanted)
        try:
            meter = Meter(context, size)
            work = Bringing(self.vault, self.fetch, self.pages, self.note, target, meter, context)
            for each in wanted:
                work.document(each)
            return self._ended(wish, work)
        finally:
            target.leave()

    def unfinished(self, chosen: Path) -> bool:
        """Whether a record in that folder would be taken up."""
        return self._place(chosen)[1]

    def _place(self, chosen: Path) -> tuple[Path, bool]:
        return place_for(chosen, folder_name(self.family.practice), self.whose)

    def _target(self, wish: TakeWish, size: int, wanted: Sequence[Wanted]) -> Target:
        if wish.zipped:
            from desktop.services.record.archive import ZipTarget  # noqa: PLC0415 - seldom needed

            check_room(wish.place.parent, size)
            return ZipTarget(wish.place, wish.password, self.now())
        path, resumed = self._place(wish.place)
        entries = [entry for each in wanted for entry in (each.entry, *each.to_read)]
        check_lengths(path, entries)
        if not resumed:
            check_room(wish.place, size)
        return FolderTarget(path, self.whose, self.now(), entries)

    def _ended(self, wish: TakeWish, work: Bringing) -> Taken:
        target = work.target
        index = Index(
            self.vault, self.family, wish.persons, work.outcomes, work.to_read, target.made_at
        )
        target.put(INDEX, page.encoded(index.pieces()), work.meter)
        for person in self.family.people:
            if person.patient and (wish.persons is None or person.patient in wish.persons):
                work.noted(person.patient)
        target.finish(self._manifest(target), work.meter)
        items = target.items()
        return Taken(
            path=target.path,
            files=len(items) + 1,
            size=sum(item.size for item in items),
            left_out=tuple(work.left_out),
            resumed=target.resumed,
        )

    def _manifest(self, target: Target) -> Iterator[bytes]:
        """One line a file, so that it can be read by the eye too."""
        practice = self.family.practice
        about = {
            "format": FORMAT,
            "made_at": target.made_at,
            "practice": practice.name if practice else "",
        }
        yield msgspec.json.encode(about)[:-1] + b',"files":[\n'
        for at, item in enumerate(target.items()):
            yield (b",\n" if at else b"") + msgspec.json.encode(item)
        yield b"\n]}\n"
