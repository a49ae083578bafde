"""Reads of the search (HEAD-6), for the lane SEARCH."""

from collections.abc import Callable, Collection
from datetime import datetime

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desktop.models.folding import Phrase, excerpt, has, phrases, words
from desktop.models.found import Excerpt, Findable, Findings, Hit
from desktop.models.vault import queries, search
from desktop.models.vault.indexing import who
from desktop.models.vault.search import Found
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from desktop.services.portal.reads.common import only, practice, sound, still
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import Appointment, Kind, PatientId, Person

MOST = 50
_ABOUT = ("patient", "provider", "clinic")
_DECODER = msgspec.json.Decoder(Findable)


class SearchReads:
    """Of one open copy. `now` gives aware UTC."""

    def __init__(self, vault: Vault, now: Callable[[], datetime]) -> None:
        self._vault, self._now = vault, now

    def find(
        self,
        context: Context,
        *,
        typed: str,
        chosen: PatientId | None,
        kinds: Collection[Kind],
    ) -> Findings:
        """The best of what was typed, of the person in view; ends soon when it is cancelled."""
        unwanted = lambda: context.cancelled  # noqa: E731 - asked by the database
        try:
            with self._vault.reading() as conn, search.stopped_when(conn, unwanted):
                names = _names(conn)
                found = search.search(
                    conn,
                    typed,
                    MOST + 1,
                    names=names,
                    patients=only(chosen),
                    kinds=kinds,
                )
        except DBAPIError:
            context.check_cancelled()
            raise
        wanted, now = phrases(typed), self._now()
        hits = []
        for one in found[:MOST]:
            context.check_cancelled()
            hits.append(_hit(one, wanted, names, now))
        return Findings(typed, tuple(hit for hit in hits if hit), more=len(found) > MOST)


def _names(conn: Connection) -> dict[str, str]:
    """Persons, providers and clinics as they are called now."""
    names = {
        who("patient", one.id): f"{one.preferred_name} {one.first_name} {one.last_name}"
        for one in sound(queries.all_of(conn, Person))
    }
    known = practice(conn)
    for provider in known.providers if known else ():
        names[who("provider", provider.id)] = f"{provider.name} {provider.suffix}"
    for clinic in known.clinics if known else ():
        names[who("clinic", clinic.id)] = clinic.name
    return names


def _hit(
    found: Found, wanted: tuple[Phrase, ...], names: dict[str, str], now: datetime
) -> Hit | None:
    """None for what this version cannot read, and for what may no longer be shown."""
    try:
        record = _DECODER.decode(found.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    named = _named(record, names)
    sought = tuple(phrase for phrase in wanted if not has(named, phrase))
    if isinstance(record, SecureEmail) and record.expired(now):
        return _of_what_is_over(still(record, now), sought)
    return Hit(record, _excerpt(record, found.pages, sought))


def _named(record: Findable, names: dict[str, str]) -> list[str]:
    """Words of the names of whom a record is about: its text need not be searched for them."""
    about = (names.get(who(what, getattr(record, what, None) or ""), "") for what in _ABOUT)
    return words(" ".join(about))


def _of_what_is_over(email: SecureEmail, wanted: tuple[Phrase, ...]) -> Hit | None:
    """None when the words are only in what is no longer shown (MAIL-7)."""
    head = words(f"{email.subject} {email.author_name}")
    return Hit(email, excerpt("", ())) if all(has(head, one) for one in wanted) else None


def _excerpt(record: Findable, pages: str, wanted: tuple[Phrase, ...]) -> Excerpt:
    """Where most of the words are: in the record, else in what its documents say."""
    own = excerpt(_text(record), wanted)
    if not pages or own.found == len(wanted):
        return own
    paper = excerpt(pages, wanted)
    return paper if paper.found > own.found else own


def _text(record: Findable) -> str:
    """What there is to read besides the title."""
    match record:
        case Message() | SecureEmail():
            return record.body
        case Appointment():
            return record.bring
        case TreatmentPlan():
            steps = (f"{one.description} {one.tooth}".strip() for one in record.procedures)
            return ", ".join(filter(None, (record.note, *steps)))
    return ""
