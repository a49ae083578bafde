"""To whom care summaries can be sent (SUM-4)."""

from desktop.models.transmit import Addressees, addressees, undelivered
from desktop.models.vault import meta, queries
from desktop.models.vault.vault import Vault
from desktop.services.jobs import Context
from desktop.services.portal.reads.common import sound
from portal_protocol.records import PatientId
from portal_protocol.summaries import Referral
from portal_protocol.transmissions import Transmission

TOLD = "told.undelivered"
_MOST = 200


class TransmitReads:
    """Reads for `TransmitFace`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def addressees(self, _context: Context, *, patient: PatientId) -> Addressees:
        """To whom the person was referred; each address and each name once."""
        with self._vault.reading() as conn:
            rows, _ = queries.page(
                conn, Referral, patients=frozenset({patient}), newest_first=True, limit=_MOST
            )
        return addressees(sound(rows))

    def undelivered(
        self, _context: Context, *, actor: PatientId, patient: PatientId
    ) -> Transmission | None:
        """What somebody sent of a person's, did not arrive, and was not taken notice of."""
        with self._vault.reading() as conn:
            rows, _ = queries.page(
                conn, Transmission, patients=frozenset({patient}), newest_first=True, limit=_MOST
            )
            told = meta.get(conn, TOLD, tuple[str, ...]) or ()
        return undelivered(sound(rows), actor, told)

    def take_notice(self, _context: Context, *, sent: str) -> None:
        """Tell of it no more on this computer."""
        with self._vault.writing() as conn:
            told = meta.get(conn, TOLD, tuple[str, ...]) or ()
            meta.put(conn, TOLD, [*told, sent][-_MOST:])
