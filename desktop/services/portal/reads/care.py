"""Care summaries as the Summary tab shows them (SUM-1)."""

from desktop.models.shown import Page, Shown
from desktop.models.unreadable import Unreadable
from desktop.models.vault import queries
from desktop.models.vault.vault import Vault
from desktop.services.jobs import Context
from desktop.services.portal.reads.common import damaged, only, sound
from portal_protocol.records import PatientId
from portal_protocol.summaries import CareSummary


class CareReads:
    """Reads for `CareFace`: a person has few summaries, so all come at once."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def summaries(self, context: Context, *, chosen: PatientId | None) -> Page[CareSummary]:
        """All of the person in view, newest first; `saved` is whether the file is here."""
        rows: list[CareSummary | Unreadable] = []
        for row in queries.everything(
            self._vault.reading,
            CareSummary,
            lambda _conn, row: row,
            patients=only(chosen),
            newest_first=True,
        ):
            context.check_cancelled()
            rows.append(row)
        shown = tuple(Shown(summary, saved=self._here(summary)) for summary in sound(rows))
        return Page(shown, None, len(shown), damaged(rows))

    def _here(self, summary: CareSummary) -> bool:
        return all(self._vault.documents.has(blob.digest) for blob in summary.blobs)
