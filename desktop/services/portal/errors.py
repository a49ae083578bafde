"""Any exception of a worker as a `PortalError`, so that views know one kind only."""

from desktop.models.trouble import PortalError, Trouble
from desktop.services.reports import report

# By name: importing the vault's exceptions would import the vault before the first paint.
OF_VAULT = {
    "VaultDamaged": Trouble.VAULT_DAMAGED,
    "VaultFull": Trouble.DISK_FULL,
    "VaultReadOnly": Trouble.READ_ONLY,
    "VaultNewer": Trouble.VAULT_NEWER,
    "VaultBusy": Trouble.VAULT_IN_USE,
    "WrongPassword": Trouble.WRONG_PASSWORD,
    "WrongDigest": Trouble.WRONG_DIGEST,
    "DocumentMissing": Trouble.NOT_SAVED_HERE,
    "DocumentDamaged": Trouble.DOCUMENT_DAMAGED,
    "DocumentTooLarge": Trouble.DOCUMENT_TOO_LARGE,
}


def explain(error: Exception) -> PortalError:
    """The trouble that an exception means; one that is not known is a bug and gets a report."""
    if isinstance(error, PortalError):
        return error
    trouble = OF_VAULT.get(type(error).__name__)
    if trouble is not None:
        return PortalError(trouble)
    return PortalError(Trouble.BUG, reference=report(error))


def of_a_closed_copy(error: Exception) -> bool:
    """Whether a job was only overtaken by the lock or by signing out."""
    return type(error).__name__ == "VaultClosed"
