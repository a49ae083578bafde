"""Who may see whom, as the feed tells it; each change goes to the audit log.

A right that is taken takes effect with the commit: `access` reads these rows at every call.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select

from portal_protocol.feed import Guardian
from portal_protocol.records import SHOWN_STATUSES, Person, Practice
from practice_server.access import GUARANTOR, GUARANTOR_SWITCH, GUARDIAN, RESPONSIBLE, SELF
from practice_server.audit import Entry
from practice_server.feed.publication import check_id
from practice_server.store.tables import person, person_link, switch
from practice_server.store.upserts import put_row

Link = tuple[str, str, str]
"""Viewer, patient, relation."""


@dataclass
class Rights:
    """Changes rights in one transaction; `entries` are for the audit log."""

    connection: Connection
    entries: list[Entry] = field(default_factory=list)

    def put_practice(self, practice: Practice) -> bool:
        """Switch sections and the guarantors' right as the practice says (HEAD-3, WHO-2)."""
        wanted = {section.value for section in practice.sections}
        if practice.guarantor_access:
            wanted.add(GUARANTOR_SWITCH)
        return self._set_switches(wanted)

    def remove_practice(self) -> bool:
        """Without a practice everything is off."""
        return self._set_switches(set())

    def put_person(self, told: Person) -> bool:
        """A person's status and family; returns whether anything is new."""
        for other in filter(None, (told.guarantor, told.responsible_party)):
            check_id(other)
        shown = told.status in SHOWN_STATUSES
        name = f"{told.preferred_name or told.first_name} {told.last_name}".strip()
        changed = self._put_row(told.id, name, shown=shown)
        links: set[Link] = {(told.id, told.id, SELF)}
        if told.guarantor:
            links.add((told.guarantor, told.id, GUARANTOR))
        if told.responsible_party:
            links.add((told.responsible_party, told.id, RESPONSIBLE))
        return self._set_links((SELF, GUARANTOR, RESPONSIBLE), told.id, links) or changed

    def remove_person(self, identity: str) -> bool:
        """A deleted person is shown to nobody and keeps no right of their record's."""
        changed = self._set_links((SELF, GUARANTOR, RESPONSIBLE), identity, set())
        row = self.connection.execute(select(person).where(person.c.id == identity)).one_or_none()
        return changed | (row is not None and self._put_row(identity, row.name, shown=False))

    def put_guardian(self, told: Guardian) -> bool:
        """Only a relationship ticked as guardian gives a right (WHO-3)."""
        for identity in (told.id, told.child, told.guardian):
            check_id(identity)
        link: Link = (told.guardian, told.child, GUARDIAN)
        return self._set_links((GUARDIAN,), told.id, {link} if told.is_guardian else set())

    def remove_guardian(self, identity: str) -> bool:
        """The relationship is no more."""
        return self._set_links((GUARDIAN,), identity, set())

    def _put_row(self, identity: str, name: str, *, shown: bool) -> bool:
        row = self.connection.execute(select(person).where(person.c.id == identity)).one_or_none()
        if row is not None and (row.shown, row.name) == (shown, name):
            return False
        put_row(self.connection, person, {"id": identity, "shown": shown, "name": name})
        if row is not None and row.shown != shown:
            self.log("person_shown" if shown else "person_hidden", identity, identity)
        return True

    def _set_links(self, relations: Iterable[str], source: str, wanted: set[Link]) -> bool:
        mine = (person_link.c.relation.in_(list(relations)), person_link.c.source == source)
        columns = (person_link.c.viewer, person_link.c.patient, person_link.c.relation)
        held: set[Link] = {
            (viewer, patient, relation)
            for viewer, patient, relation in self.connection.execute(select(*columns).where(*mine))
        }
        if held == wanted:
            return False
        self.connection.execute(delete(person_link).where(*mine))
        names = ("viewer", "patient", "relation")
        rows = [{**dict(zip(names, link, strict=True)), "source": source} for link in wanted]
        if rows:
            self.connection.execute(insert(person_link), rows)
        self._log_links("right_given", wanted - held)
        self._log_links("right_ended", held - wanted)
        return True

    def _set_switches(self, wanted: set[str]) -> bool:
        held = set(self.connection.scalars(select(switch.c.name)))
        if held == wanted:
            return False
        self.connection.execute(delete(switch).where(switch.c.name.in_(held - wanted)))
        if wanted - held:
            self.connection.execute(
                insert(switch), [{"name": name} for name in sorted(wanted - held)]
            )
        for name in sorted(held ^ wanted):
            self.log("switched_on" if name in wanted else "switched_off", "", name)
        return True

    def _log_links(self, what: str, links: Iterable[Link]) -> None:
        for viewer, patient, relation in sorted(links):
            if relation != SELF:
                self.log(what, patient, viewer, relation)

    def log(self, what: str, patient: str, subject_id: str, detail: str = "") -> None:
        """A line for the audit log: what happened to whose rights."""
        self.entries.append(
            {
                "actor": "feed",
                "what": what,
                "patient": patient,
                "subject_id": subject_id,
                "detail": detail,
            }
        )
