"""What the header, the tabs and the status line show, read at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from desktop.models.shown import Need, Pending, Waiting
from desktop.models.vault import drafts, outbox, queries
from desktop.services.portal.reads import common, mail, seen
from desktop.services.portal.reads.visits import needed
from desktop.services.portal.state import Badges
from portal_protocol.actions import AnswerVisit, SendMessage
from portal_protocol.records import Login, Person, Practice, Section


@dataclass(frozen=True, slots=True)
class Overview:
    """One moment of the vault. `waiting` and `failed` count what the patient did that waits:
    answers and messages, not what is only noted. `unsent`: there are messages of the patient's
    that have not reached the practice, drafts included."""

    practice: Practice | None
    login: Login | None
    people: tuple[Person, ...]
    badges: Badges
    waiting: int
    failed: int
    unsent: bool


def overview(conn: Connection, now: datetime, asked: Sequence[Need] | None = None) -> Overview:
    """Read it all within the caller's transaction; `asked` is `needed` if it was read already."""
    practice = common.practice(conn)
    logins = common.sound(queries.all_of(conn, Login))
    login = logins[-1] if logins else None
    pending = outbox.pending(conn)
    told = [row for row in pending if isinstance(row.action, AnswerVisit | SendMessage)]
    failed = sum(row.state is Waiting.FAILED for row in told)
    return Overview(
        practice,
        login,
        in_order(common.sound(queries.all_of(conn, Person)), login),
        _badges(conn, practice, now, asked, pending),
        len(told) - failed,
        failed,
        any(isinstance(row.action, SendMessage) for row in told) or drafts.count(conn) > 0,
    )


def in_order(people: tuple[Person, ...], login: Login | None) -> tuple[Person, ...]:
    """The signed-in person first, then by birthdate (HEAD-4)."""
    self_id = login.patient if login else None
    return tuple(
        sorted(
            people, key=lambda one: (one.id != self_id, one.birthdate or date.max, one.first_name)
        )
    )


def _badges(
    conn: Connection,
    practice: Practice | None,
    now: datetime,
    asked: Sequence[Need] | None,
    pending: Sequence[Pending],
) -> Badges:
    on = practice.sections if practice else ()
    if Section.APPOINTMENTS not in on:
        asked = ()
    elif asked is None:
        asked = needed(conn, now)
    new = seen.count_new(conn, now) if Section.ACCOUNT in on else 0
    unread = mail.unread(conn, None, pending) if Section.WEBMAIL in on else 0
    return Badges(
        appointments=sum(_waits_for_patient(need) for need in asked), account=new, webmail=unread
    )


def _waits_for_patient(need: Need) -> bool:
    pending = need.record.pending
    return pending is None or pending.state is Waiting.FAILED
