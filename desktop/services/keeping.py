"""Files that come to this computer by themselves, so that they can be seen offline (OFF-1)."""

import math

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import meta
from desktop.services.context import Context, Progress
from desktop.services.documents import Documents, months_ago
from desktop.services.settings import KEEP_ALL
from portal_protocol.images import Image
from portal_protocol.records import Blob, Record, Statement
from portal_protocol.summaries import CareSummary

MOST = 64 * 1024 * 1024
"""Bytes of a file that comes unasked; a larger one comes when it is opened, unless it is a
statement."""

KINDS: tuple[type[Record], ...] = (Statement, CareSummary, Image)
"""What comes unasked."""

KEPT_MONTHS = "documents.kept_months"
_PASSED_OVER = frozenset({Trouble.WRONG_DIGEST, Trouble.NOT_FOUND})


def keep_files(documents: Documents, kind: type[Record], months: int, context: Context) -> int:
    """Fetch the files of that many months that are not here, newest first; how many came (ACC-7).

    `months` 0 is none, `KEEP_ALL` all. Progress counts files. One that is damaged or no longer
    shared is passed over.
    """
    wanted = missing_files(documents, kind, months)
    came = 0
    for done, (record, blob) in enumerate(wanted):
        context.report(Progress(done, len(wanted)))
        context.check_cancelled()
        quiet = Context()
        context.on_cancel(quiet.cancel)
        try:
            documents.fetch(record, blob, quiet)
            came += 1
        except PortalError as error:
            if error.trouble not in _PASSED_OVER:
                raise
    context.report(Progress(len(wanted), len(wanted)))
    return came


def missing_files(
    documents: Documents, kind: type[Record], months: int
) -> list[tuple[Record, Blob]]:
    """What `keep_files` would fetch, newest first."""
    if months == 0:
        return []
    has = documents.live.vault.documents.has
    return [
        (record, blob)
        for record in documents.records(kind, since=months_ago(months))
        for blob in record.blobs
        if (blob.size <= MOST or kind is Statement) and not has(blob.digest)
    ]


def narrow(documents: Documents, months: int) -> bool:
    """Remove what lies before these months if the setting was wider for this copy before.

    Otherwise nothing goes: what is older is here because the patient opened it. Returns whether
    files were removed.
    """
    vault = documents.live.vault
    with vault.reading() as connection:
        before = meta.get(connection, KEPT_MONTHS, int)
    if before == months:
        return False
    narrower = before is not None and _span(months) < _span(before)
    if narrower:
        drop(documents, months)
    with vault.writing() as connection:
        meta.put(connection, KEPT_MONTHS, months)
    return narrower


def drop(documents: Documents, months: int) -> None:
    """Remove the files of what lies before these months, all of them for 0."""
    if months == KEEP_ALL:
        return
    until = months_ago(months) if months else None
    kept: set[str] = set()
    for kind in KINDS if until is not None else ():
        kept |= {blob.digest for one in documents.records(kind, since=until) for blob in one.blobs}
    for kind in KINDS:
        for record in documents.records(kind, until=until):
            for blob in record.blobs:
                if blob.digest not in kept:
                    documents.live.vault.documents.remove(blob.digest)


def _span(months: int) -> float:
    return math.inf if months == KEEP_ALL else months
