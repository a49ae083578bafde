"""How saving several files at once went: how many, where, and which were left out and why."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from desktop.services.portal import SavedFile, Trouble

translate = QCoreApplication.translate


def all_saved(files: SavedFile) -> str:
    """2 files saved in Letters. Not saved: setup.exe (could harm a computer)."""
    said = translate("Saving", "1 file saved in %1")
    if files.count != 1:
        said = translate("Saving", "%n files saved in %1", "", files.count)
    return said.replace("%1", files.path.name) + left_out(files.skipped)


def left_out(skipped: Sequence[tuple[str, Trouble]]) -> str:
    """What follows the word that something was saved; "" when nothing was left out."""
    if not skipped:
        return ""
    return translate("Saving", ". Not saved: %1").replace("%1", ", ".join(_reasons(skipped)))


def _reasons(skipped: Sequence[tuple[str, Trouble]]) -> Iterator[str]:
    """Names by reason, each reason once."""
    for why, names in groupby(sorted(skipped, key=_reason), key=_reason):
        named = ", ".join(name for name, _trouble in names)
        yield translate("Saving", "%1 (%2)").replace("%2", why).replace("%1", named)


def _reason(one: tuple[str, Trouble]) -> str:
    unwritten = translate("Saving", "could not be written")
    damaged = translate("Saving", "damaged")
    reasons = {
        Trouble.FILE_COULD_HARM: translate("Saving", "could harm a computer"),
        Trouble.NOT_SAVED_HERE: translate("Saving", "not on this computer"),
        Trouble.WRONG_DIGEST: damaged,
        Trouble.DOCUMENT_DAMAGED: damaged,
        Trouble.DOCUMENT_LOCKED: translate("Saving", "has its own password"),
        Trouble.DOCUMENT_TOO_LARGE: translate("Saving", "too large"),
        Trouble.NOT_FOUND: translate("Saving", "no longer shared"),
        Trouble.DISK_FULL: translate("Saving", "the disk is full"),
        Trouble.READ_ONLY: unwritten,
        Trouble.DISK_FAULT: unwritten,
        Trouble.TARGET_EXISTS: unwritten,
        Trouble.PATH_TOO_LONG: translate("Saving", "its name is too long there"),
    }
    return reasons.get(one[1]) or translate("Saving", "did not come from the practice")
