"""Any exception of a worker as a `PortalError`, so that views know one kind only."""

import logging

from desktop.models.trouble import PortalError, Trouble
from desktop.services.reports import report

log = logging.getLogger(__name__)

# By name: importing the vault's exceptions would import the vault before the first paint.
OF_VAULT = {
    "VaultDamaged": Trouble.VAULT_DAMAGED,
    "VaultFull": Trouble.DISK_FULL,
    "VaultReadOnly": Trouble.READ_ONLY,
    "WrongPassword": Trouble.WRONG_PASSWORD,
    "WrongDigest": Trouble.WRONG_DIGEST,
}


def explain(error: Exception) -> PortalError:
    """The trouble that an exception means; one that is not known is a bug and gets a report."""
    if isinstance(error, PortalError):
        return error
    trouble = OF_VAULT.get(type(error).__name__)
    if trouble is not None:
        return PortalError(trouble)
    return PortalError(Trouble.BUG, reference=report(error))
